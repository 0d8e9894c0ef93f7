#include "engine/session/image_key.h"

#include <memory>
#include <openssl/evp.h>

#include "engine/error.h"

namespace engine {

ImageKey keyOf(const Image& image) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const std::array<std::int32_t, 2> size{image.width, image.height};
    ImageKey key;
    if (hash == nullptr || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1 ||
        EVP_DigestUpdate(hash.get(), size.data(), sizeof(size)) != 1 ||
        EVP_DigestUpdate(hash.get(), image.rgb.data(), image.rgb.size()) != 1 ||
        EVP_DigestFinal_ex(hash.get(), key.digest.data(), nullptr) != 1)
        throw EngineError(ErrorCode::Internal, {}, "SHA-256 of a picture");
    return key;
}

}  // namespace engine
