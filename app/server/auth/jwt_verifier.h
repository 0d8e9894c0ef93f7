#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/server/auth/api_keys.h"
#include "app/server/auth/caller.h"

namespace app {

enum class JwtAlgorithm { HS256, RS256, ES256 };
/// By its name in RFC 7518; empty for any other.
std::optional<JwtAlgorithm> jwtAlgorithmOf(std::string_view name);

/// A key decides its algorithm: a token that names another is refused before its signature is looked at.
struct JwtKey {
    std::string kid;  ///< empty: for tokens without kid
    JwtAlgorithm algorithm = JwtAlgorithm::HS256;
    std::string key;  ///< HS256: the secret, at least 32 bytes; RS256, ES256: the public key as PEM
};

struct JwtSettings {
    std::vector<JwtKey> keys;                  ///< a closed set; empty: no token is accepted
    std::string audience;                      ///< must be among a token's aud
    std::string issuer;                        ///< must be a token's iss; empty: any
    std::vector<std::string> defaultScopes{};  ///< of a token without `scope`
    std::chrono::seconds skew{30};             ///< at most 60
};

/// Reads a key from a file: a secret's trailing line break is dropped. Throws PrivateFileError.
JwtKey jwtKeyFromFile(std::string kid, JwtAlgorithm algorithm, const std::filesystem::path& file);

/// Checks bearer tokens (RFC 7519) through libjwt. `exp`, `aud` and `sub` must be there, `nbf` and `iat` are
/// honoured; `scope` is a list with blanks or an array. Const after its construction: from any thread.
class JwtVerifier final {
 public:
    /// Throws AuthError, which names the key by its kid, when a key is weak, of the wrong kind or given
    /// twice, the audience is empty or the skew too large.
    explicit JwtVerifier(JwtSettings settings);

    /// Empty when anything is wrong with it; the reason is not told to the one who sent it.
    std::optional<Caller> verify(std::string_view token, UnixTime now = unixNow()) const;

 private:
    const JwtKey* keyFor(std::string_view token) const;

    JwtSettings m_settings;
};

}  // namespace app
