#include "app/server/auth/jwt_verifier.h"

#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "app/server/crypto/digest.h"
#include "app/server/crypto/private_file.h"

using namespace app;
using Json = nlohmann::json;

namespace {

using PrivateKey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

PrivateKey newRsa(unsigned bits) {
    return {EVP_RSA_gen(bits), EVP_PKEY_free};
}
PrivateKey newEc(const char* curve) {
    return {EVP_EC_gen(curve), EVP_PKEY_free};
}

std::string publicPemOf(const PrivateKey& key) {
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PUBKEY(out.get(), key.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

/// RS256 as it is, ES256 as the two numbers of 32 bytes that RFC 7518 wants.
std::string signatureOf(const std::string& text, const PrivateKey& key) {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(1024, '\0');
    std::size_t size = signature.size();
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    signature.resize(size);
    if (EVP_PKEY_is_a(key.get(), "EC") == 0) return signature;
    const auto* bytes = reinterpret_cast<const unsigned char*>(signature.data());
    const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> pair(
        d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(size)), ECDSA_SIG_free);
    std::string plain(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(plain.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + 32, 32);
    return plain;
}

std::string unsignedToken(const std::string& header, const std::string& claims) {
    return base64UrlOf(header) + "." + base64UrlOf(claims);
}
std::string withHmac(const std::string& token, std::string_view secret) {
    return token + "." + base64UrlOf(viewOf(hmacSha256(secret, token)));
}
std::string withKey(const std::string& token, const PrivateKey& key) {
    return token + "." + base64UrlOf(signatureOf(token, key));
}

constexpr UnixTime now = 1'800'000'000;
const std::string secret = "a secret of more than thirty-two bytes";

Json goodClaims() {
    return {{"iss", "https://login.example"},
            {"sub", "agent-7"},
            {"aud", "glancedesk"},
            {"exp", now + 300},
            {"scope", "chat models everything"}};
}
Json headerOf(const char* algorithm, const char* kid) {
    return {{"alg", algorithm}, {"typ", "JWT"}, {"kid", kid}};
}

}  // namespace

class JwtVerifierTest final : public QObject {
    Q_OBJECT

    const PrivateKey m_rsa = newRsa(2048);
    const PrivateKey m_ec = newEc("P-256");
    const PrivateKey m_otherEc = newEc("P-256");

    JwtSettings settings() const {
        return {{{"hs", JwtAlgorithm::HS256, secret},
                 {"rs", JwtAlgorithm::RS256, publicPemOf(m_rsa)},
                 {"es", JwtAlgorithm::ES256, publicPemOf(m_ec)}},
                "glancedesk",
                "https://login.example",
                {},
                std::chrono::seconds(30)};
    }
    std::string hsToken(const Json& claims) const {
        return withHmac(unsignedToken(headerOf("HS256", "hs").dump(), claims.dump()), secret);
    }

 private slots:
    void takesTheThreeAlgorithms() {
        const JwtVerifier verifier(settings());
        const std::string claims = goodClaims().dump();
        const std::string tokens[] = {hsToken(goodClaims()),
                                      withKey(unsignedToken(headerOf("RS256", "rs").dump(), claims), m_rsa),
                                      withKey(unsignedToken(headerOf("ES256", "es").dump(), claims), m_ec)};
        for (const std::string& token : tokens) {
            const auto caller = verifier.verify(token, now);
            QVERIFY2(caller, token.c_str());
            QCOMPARE(caller->id, "jwt:21:https://login.example:agent-7");
            QCOMPARE(caller->scopes, (std::vector<std::string>{"chat", "models"}));
        }
    }

    void theKeyDecidesTheAlgorithm() {
        const JwtVerifier verifier(settings());
        const std::string claims = goodClaims().dump();
        const std::string rsaPem = publicPemOf(m_rsa);
        const std::string tokens[] = {
            // The public key, which everybody has, used as a secret.
            withHmac(unsignedToken(headerOf("HS256", "rs").dump(), claims), rsaPem),
            withHmac(unsignedToken(headerOf("HS256", "es").dump(), claims), publicPemOf(m_ec)),
            // Rightly signed by one key in the name of another.
            withHmac(unsignedToken(headerOf("RS256", "rs").dump(), claims), rsaPem),
            withKey(unsignedToken(headerOf("RS256", "hs").dump(), claims), m_rsa),
            withKey(unsignedToken(headerOf("ES256", "rs").dump(), claims), m_ec),
            withKey(unsignedToken(headerOf("RS256", "es").dump(), claims), m_rsa),
            // Not signed at all, in every spelling.
            unsignedToken(headerOf("none", "hs").dump(), claims) + ".",
            unsignedToken(headerOf("None", "hs").dump(), claims) + ".",
            unsignedToken(headerOf("NONE", "rs").dump(), claims) + ".",
            unsignedToken(headerOf("", "hs").dump(), claims) + ".",
            unsignedToken(headerOf("HS256", "hs").dump(), claims) + ".",
            unsignedToken(R"({"kid":"hs"})", claims) + ".",
            // Other algorithms of the same family.
            withHmac(unsignedToken(headerOf("HS512", "hs").dump(), claims), secret),
            withHmac(unsignedToken(headerOf("hs256", "hs").dump(), claims), secret),
        };
        for (const std::string& token : tokens)
            QVERIFY2(!verifier.verify(token, now), token.c_str());
    }

    void theSetOfKeysIsClosed() {
        const JwtVerifier verifier(settings());
        const std::string claims = goodClaims().dump();
        const std::string headers[] = {headerOf("HS256", "other").dump(),
                                       R"({"alg":"HS256"})",
                                       R"({"alg":"HS256","kid":1})",
                                       R"({"alg":"HS256","kid":"other","kid":"hs"})",
                                       R"({"alg":"none","alg":"HS256","kid":"hs"})",
                                       R"({"alg":"HS256","kid":"hs","crit":["b64"]})",
                                       R"(["HS256","hs"])"};
        for (const std::string& header : headers)
            QVERIFY2(!verifier.verify(withHmac(unsignedToken(header, claims), secret), now), header.c_str());
        QVERIFY(
            !verifier.verify(withKey(unsignedToken(headerOf("ES256", "es").dump(), claims), m_otherEc), now));
        QVERIFY(!JwtVerifier({}).verify(hsToken(goodClaims()), now));
    }

    void aKeyWithoutNameIsForTokensWithoutOne() {
        JwtSettings one = settings();
        one.keys = {{"", JwtAlgorithm::HS256, secret}};
        const JwtVerifier verifier(one);
        const std::string claims = goodClaims().dump();
        QVERIFY(verifier.verify(withHmac(unsignedToken(R"({"alg":"HS256"})", claims), secret), now));
        QVERIFY(!verifier.verify(hsToken(goodClaims()), now));
    }

    void timeAndAudienceAreChecked_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<bool>("isFine");
        const auto row = [](const char* name, const Json& change, bool isFine) {
            QTest::newRow(name) << QByteArray::fromStdString(change.dump()) << isFine;
        };
        row("as it is", Json::object(), true);
        row("no exp", {{"exp", nullptr}}, false);
        row("just over, within the skew", {{"exp", now - 29}}, true);
        row("over", {{"exp", now - 30}}, false);
        row("exp as text", {{"exp", "1900000000"}}, false);
        row("exp as a fraction", {{"exp", double(now) + 1.5}}, true);
        row("exp beyond every number", {{"exp", 1e300}}, true);
        row("begins later", {{"nbf", now + 31}}, false);
        row("begins within the skew", {{"nbf", now + 30}}, true);
        row("nbf as text", {{"nbf", "0"}}, false);
        row("made in the future", {{"iat", now + 100}}, false);
        row("no aud", {{"aud", nullptr}}, false);
        row("another aud", {{"aud", "other"}}, false);
        row("aud among several", {{"aud", {"other", "glancedesk"}}}, true);
        row("aud is a part of another's", {{"aud", "glancedesk2"}}, false);
        row("another issuer", {{"iss", "https://evil.example"}}, false);
        row("no issuer", {{"iss", nullptr}}, false);
        row("no subject", {{"sub", nullptr}}, false);
        row("no scope", {{"scope", nullptr}}, true);
        row("scopes as a list", {{"scope", {"metrics"}}}, true);
    }
    void timeAndAudienceAreChecked() {
        QFETCH(QByteArray, change);
        QFETCH(bool, isFine);
        Json claims = goodClaims();
        claims.merge_patch(Json::parse(change.toStdString()));
        QCOMPARE(JwtVerifier(settings()).verify(hsToken(claims), now).has_value(), isFine);
    }

    void scopesComeFromTheTokenOrTheOperator() {
        JwtSettings open = settings();
        open.defaultScopes = {"chat"};
        Json claims = goodClaims();
        claims["scope"] = {"metrics", "everything", 7};
        QCOMPARE(JwtVerifier(open).verify(hsToken(claims), now)->scopes, std::vector<std::string>{"metrics"});
        claims.erase("scope");
        QCOMPARE(JwtVerifier(open).verify(hsToken(claims), now)->scopes, std::vector<std::string>{"chat"});
        QVERIFY(JwtVerifier(settings()).verify(hsToken(claims), now)->scopes.empty());
    }

    void callersOfTwoIssuersDoNotMix() {
        JwtSettings any = settings();
        any.issuer.clear();
        const JwtVerifier verifier(any);
        Json first = goodClaims(), second = goodClaims();
        first["iss"] = "a:b";
        first["sub"] = "c";
        second["iss"] = "a";
        second["sub"] = "b:c";
        QVERIFY(verifier.verify(hsToken(first), now)->id != verifier.verify(hsToken(second), now)->id);
    }

    void everyChangedByteIsRefused() {
        const JwtVerifier verifier(settings());
        const std::string token = hsToken(goodClaims());
        QVERIFY(verifier.verify(token, now));
        for (std::size_t i = 0; i + 1 < token.size(); ++i) {  // the last character has bits to spare
            std::string changed = token;
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!verifier.verify(changed, now), changed.c_str());
            QVERIFY(!verifier.verify(token.substr(0, i), now));
        }
    }

