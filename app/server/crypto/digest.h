#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// The few primitives that the server's rooms share, all of them libcrypto's. Any thread. They throw
/// std::runtime_error only when libcrypto itself fails (out of memory, no entropy).
using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
/// `key` may be of any length.
Digest hmacSha256(std::string_view key, std::string_view bytes);

/// Takes the same time for every content of the same length.
bool equalInConstantTime(std::string_view left, std::string_view right);

std::string randomBytes(std::size_t count);

/// Lower-case.
std::string hexOf(std::string_view bytes);
std::string hexOf(const Digest& digest);
/// Without padding, as in RFC 4648 section 5.
std::string base64UrlOf(std::string_view bytes);
/// Empty when a character or the length is wrong; padding is refused.
std::optional<std::string> fromBase64Url(std::string_view text);

inline std::string_view viewOf(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// HMAC-SHA-256 over fields of any number, each with its length before it, so that no two lists of
/// fields have the same bytes.
class FieldDigest final {
 public:
    explicit FieldDigest(std::string_view hmacKey);
    ~FieldDigest();
    FieldDigest(const FieldDigest&) = delete;
    FieldDigest& operator=(const FieldDigest&) = delete;

    FieldDigest& add(std::string_view field);
    FieldDigest& add(std::int64_t number);
    FieldDigest& add(double number);
    /// Ends it; nothing may be added afterwards.
    Digest finish();

 private:
    void* m_context;
};

}  // namespace app
