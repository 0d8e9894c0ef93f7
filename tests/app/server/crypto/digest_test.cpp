#include "app/server/crypto/digest.h"

#include <QtTest>

using namespace app;

class DigestTest final : public QObject {
    Q_OBJECT

 private slots:
    void givesThePublishedValues() {
        // FIPS 180-2, appendix B.1; RFC 4231, test case 2.
        QCOMPARE(hexOf(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(hexOf(hmacSha256("Jefe", "what do ya want for nothing?")),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QCOMPARE(hexOf(hmacSha256("", "")),
                 "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }

    void base64UrlGoesThereAndBack() {
        QCOMPARE(base64UrlOf("\xFB\xEF\xFF"), "--__");
        for (std::size_t size = 0; size < 40; ++size) {
            const std::string bytes = randomBytes(size);
            QCOMPARE(fromBase64Url(base64UrlOf(bytes)).value(), bytes);
        }
    }

    void base64UrlRefusesWhatIsNone() {
        for (const char* text : {"a", "ab==", "a+b/", "ab cd", "ab\ncd", "\xC3\xA4"})
            QVERIFY2(!fromBase64Url(text), text);
    }

    void comparesWholeTexts() {
        QVERIFY(equalInConstantTime("secret", "secret"));
        QVERIFY(equalInConstantTime("", ""));
        QVERIFY(!equalInConstantTime("secret", "secreT"));
        QVERIFY(!equalInConstantTime("secret", "secret1"));
        QVERIFY(!equalInConstantTime("secret", ""));
    }

    void randomBytesDiffer() {
        QCOMPARE(randomBytes(32).size(), std::size_t{32});
        QVERIFY(randomBytes(32) != randomBytes(32));
    }

    void fieldsThatSpellTheSameAreToldApart() {
        const auto of = [](std::initializer_list<std::string_view> fields) {
            FieldDigest digest("key");
            for (const std::string_view field : fields)
                digest.add(field);
            return digest.finish();
        };
        QVERIFY(of({"ab", "c"}) == of({"ab", "c"}));
        QVERIFY(of({"ab", "c"}) != of({"a", "bc"}));
        QVERIFY(of({"abc"}) != of({"abc", ""}));
        QVERIFY(FieldDigest("key").add(std::int64_t{1}).finish() != FieldDigest("key").add(1.0).finish());
        QVERIFY(FieldDigest("key").add(0.0).finish() == FieldDigest("key").add(-0.0).finish());
        QVERIFY(FieldDigest("key").add("a").finish() != FieldDigest("other").add("a").finish());
    }
};

QTEST_GUILESS_MAIN(DigestTest)
#include "digest_test.moc"
