#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Bytes in, whole characters out: a character split over tokens is held back until it is complete.
/// What can never become a character turns into U+FFFD.
class Utf8Assembler {
 public:
    std::string add(std::string_view bytes);
    /// What is held back, as U+FFFD; empty when nothing is. Ready for new text afterwards.
    std::string flush();

 private:
    std::string m_held;  // the beginning of one character, at most 3 bytes
};

}  // namespace engine
