// Several at once, guesses and reuse: none of it may change an answer.
#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

#include <QTest>

#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

std::unique_ptr<Engine> loaded(const std::function<void(LoadOptions&)>& change = {},
                               const std::filesystem::path& folder = fixtures::checkpoint("tiny")) {
    LoadOptions options;
    options.folder = folder;
    options.threads = 2;
    // Where the processor multiplies bfloat16, a prompt that is read whole is rounded to it and one that is
    // read by few rows is not, so there reuse may move a close choice. What is tested here is who gets which
    // rows.
    options.weights = WeightsKind::Float32;
    options.device = fixtures::device();
    if (change) change(options);
    auto result = Engine::load(options);
    if (!result) throw std::runtime_error(result.error().detail);
    return std::move(result.value());
}

/// A checkpoint whose answers go on for minutes: nothing that a test holds up by one ends on its own.
struct Patient {
    fixtures::Copy copy{"tiny"};

    Patient() {
        copy.editJson("config.json",
                      [](auto& config) { config["text_config"]["max_position_embeddings"] = 1'000'000; });
    }
};

/// As long as that: chance draws no end token.
Request endlessQuestion(int newTokens = 100'000) {
    auto request = fixtures::ask("?", {}, newTokens);
    request.sampling.endRepetition = false;
    request.sampling.temperature = 1;
    for (const int end : {480, 484, 486})  // of the tiny checkpoint
        request.sampling.logitBias.emplace_back(end, -100.0);
    return request;
}

struct Answer {
    std::string text;
    Finished finished;
};

Answer ask(const Engine& engine, const Request& request) {
    Answer answer;
    const auto done = engine.generate(request,
                                      [&](const Event& event) {
                                          if (const auto* delta = std::get_if<TextDelta>(&event))
                                              answer.text += delta->text;
                                      },
                                      {});
    if (!done) throw std::runtime_error(done.error().detail);
    answer.finished = done.value();
    return answer;
}

Request question(const std::string& text, const std::vector<std::string>& pictures, std::uint64_t seed) {
    auto request = fixtures::ask(text, pictures, 40);
    request.sampling.temperature = 0.9;
    request.sampling.seed = seed;
    request.sampling.endRepetition = false;
    return request;
}

}  // namespace

class SchedulerTest : public QObject {
    Q_OBJECT

