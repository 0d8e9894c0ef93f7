#include "app/server/api/data_url.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

constexpr std::array<std::int8_t, 256> valuesOfBase64() {
    std::array<std::int8_t, 256> values{};
    for (auto& value : values)
        value = -1;
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

/// RFC 4648, section 4, padding required; false for anything else.
bool decodeBase64(std::string_view text, std::string& out) {
    static constexpr auto values = valuesOfBase64();
    if (text.empty() || text.size() % 4 != 0) return false;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    out.resize(text.size() / 4 * 3);
    auto* to = out.data();
    const std::size_t whole = text.size() - padding;
    std::uint32_t bits = 0;
    int bad = 0;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        bits = 0;
        for (std::size_t j = i; j < i + 4; ++j) {
            const int value = j < whole ? values[static_cast<unsigned char>(text[j])] : 0;
            bad |= value;
            bits = bits << 6 | (static_cast<std::uint32_t>(value) & 63);
        }
        *to++ = static_cast<char>(bits >> 16);
        *to++ = static_cast<char>(bits >> 8);
        *to++ = static_cast<char>(bits);
    }
    // Bits behind the last byte would let one picture be written in several ways.
    const bool hasRest = (padding == 1 && (bits & 0xFF) != 0) || (padding == 2 && (bits & 0xFFFF) != 0);
    out.resize(out.size() - padding);
    return bad >= 0 && !hasRest;
}

}  // namespace

std::string dataUrlBytes(std::string_view url, const std::string& param) {
    constexpr std::array<std::string_view, 4> kinds{"image/png;base64,", "image/jpeg;base64,",
                                                    "image/jpg;base64,", "image/webp;base64,"};
    if (!url.starts_with("data:")) {
        throw ApiProblem(400, "invalid_image_url",
                         "Only data: URLs are taken: send the picture itself, as data:image/png;base64,...",
                         param);
    }
    url.remove_prefix(5);
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](std::string_view one) { return url.starts_with(one); });
    if (kind == kinds.end()) {
        throw ApiProblem(400, "invalid_image_format",
                         "A picture must be a base64 data: URL of type image/png, image/jpeg or image/webp.",
                         param);
    }
    std::string bytes;
    if (!decodeBase64(url.substr(kind->size()), bytes))
        throw ApiProblem(400, "invalid_base64", "A picture's data is not valid base64.", param);
    return bytes;
}

}  // namespace app::server
