#include "engine/text/utf8.h"

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::MarkedText;
using engine::Origin;
namespace utf8 = engine::utf8;

class Utf8Test : public QObject {
    Q_OBJECT

 private slots:
    void everyCharacterReadsBackAsItself() {
        for (char32_t c = 0; c < 0x110000; ++c) {
            if (c >= 0xD800 && c < 0xE000) continue;
            std::string bytes;
            utf8::append(bytes, c);
            const utf8::Step step = utf8::stepAt(bytes, 0);
            QVERIFY(step.kind == utf8::Kind::Character && step.character == c && step.length == bytes.size());
        }
    }

    void brokenBytesAreRepairedAsPythonDoes() {
        for (const auto& entry : fixtures::document("broken_utf8.json")) {
            const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(entry[0])).toStdString();
            QCOMPARE(utf8::repaired(MarkedText(bytes)).text, entry[1].get<std::string>());
            QCOMPARE(utf8::isValid(bytes), bytes == entry[1].get<std::string>());
        }
    }

    void repairKeepsTheMarks() {
        MarkedText text("a\xFF");
        text.append("b\xE4\xBD", Origin::User);
        text.append("c", Origin::Template);
        const MarkedText fixed = utf8::repaired(text);
        QCOMPARE(fixed.text, std::string("a\uFFFDb\uFFFDc"));
        QCOMPARE(fixed.userSpans, (std::vector<engine::Span>{{4, 8}}));
    }
};

QTEST_GUILESS_MAIN(Utf8Test)
#include "utf8_test.moc"
