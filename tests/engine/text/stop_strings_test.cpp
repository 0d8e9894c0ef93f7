#include "engine/text/stop_strings.h"

#include <random>

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::ErrorCode;
using engine::StopStrings;

namespace {

/// What is shown of `text` in pieces of random length.
std::string shown(const std::vector<std::string>& stops, const std::string& text, unsigned seed,
                  bool& found) {
    std::mt19937 generator(seed);
    StopStrings filter(stops);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = 1 + generator() % 4;
        out += filter.add(std::string_view(text).substr(at, size));
        at += size;
    }
    found = filter.found();
    return out + filter.flush();
}

}  // namespace

class StopStringsTest : public QObject {
    Q_OBJECT

 private slots:
    void isFoundAcrossPiecesAndNeverShown() {
        StopStrings filter({"END", "</answer>"});
        QCOMPARE(filter.add("a E"), std::string("a "));
        QCOMPARE(filter.add("N"), std::string());
        QCOMPARE(filter.add("d"), std::string("ENd"));
        QCOMPARE(filter.add("</ans"), std::string());
        QVERIFY(!filter.found());
        QCOMPARE(filter.add("wer> more"), std::string());
        QVERIFY(filter.found());
        QCOMPARE(filter.add("still more"), std::string());
        QCOMPARE(filter.flush(), std::string());
    }

    void holdsBackExactlyWhatCouldStillBecomeOne() {
        StopStrings filter({"aab"});
        QCOMPARE(filter.add("xaaa"), std::string("xa"));
        QCOMPARE(filter.add("a"), std::string("a"));
        QCOMPARE(filter.flush(), std::string("aa"));
    }

    void theOneThatIsCompleteFirstEndsIt() {
        StopStrings filter({"long stop", "g"});
        QCOMPARE(filter.add("a long stop"), std::string("a lon"));
        QVERIFY(filter.found());
    }

    void chineseStopsStayWholeCharacters() {
        StopStrings filter({"红灯"});
        QCOMPARE(filter.add("看红"), std::string("看"));
        QCOMPARE(filter.add("绿"), std::string("红绿"));
        QCOMPARE(filter.add("红"), std::string());
        QCOMPARE(filter.add("灯亮"), std::string());
        QVERIFY(filter.found());
    }

    void withoutStopsEverythingPassesAtOnce() {
        StopStrings filter({});
        QCOMPARE(filter.add("a"), std::string("a"));
        QCOMPARE(filter.flush(), std::string());
    }

    /// Against a plain search, on texts where near misses are the rule.
    void randomTextsEndAtTheSamePlaceInWhateverPieces() {
        std::mt19937 generator(11);
        const auto word = [&](std::size_t most) {
            std::string out;
            for (std::size_t size = 1 + generator() % most; size > 0; --size)
                out += "ab"[generator() % 2];
            return out;
        };
        int ended = 0;
        for (unsigned round = 0; round < 5000; ++round) {
            std::vector<std::string> stops;
            for (std::size_t count = generator() % 4; count > 0; --count)
                stops.push_back(word(7));
            const std::string text = word(40);
            // Letter by letter: the first one that the text so far ends with, and the longest of those.
            std::size_t end = std::string::npos;
            for (std::size_t size = 1; size <= text.size() && end == std::string::npos; ++size) {
                for (const auto& stop : stops)
                    if (text.substr(0, size).ends_with(stop)) end = std::min(end, size - stop.size());
            }
            bool found = false;
            const std::string out = shown(stops, text, round, found);
            QCOMPARE(found, end != std::string::npos);
            QCOMPARE(out, text.substr(0, end));
            ended += found ? 1 : 0;
        }
        QVERIFY(ended > 1000);
    }

    void whatIsNoStopStringIsRefused() {
        const std::vector<std::vector<std::string>> refused = {
            {""}, {"a", ""}, {std::string(513, 'a')}, {"\xff"}, std::vector<std::string>(17, "a")};
        for (const auto& stops : refused) {
            const auto error = fixtures::errorOf([&] { const StopStrings filter(stops); });
            QCOMPARE(error->code, ErrorCode::BadRequest);
            QCOMPARE(error->detail, std::string("stop"));
        }
    }
};

QTEST_GUILESS_MAIN(StopStringsTest)
#include "stop_strings_test.moc"
