// A stop takes effect within one layer's work, wherever the engine is: counted in layers, not in time.
#include <atomic>

#include <QTest>

#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

std::unique_ptr<Engine> loaded(const std::filesystem::path& folder = fixtures::checkpoint("tiny")) {
    LoadOptions options{folder, WeightsKind::Auto, 1};
    options.device = fixtures::device();
    auto result = Engine::load(options);
    if (!result) throw std::runtime_error(result.error().detail);
    return std::move(result.value());
}

struct Seen {
    std::vector<Progress> progress;
    std::string text;
    int after = 0;  ///< events that came although a stop had been asked for
};

/// Asks for a stop at the first event that `when` wants it at, and notes what comes.
EventSink stopping(std::stop_source& source, Seen& seen, std::function<bool(const Event&)> when) {
    return [&source, &seen, when = std::move(when)](const Event& event) {
        if (source.stop_requested()) ++seen.after;
        if (const auto* progress = std::get_if<Progress>(&event)) seen.progress.push_back(*progress);
        if (const auto* delta = std::get_if<TextDelta>(&event)) seen.text += delta->text;
        if (when(event)) source.request_stop();
    };
}

/// The n-th time that this stage is told of.
std::function<bool(const Event&)> at(Stage stage, int time) {
    return [stage, time, told = std::make_shared<int>(0)](const Event& event) {
        const auto* progress = std::get_if<Progress>(&event);
        return progress != nullptr && progress->stage == stage && ++*told == time;
    };
}

}  // namespace

class StopTest : public QObject {
    Q_OBJECT

 private slots:
    void everyBlockAndLayerIsTold() {
        const auto engine = loaded();
        std::stop_source source;
        Seen seen;
        const auto done = engine->generate(fixtures::ask("?", {"red", "green"}, 3),
                                           stopping(source, seen, [](const Event&) { return false; }), {});
        QVERIFY(done);
        const auto tokens = done.value().stats.promptTokens;
        std::vector<std::pair<Stage, int>> steps;
        for (const auto& step : seen.progress)
            steps.emplace_back(step.stage, step.done);
        const std::vector<std::pair<Stage, int>> wanted{{Stage::Seeing, 1},
                                                        {Stage::Seeing, 2},
                                                        {Stage::Reading, tokens / 3},
                                                        {Stage::Reading, tokens * 2 / 3},
                                                        {Stage::Reading, tokens}};
        QVERIFY(steps == wanted);
        QCOMPARE(seen.progress.front().total, 2);
        QCOMPARE(seen.progress.back().total, tokens);
    }

    void aStopBeforeTheCallDoesNothing() {
        const auto engine = loaded();
        std::stop_source source;
        source.request_stop();
        int events = 0;
        const auto done = engine->generate(
            fixtures::ask("?", {"red"}), [&](const Event&) { ++events; }, source.get_token());
        QVERIFY(done);
        QCOMPARE(done.value().reason, FinishReason::Cancelled);
        QCOMPARE(done.value().stats.newTokens, 0);
        QCOMPARE(events, 0);
    }

    void nothingIsToldAfterAStop_data() {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("layer");
        QTest::newRow("first vision block") << int(Stage::Seeing) << 1;
        QTest::newRow("last vision block") << int(Stage::Seeing) << 2;
        QTest::newRow("first decoder layer") << int(Stage::Reading) << 1;
        QTest::newRow("second decoder layer") << int(Stage::Reading) << 2;
    }
    /// session_test counts the layers that are computed; here another thread computes meanwhile.
    void nothingIsToldAfterAStop() {
        QFETCH(int, stage);
        QFETCH(int, layer);
        const auto engine = loaded();
        std::stop_source source;
        Seen seen;
        auto request = fixtures::ask("?", {"red", "green"}, 100'000);
        request.sampling.endRepetition = false;
        const auto done = engine->generate(
            request, stopping(source, seen, at(static_cast<Stage>(stage), layer)), source.get_token());
        QVERIFY(done);
        QCOMPARE(done.value().reason, FinishReason::Cancelled);
        QCOMPARE(seen.after, 0);
        QVERIFY(seen.text.empty());
    }

    void aStopWhileWritingKeepsWhatWasWritten() {
        const auto engine = loaded();
        std::stop_source source;
        Seen seen;
        const auto done = engine->generate(
            fixtures::ask("?", {}, 200),
            stopping(source, seen,
                     [](const Event& event) { return std::holds_alternative<TextDelta>(event); }),
            source.get_token());
        QVERIFY(done);
        QCOMPARE(done.value().reason, FinishReason::Cancelled);
        QCOMPARE(seen.after, 0);
        QVERIFY(!seen.text.empty());
        QCOMPARE_LT(done.value().stats.newTokens, 200);
    }

    void aStoppedEngineAnswersTheNextQuestion() {
        const auto engine = loaded();
        const auto request = fixtures::ask("?", {"red"});
        std::string before;
        std::string after;
        const auto into = [](std::string& text) {
            return [&text](const Event& event) {
                if (const auto* delta = std::get_if<TextDelta>(&event)) text += delta->text;
            };
        };
        QVERIFY(engine->generate(request, into(before), {}));
        std::stop_source source;
        Seen seen;
        QVERIFY(engine->generate(request, stopping(source, seen, at(Stage::Reading, 2)), source.get_token()));
        QVERIFY(engine->generate(request, into(after), {}));
        QCOMPARE(after, before);
    }

    void loadingStops() {
        std::stop_source source;
        int told = 0;
        const auto stopped = Engine::load(
            {fixtures::checkpoint("tiny"), WeightsKind::Float32, 0},
            [&](double) {
                ++told;
                source.request_stop();
            },
            source.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(told, 1);
    }

    void aStoppedTraceLeavesNoFile() {
        const auto engine = loaded();
        const QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "trace.safetensors";
        std::stop_source source;
        source.request_stop();
        const auto traced = engine->trace(fixtures::ask("?", {"red"}), 4, file, source.get_token());
        QVERIFY(!traced);
        QCOMPARE(traced.error().code, ErrorCode::Cancelled);
        QVERIFY(!std::filesystem::exists(file));
    }
};

QTEST_GUILESS_MAIN(StopTest)
#include "stop_test.moc"
