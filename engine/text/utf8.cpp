#include "engine/text/utf8.h"

#include <algorithm>

namespace engine::utf8 {
namespace {

/// How a first byte continues: the number of bytes, and the range of the second one (Unicode 16, table 3-7).
struct Lead {
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Lead leadOf(unsigned char byte) {
    if (byte < 0x80) return {1};
    if (byte < 0xC2) return {0};
    if (byte < 0xE0) return {2};
    if (byte == 0xE0) return {3, 0xA0, 0xBF};
    if (byte == 0xED) return {3, 0x80, 0x9F};
    if (byte < 0xF0) return {3};
    if (byte == 0xF0) return {4, 0x90, 0xBF};
    if (byte < 0xF4) return {4};
    if (byte == 0xF4) return {4, 0x80, 0x8F};
    return {0};
}

}  // namespace

Step stepAt(std::string_view text, std::size_t position) {
    const auto byteAt = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byteAt(position);
    Lead lead = leadOf(first);
    if (lead.length == 1) return {Kind::Character, first, 1};
    if (lead.length == 0) return {Kind::Broken, U'\uFFFD', 1};
    char32_t character = first & (0x7FU >> lead.length);
    for (std::size_t read = 1; read < lead.length; ++read) {
        if (position + read == text.size()) return {Kind::Incomplete, U'\uFFFD', read};
        const unsigned char byte = byteAt(position + read);
        if (byte < lead.low || byte > lead.high) return {Kind::Broken, U'\uFFFD', read};
        character = (character << 6U) | (byte & 0x3FU);
        lead.low = 0x80;
        lead.high = 0xBF;
    }
    return {Kind::Character, character, lead.length};
}

void append(std::string& out, char32_t character) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0U | (character >> 6U));
        put(0x80U | (character & 0x3FU));
    } else if (character < 0x10000) {
        put(0xE0U | (character >> 12U));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    } else {
        put(0xF0U | (character >> 18U));
        put(0x80U | ((character >> 12U) & 0x3FU));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    }
}

std::size_t count(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

MarkedText repaired(const MarkedText& text) {
    MarkedText out;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.text.size();) {
        const Step step = stepAt(text.text, at);
        if (step.kind != Kind::Character) {
            out.append(text, copied, at);
            out.append(kReplacement,
                       text.isTemplates(at, at + step.length) ? Origin::Template : Origin::User);
            copied = at + step.length;
        }
        at += step.length;
    }
    out.append(text, copied, text.text.size());
    return out;
}

bool isValid(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Step step = stepAt(text, at);
        if (step.kind != Kind::Character) return false;
        at += step.length;
    }
    return true;
}

}  // namespace engine::utf8