    void nonsenseIsRefused() {
        const JwtVerifier verifier(settings());
        const std::string good = hsToken(goodClaims());
        const std::string deep = withHmac(
            unsignedToken(headerOf("HS256", "hs").dump(), std::string(2000, '[') + std::string(2000, ']')),
            secret);
        for (const std::string& token :
             {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), good + ".",
              good + '\0', std::string(100'000, '.'), std::string(9000, 'a') + ".b.c", good + good,
              " " + good, deep}) {
            QVERIFY(!verifier.verify(token, now));
        }
        const std::string twice =
            R"({"sub":"a","sub":"b","aud":"glancedesk","iss":"https://login.example","exp":1900000000})";
        QVERIFY(
            !verifier.verify(withHmac(unsignedToken(headerOf("HS256", "hs").dump(), twice), secret), now));
    }

    void weakOrWrongKeysAreRefusedAtTheStart() {
        const JwtKey bad[] = {{"k", JwtAlgorithm::HS256, "short"},
                              {"k", JwtAlgorithm::HS256, publicPemOf(m_rsa)},
                              {"k", JwtAlgorithm::RS256, publicPemOf(newRsa(1024))},
                              {"k", JwtAlgorithm::RS256, publicPemOf(m_ec)},
                              {"k", JwtAlgorithm::ES256, publicPemOf(m_rsa)},
                              {"k", JwtAlgorithm::ES256, publicPemOf(newEc("P-384"))},
                              {"k", JwtAlgorithm::RS256, ""},
                              {"k", JwtAlgorithm::ES256, "-----BEGIN PUBLIC KEY-----\n"}};
        for (const JwtKey& key : bad)
            QVERIFY_EXCEPTION_THROWN(JwtVerifier({{key}, "aud", "", {}, std::chrono::seconds(30)}),
                                     AuthError);

        JwtSettings changed = settings();
        changed.keys.push_back(changed.keys.front());
        QVERIFY_EXCEPTION_THROWN(JwtVerifier{changed}, AuthError);
        changed = settings();
        changed.audience.clear();
        QVERIFY_EXCEPTION_THROWN(JwtVerifier{changed}, AuthError);
        changed = settings();
        changed.skew = std::chrono::seconds(61);
        QVERIFY_EXCEPTION_THROWN(JwtVerifier{changed}, AuthError);
    }

    void keysAreReadFromFiles() {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("secret").toStdString();
        writePrivateFile(file, secret + "\n");
        QCOMPARE(jwtKeyFromFile("hs", JwtAlgorithm::HS256, file).key, secret);
        QCOMPARE(jwtAlgorithmOf("ES256"), std::optional(JwtAlgorithm::ES256));
        QVERIFY(!jwtAlgorithmOf("none"));
        QVERIFY(!jwtAlgorithmOf("HS384"));
    }
};

QTEST_GUILESS_MAIN(JwtVerifierTest)
#include "jwt_verifier_test.moc"
