#include "engine/text/byte_alphabet.h"

#include "engine/text/utf8.h"

namespace engine {

ByteAlphabet::ByteAlphabet() {
    m_bytes.fill(-1);
    char32_t next = 256;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool printable = (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
        const char32_t character = printable ? byte : next++;
        utf8::append(m_spellings[byte], character);
        m_bytes[character] = static_cast<int>(byte);
    }
}

std::optional<std::string> ByteAlphabet::bytesOf(std::string_view token) const {
    std::string bytes;
    for (std::size_t at = 0; at < token.size();) {
        const utf8::Step step = utf8::stepAt(token, at);
        if (step.kind != utf8::Kind::Character || step.character >= kCharacters ||
            m_bytes[step.character] < 0)
            return std::nullopt;
        bytes += static_cast<char>(static_cast<unsigned char>(m_bytes[step.character]));
        at += step.length;
    }
    return bytes;
}

}  // namespace engine
