#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// The printable character that stands for each byte in tokenizer.json: 'A' for itself, Ġ for the blank.
/// tokenizers: pre_tokenizers::byte_level::bytes_char
class ByteAlphabet {
 public:
    ByteAlphabet();

    std::string_view spellingOf(unsigned char byte) const { return m_spellings[byte]; }
    /// The bytes that a token of tokenizer.json stands for; nothing when it has a character outside the
    /// alphabet.
    std::optional<std::string> bytesOf(std::string_view token) const;

 private:
    static constexpr std::size_t kCharacters = 256 + 68;  // 68 bytes are not printable themselves

    std::array<std::string, 256> m_spellings;
    std::array<int, kCharacters> m_bytes;  // -1: stands for none
};

}  // namespace engine
