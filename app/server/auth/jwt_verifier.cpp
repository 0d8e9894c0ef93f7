#include "app/server/auth/jwt_verifier.h"

#include <algorithm>
#include <cmath>
#include <jwt.h>
#include <memory>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <set>
#include <sstream>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/server/crypto/digest.h"
#include "app/server/crypto/private_file.h"

namespace app {
namespace {

using Json = nlohmann::json;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JwtVerifier)
};

constexpr std::size_t mostTokenBytes = 8192;
constexpr std::size_t leastSecretBytes = 32;
constexpr int leastRsaBits = 2048;

constexpr struct {
    JwtAlgorithm algorithm;
    const char* name;
    jwt_alg_t library;
} algorithms[] = {{JwtAlgorithm::HS256, "HS256", JWT_ALG_HS256},
                  {JwtAlgorithm::RS256, "RS256", JWT_ALG_RS256},
                  {JwtAlgorithm::ES256, "ES256", JWT_ALG_ES256}};

[[noreturn]] void failWith(const QString& sentence) {
    throw AuthError(sentence.toStdString());
}

const auto& entryOf(JwtAlgorithm algorithm) {
    return *std::find_if(std::begin(algorithms), std::end(algorithms),
                         [&](const auto& entry) { return entry.algorithm == algorithm; });
}

/// A public key of the algorithm's own kind: libjwt alone would take any.
bool fits(const JwtKey& key) {
    if (key.algorithm == JwtAlgorithm::HS256) {
        // A PEM here is the classic mix-up: the public key of everybody as a secret.
        return key.key.size() >= leastSecretBytes && key.key.find("-----BEGIN") == std::string::npos;
    }
    const std::unique_ptr<BIO, int (*)(BIO*)> text(
        BIO_new_mem_buf(key.key.data(), static_cast<int>(key.key.size())), BIO_free);
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pem(
        PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    if (!pem) return false;
    if (key.algorithm == JwtAlgorithm::RS256) {
        return EVP_PKEY_is_a(pem.get(), "RSA") == 1 && EVP_PKEY_get_bits(pem.get()) >= leastRsaBits;
    }
    char curve[32] = {};
    return EVP_PKEY_is_a(pem.get(), "EC") == 1 &&
           EVP_PKEY_get_group_name(pem.get(), curve, sizeof curve, nullptr) == 1 &&
           std::string_view(curve) == "prime256v1";
}

/// Parses an object in which no name stands twice: two readers of such a one may see different things.
std::optional<Json> strictObject(const std::string& text) {
    std::vector<std::set<std::string>> names;
    bool isStrict = true;
    const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > 8) isStrict = false;
        if (event == Json::parse_event_t::object_start) names.emplace_back();
        if (event == Json::parse_event_t::object_end && !names.empty()) names.pop_back();
        if (event == Json::parse_event_t::key && !names.empty()) {
            isStrict = names.back().insert(value.get<std::string>()).second && isStrict;
        }
        return true;
    };
    Json object = Json::parse(text, look, false);
    if (!isStrict || !object.is_object()) return std::nullopt;
    return object;
}

