#include "app/server/crypto/digest.h"

#include <bit>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace app {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void require(bool isFine) {
    if (!isFine) throw std::runtime_error("libcrypto failed");
}

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_MAC_CTX* newHmac(std::string_view key) {
    struct Free {
        void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    };
    const std::unique_ptr<EVP_MAC, Free> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    require(mac != nullptr);
    EVP_MAC_CTX* context = EVP_MAC_CTX_new(mac.get());
    require(context != nullptr);
    char name[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                     OSSL_PARAM_construct_end()};
    // A null key would mean "as before", so that an empty one needs an address too.
    const unsigned char* start = key.empty() ? bytesOf("") : bytesOf(key);
    if (EVP_MAC_init(context, start, key.size(), parameters) != 1) {
        EVP_MAC_CTX_free(context);
        require(false);
    }
    return context;
}

void update(void* context, std::string_view bytes) {
    require(EVP_MAC_update(static_cast<EVP_MAC_CTX*>(context), bytesOf(bytes), bytes.size()) == 1);
}

/// A mark of the kind of field, then 64 bits, the lowest byte first.
void updateHead(void* context, char kind, std::uint64_t value) {
    std::array<char, 9> head{kind};
    for (std::size_t i = 1; i < head.size(); ++i, value >>= 8)
        head[i] = static_cast<char>(value & 0xFF);
    update(context, {head.data(), head.size()});
}

}  // namespace

Digest sha256(std::string_view bytes) {
    Digest digest;
    require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return digest;
}

Digest hmacSha256(std::string_view key, std::string_view bytes) {
    const std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)> context(newHmac(key), EVP_MAC_CTX_free);
    update(context.get(), bytes);
    Digest digest;
    std::size_t size = 0;
    require(EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) == 1);
    return digest;
}

bool equalInConstantTime(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string randomBytes(std::size_t count) {
    std::string bytes(count, '\0');
    require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1);
    return bytes;
}

std::string hexOf(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

std::string hexOf(const Digest& digest) {
    return hexOf(viewOf(digest));
}

std::string base64UrlOf(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = held << 8 | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[held >> (bits - 6) & 63];
    }
    if (bits > 0) text += alphabet[held << (6 - bits) & 63];
    return text;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
    if (text.size() % 4 == 1) return std::nullopt;
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char character : text) {
        const std::size_t value = alphabet.find(character);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 6 | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFF);
    }
    return bytes;
}

FieldDigest::FieldDigest(std::string_view hmacKey) : m_context(newHmac(hmacKey)) {}

FieldDigest::~FieldDigest() {
    EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(m_context));
}

FieldDigest& FieldDigest::add(std::string_view field) {
    updateHead(m_context, 's', field.size());
    update(m_context, field);
    return *this;
}

FieldDigest& FieldDigest::add(std::int64_t number) {
    updateHead(m_context, 'i', static_cast<std::uint64_t>(number));
    return *this;
}

FieldDigest& FieldDigest::add(double number) {
    // Zero has two forms that mean the same.
    updateHead(m_context, 'd', std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number));
    return *this;
}

Digest FieldDigest::finish() {
    Digest digest;
    std::size_t size = 0;
    require(EVP_MAC_final(static_cast<EVP_MAC_CTX*>(m_context), digest.data(), &size, digest.size()) == 1);
    return digest;
}

}  // namespace app
