#include "app/upstream/text_marks.h"

#include <QtTest>

#include "app/upstream/sse_lines.h"

namespace {

struct Split {
    std::string answer;
    std::string thinking;
};

Split splitOf(const std::string& text, std::size_t pieceSize) {
    app::TextMarks marks;
    Split split;
    const auto add = [&](const std::vector<engine::TextDelta>& deltas) {
        for (const engine::TextDelta& delta : deltas)
            (delta.channel == engine::Channel::Answer ? split.answer : split.thinking) += delta.text;
    };
    for (std::size_t at = 0; at < text.size(); at += pieceSize)
        add(marks.take(text.substr(at, pieceSize)));
    add(marks.finish());
    return split;
}

}  // namespace

class TextMarksTest final : public QObject {
    Q_OBJECT

 private slots:
    void marksAreFoundWhereverTheTextIsCut_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("thinking");
        QTest::newRow("plain") << "The light is red."
                               << "The light is red."
                               << "";
        QTest::newRow("thinking") << "\n<think>A router.\n</think>\n\nIt is red."
                                  << "It is red."
                                  << "A router.\n";
        QTest::newRow("unfinished") << "<think>A router"
                                    << ""
                                    << "A router";
        QTest::newRow("box") << "At <|begin_of_box|>[[1,2,3,4]]<|end_of_box|>."
                             << "At [[1,2,3,4]]."
                             << "";
        QTest::newRow("later mark is text") << "Write <think> here"
                                            << "Write <think> here"
                                            << "";
        QTest::newRow("code") << "if (a < b && c <= d)"
                              << "if (a < b && c <= d)"
                              << "";
        QTest::newRow("ends open") << "a <|begin"
                                   << "a <|begin"
                                   << "";
        QTest::newRow("Chinese") << "<think>看图</think>红灯<br>"
                                 << "红灯<br>"
                                 << "看图";
    }
    void marksAreFoundWhereverTheTextIsCut() {
        QFETCH(QString, text);
        QFETCH(QString, answer);
        QFETCH(QString, thinking);
        for (std::size_t size = 1; size <= 12; ++size) {
            const Split split = splitOf(text.toStdString(), size);
            QCOMPARE(QString::fromStdString(split.answer), QString(answer));
            QVERIFY(QString::fromStdString(split.thinking).trimmed() == thinking.trimmed());
        }
    }

    void eventsAreFoundWhereverTheStreamIsCut() {
        const std::string stream =
            ": waiting\n\ndata: one\r\n\r\nevent: x\nid: 4\ndata:two\ndata: three\n\n\ndata: cut";
        for (std::size_t size = 1; size <= stream.size(); ++size) {
            std::vector<std::string> events;
            app::SseLines lines([&](std::string_view data) {
                events.emplace_back(data);
                return true;
            });
            for (std::size_t at = 0; at < stream.size(); at += size)
                QVERIFY(lines.take(stream.substr(at, size)));
            QCOMPARE(events, (std::vector<std::string>{"one", "two\nthree"}));
        }
    }

    void anEventWithoutAnEndIsRefused() {
        app::SseLines lines([](std::string_view) { return true; });
        const std::string piece(1024 * 1024, 'x');
        int taken = 0;
        while (taken < 10 && lines.take(piece))
            ++taken;
        QVERIFY(taken < 10);
        QVERIFY(lines.isTooLong());
    }
};

QTEST_GUILESS_MAIN(TextMarksTest)
#include "text_marks_test.moc"
