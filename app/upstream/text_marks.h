#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/event.h"

namespace app {

/// Text of a server that leaves GLM's marks in it: a `<think>` at the beginning becomes the thinking channel,
/// marks of boxes are dropped. What may yet become a mark is held back.
class TextMarks final {
 public:
    std::vector<engine::TextDelta> take(std::string_view piece);
    /// What was held back.
    std::vector<engine::TextDelta> finish();

 private:
    bool waitsForBeginning(bool isEnd);
    std::vector<engine::TextDelta> drain(bool isEnd);
    void give(std::vector<engine::TextDelta>& out, std::string_view text);

    std::string m_held;
    bool m_isThinking = false;
    bool m_hasBegun = false;    ///< something other than white space came
    bool m_skipsSpace = false;  ///< after the end of the thinking
};

}  // namespace app