/// Seconds of a NumericDate; empty when it is missing or no number.
std::optional<double> timeOf(const Json& claims, const char* name) {
    const auto found = claims.find(name);
    if (found == claims.end() || !found->is_number()) return std::nullopt;
    const double seconds = found->get<double>();
    return std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

bool holds(const Json& audience, const std::string& wanted) {
    if (audience.is_string()) return audience.get<std::string>() == wanted;
    return audience.is_array() && std::find(audience.begin(), audience.end(), Json(wanted)) != audience.end();
}

std::vector<std::string> scopesOf(const Json& claims, const std::vector<std::string>& defaults) {
    const auto found = claims.find("scope");
    if (found == claims.end()) return defaults;
    std::vector<std::string> named;
    if (found->is_string()) {
        std::istringstream words(found->get<std::string>());
        for (std::string word; words >> word;)
            named.push_back(word);
    } else if (found->is_array()) {
        for (const Json& entry : *found) {
            if (entry.is_string()) named.push_back(entry);
        }
    }
    std::erase_if(named, [](const std::string& name) { return !isScope(name); });
    return named;
}

std::string textOf(const Json& claims, const char* name) {
    const auto found = claims.find(name);
    return found != claims.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::optional<JwtAlgorithm> jwtAlgorithmOf(std::string_view name) {
    for (const auto& entry : algorithms) {
        if (entry.name == name) return entry.algorithm;
    }
    return std::nullopt;
}

JwtKey jwtKeyFromFile(std::string kid, JwtAlgorithm algorithm, const std::filesystem::path& file) {
    std::string key = readPrivateFile(file, 64 * 1024);
    while (algorithm == JwtAlgorithm::HS256 && !key.empty() && (key.back() == '\n' || key.back() == '\r'))
        key.pop_back();
    return {std::move(kid), algorithm, std::move(key)};
}

JwtVerifier::JwtVerifier(JwtSettings settings) : m_settings(std::move(settings)) {
    std::set<std::string> kids;
    for (const JwtKey& key : m_settings.keys) {
        const QString kid = QString::fromStdString(key.kid);
        if (!kids.insert(key.kid).second) failWith(Text::tr("The JWT key \"%1\" is given twice.").arg(kid));
        if (fits(key)) continue;
        failWith(
            Text::tr("The JWT key \"%1\" does not fit %2: HS256 needs a secret of at least 32 bytes, RS256 a "
                     "public RSA key of at least 2048 bits, ES256 a public key on the curve P-256.")
                .arg(kid, entryOf(key.algorithm).name));
    }
    if (!m_settings.keys.empty() && m_settings.audience.empty()) {
        failWith(Text::tr("JWT needs an audience: set the name that a token's aud must hold."));
    }
    if (m_settings.skew < std::chrono::seconds(0) || m_settings.skew > std::chrono::seconds(60)) {
        failWith(Text::tr("The clock skew of JWT is 0 to 60 seconds."));
    }
}

const JwtKey* JwtVerifier::keyFor(std::string_view token) const {
    const auto decoded = fromBase64Url(token.substr(0, token.find('.')));
    if (!decoded) return nullptr;
    const auto header = strictObject(*decoded);
    // An extension that must be understood is not.
    if (!header || header->contains("crit")) return nullptr;
    if (header->contains("kid") && !header->at("kid").is_string()) return nullptr;
    const std::string kid = textOf(*header, "kid");
    const auto found = std::find_if(m_settings.keys.begin(), m_settings.keys.end(),
                                    [&](const JwtKey& key) { return key.kid == kid; });
    if (found == m_settings.keys.end() || textOf(*header, "alg") != entryOf(found->algorithm).name)
        return nullptr;
    return &*found;
}

std::optional<Caller> JwtVerifier::verify(std::string_view token, UnixTime now) const {
    // libjwt takes a C string: a zero inside would hide what follows it.
    if (token.size() > mostTokenBytes || token.find('\0') != std::string_view::npos ||
        std::count(token.begin(), token.end(), '.') != 2) {
        return std::nullopt;
    }
    const JwtKey* key = keyFor(token);
    if (key == nullptr) return std::nullopt;

    jwt_t* raw = nullptr;
    const bool isSigned =
        jwt_decode(&raw, std::string(token).c_str(), reinterpret_cast<const unsigned char*>(key->key.data()),
                   static_cast<int>(key->key.size())) == 0;
    const std::unique_ptr<jwt_t, void (*)(jwt_t*)> jwt(raw, jwt_free);
    if (!isSigned || !jwt || jwt_get_alg(jwt.get()) != entryOf(key->algorithm).library) return std::nullopt;

    const auto payload =
        fromBase64Url(token.substr(token.find('.') + 1, token.rfind('.') - token.find('.') - 1));
    const auto claims = payload ? strictObject(*payload) : std::nullopt;
    if (!claims) return std::nullopt;
    const double skew = static_cast<double>(m_settings.skew.count());
    const double time = static_cast<double>(now);
    const auto expiry = timeOf(*claims, "exp");
    if (!expiry || time >= *expiry + skew) return std::nullopt;
    for (const char* name : {"nbf", "iat"}) {
        if (!claims->contains(name)) continue;
        const auto start = timeOf(*claims, name);
        if (!start || time < *start - skew) return std::nullopt;
    }
    if (!claims->contains("aud") || !holds(claims->at("aud"), m_settings.audience)) return std::nullopt;
    const std::string issuer = textOf(*claims, "iss");
    if (!m_settings.issuer.empty() && issuer != m_settings.issuer) return std::nullopt;
    const std::string subject = textOf(*claims, "sub");
    if (subject.empty()) return std::nullopt;
    // With the issuer's length no two pairs spell the same.
    return Caller{"jwt:" + std::to_string(issuer.size()) + ":" + issuer + ":" + subject,
                  scopesOf(*claims, m_settings.defaultScopes)};
}

}  // namespace app
