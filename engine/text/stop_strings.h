#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Ends a text before that of some strings which is complete first. Text in, in pieces of any length; out
/// comes what can't become a stop string any more, and no byte less.
class StopStrings {
 public:
    static constexpr std::size_t kMost = 16;
    static constexpr std::size_t kLongest = 512;  ///< bytes

    /// Throws EngineError BadRequest "stop" when one is empty, too long or no UTF-8, or there are too many.
    explicit StopStrings(std::vector<std::string> strings);

    /// `text` is of whole characters. Once found() is true, nothing more comes.
    std::string add(std::string_view text);
    /// What is held back, when no more text comes.
    std::string flush();
    bool found() const { return m_found; }

 private:
    std::size_t beginOfPossible() const;

    std::vector<std::string> m_strings;
    std::size_t m_longest = 0;
    std::string m_held;  // the beginning of a stop string, perhaps
    bool m_found = false;
};

}  // namespace engine
