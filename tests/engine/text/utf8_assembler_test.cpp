#include "engine/text/utf8_assembler.h"

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::Utf8Assembler;

class Utf8AssemblerTest : public QObject {
    Q_OBJECT

 private slots:
    void aSplitCharacterIsHeldBackUntilItIsWhole() {
        Utf8Assembler assembler;
        QCOMPARE(assembler.add("a\xE7\xBA"), std::string("a"));
        QCOMPARE(assembler.add("\xA2\xF0\x9F"), std::string("红"));
        QCOMPARE(assembler.add("\x98"), std::string());
        QCOMPARE(assembler.add("\x80!"), std::string("😀!"));
        QCOMPARE(assembler.flush(), std::string());
    }

    void whatNeverBecomesACharacterIsReplacedAtOnce() {
        Utf8Assembler assembler;
        QCOMPARE(assembler.add("\xFF"), std::string("\uFFFD"));
        QCOMPARE(assembler.add("\xE7"), std::string());
        QCOMPARE(assembler.add("a"), std::string("\uFFFDa"));
        QCOMPARE(assembler.add("\xED\xA0\x80"), std::string("\uFFFD\uFFFD\uFFFD"));
    }

    void theEndReleasesWhatWasHeld() {
        Utf8Assembler assembler;
        QCOMPARE(assembler.add("\xF0\x9F\x98"), std::string());
        QCOMPARE(assembler.flush(), std::string("\uFFFD"));
        QCOMPARE(assembler.add("ok"), std::string("ok"));
    }

    void byteByByteGivesWhatTheWholeGives() {
        for (const auto& entry : fixtures::document("broken_utf8.json")) {
            const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(entry[0])).toStdString();
            Utf8Assembler assembler;
            std::string all;
            for (const char byte : bytes)
                all += assembler.add({&byte, 1});
            QCOMPARE(all + assembler.flush(), entry[1].get<std::string>());
        }
    }
};

QTEST_GUILESS_MAIN(Utf8AssemblerTest)
#include "utf8_assembler_test.moc"