 private slots:
    void companyChangesNoAnswer() {
        const auto engine = loaded([](auto& options) { options.reuseBytes = 0; });
        std::vector<Request> requests;
        for (std::uint64_t i = 0; i < 8; ++i)
            requests.push_back(
                question(std::to_string(i) + " red?",
                         i % 2 == 0 ? std::vector<std::string>{"red"} : std::vector<std::string>{}, i));
        std::vector<Answer> alone;
        for (const auto& request : requests)
            alone.push_back(ask(*engine, request));
        std::vector<Answer> together(requests.size());
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < requests.size(); ++i)
                threads.emplace_back([&, i] { together[i] = ask(*engine, requests[i]); });
        }
        for (std::size_t i = 0; i < requests.size(); ++i) {
            QCOMPARE(together[i].text, alone[i].text);
            QCOMPARE(together[i].finished.stats.newTokens, alone[i].finished.stats.newTokens);
        }
    }

    void guessesChangeNoAnswer() {
        const auto guessing = loaded();
        const auto plain = loaded([](auto& options) { options.speculation = false; });
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            auto request = question("abc abc abc abc abc", {"red"}, seed);
            if (seed == 0) request.sampling.temperature = 0;
            request.sampling.maxTokens = 120;
            QCOMPARE(ask(*guessing, request).text, ask(*plain, request).text);
        }
    }

    void aSecondQuestionOnTheSamePictureReadsOnlyWhatIsNew() {
        const auto engine = loaded();
        const auto first = ask(*engine, question("what is it", {"red", "green"}, 1));
        QCOMPARE(first.finished.stats.cachedTokens, 0);
        const auto request = question("what shall I do", {"red", "green"}, 2);
        const auto second = ask(*engine, request);
        QCOMPARE_GE(second.finished.stats.cachedTokens, second.finished.stats.imageTokens);
        const auto fresh = loaded([](auto& options) { options.reuseBytes = 0; });
        QCOMPARE(second.text, ask(*fresh, request).text);
    }

    void anotherPictureIsSeenAnew() {
        const auto engine = loaded();
        ask(*engine, question("what is it", {"red"}, 1));
        const auto request = question("what is it", {"green"}, 1);
        const auto other = ask(*engine, request);
        QCOMPARE_LT(other.finished.stats.cachedTokens, other.finished.stats.imageTokens);
        const auto fresh = loaded([](auto& options) { options.reuseBytes = 0; });
        QCOMPARE(other.text, ask(*fresh, request).text);
    }

    void anotherCallerReusesNothing() {
        const auto engine = loaded();
        auto request = question("what is it", {"red"}, 1);
        request.caller = "anna";
        ask(*engine, request);
        request.caller = "ben";
        QCOMPARE(ask(*engine, request).finished.stats.cachedTokens, 0);
        request.caller = "anna";
        QVERIFY(ask(*engine, request).finished.stats.cachedTokens > 0);
    }

    void oneRequestTooManyIsToldAtOnce() {
        const Patient patient;
        const auto engine = loaded(
            [](auto& options) {
                options.mostRunning = 1;
                options.mostWaiting = 1;
            },
            patient.copy.folder());
        std::stop_source source;
        std::latch writing(1);
        std::atomic<bool> counted = false;
        const auto endless = endlessQuestion();
        const auto hold = [&](const Event& event) {
            if (std::holds_alternative<TextDelta>(event) && !counted.exchange(true)) writing.count_down();
        };
        std::vector<std::jthread> threads;
        threads.emplace_back([&] { (void)engine->generate(endless, hold, source.get_token()); });
        writing.wait();
        // The first writes and one waits; of the others each is told so.
        std::atomic<int> busy = 0;
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&] {
                const auto done = engine->generate(endless, {}, source.get_token());
                if (!done && done.error().code == ErrorCode::Busy) ++busy;
            });
        }
        QTRY_VERIFY(busy >= 4);
        source.request_stop();
        threads.clear();
        QCOMPARE(busy, 4);
    }

    void whoWaitsCanBeStopped() {
        const Patient patient;
        const auto engine = loaded([](auto& options) { options.mostRunning = 1; }, patient.copy.folder());
        std::stop_source first;
        std::stop_source second;
        const auto endless = endlessQuestion();
        std::latch writing(1);
        std::atomic<bool> counted = false;
        std::jthread writer([&] {
            (void)engine->generate(
                endless,
                [&](const Event&) {
                    if (!counted.exchange(true)) writing.count_down();
                },
                first.get_token());
        });
        writing.wait();
        std::atomic<bool> ended = false;
        std::jthread waiter([&] {
            const auto done = engine->generate(endless, {}, second.get_token());
            ended = done && done.value().reason == FinishReason::Cancelled;
        });
        second.request_stop();
        QTRY_VERIFY(ended);
        first.request_stop();
    }

    void theWindowsQuestionGoesBeforeThePorts() {
        const Patient patient;
        const auto engine = loaded([](auto& options) { options.mostRunning = 1; }, patient.copy.folder());
        const auto endless = endlessQuestion();
        std::stop_source source;
        std::latch writing(1);
        std::atomic<bool> counted = false;
        std::jthread writer([&] {
            (void)engine->generate(
                endless,
                [&](const Event&) {
                    if (!counted.exchange(true)) writing.count_down();
                },
                source.get_token());
        });
        writing.wait();
        // Each is asked once the one before it is known to wait, and the window last.
        std::mutex mutex;
        std::vector<std::string> begun;
        std::atomic<int> mostBefore = 0;
        const auto ask = [&](const std::string& name, Priority priority) {
            // Long enough that the next one's thread can't tell of its beginning first.
            auto request = endlessQuestion(200);
            request.priority = priority;
            bool told = false;
            (void)engine->generate(request,
                                   [&](const Event& event) {
                                       const auto* progress = std::get_if<Progress>(&event);
                                       const bool waits =
                                           progress != nullptr && progress->stage == Stage::Waiting;
                                       if (waits) mostBefore = std::max(mostBefore.load(), progress->total);
                                       if (waits || std::exchange(told, true)) return;
                                       const std::lock_guard lock(mutex);
                                       begun.push_back(name);
                                   },
                                   {});
        };
        std::vector<std::jthread> askers;
        askers.emplace_back([&] { ask("port", Priority::Port); });
        askers.emplace_back([&] { ask("port", Priority::Port); });
        QTRY_COMPARE(mostBefore, 1);
        askers.emplace_back([&] { ask("window", Priority::Window); });
        QTRY_COMPARE(mostBefore, 2);
        source.request_stop();
        askers.clear();
        QCOMPARE(begun, (std::vector<std::string>{"window", "port", "port"}));
    }

    void quantisedWeightsAnswer_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("int8") << int(WeightsKind::Int8);
        QTest::newRow("int4") << int(WeightsKind::Int4);
    }
    void quantisedWeightsAnswer() {
        QFETCH(int, kind);
        const auto engine = loaded([&](auto& options) {
            options.weights = static_cast<WeightsKind>(kind);
            options.smallVision = true;
        });
        QCOMPARE(engine->info().weights, kind == int(WeightsKind::Int8) ? "int8" : "int4");
        QVERIFY(ask(*engine, question("what is it", {"red"}, 1)).finished.stats.newTokens > 0);
    }
};

QTEST_GUILESS_MAIN(SchedulerTest)
#include "scheduler_test.moc"
