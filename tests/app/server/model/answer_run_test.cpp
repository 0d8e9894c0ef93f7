#include "app/server/model/answer_run.h"

#include <boost/asio/use_future.hpp>
#include <future>
#include <latch>
#include <thread>

#include <QtTest>

using namespace app::server;

namespace {

constexpr auto never = Clock::time_point::max();

engine::Event word(const std::string& text) {
    return engine::TextDelta{engine::Channel::Answer, text};
}

std::string textOf(const std::vector<RunItem>& items) {
    std::string text;
    for (const RunItem& item : items) {
        const auto* event = std::get_if<engine::Event>(&item.what);
        text += event == nullptr ? "." : std::get<engine::TextDelta>(*event).text;
    }
    return text;
}

bool isCancelled(const RunItem& item) {
    const auto& result = std::get<engine::Result<engine::Finished>>(item.what);
    return result && result.value().reason == engine::FinishReason::Cancelled;
}

/// A run whose other side, the server's thread, is the test's own.
struct Scene {
    asio::io_context context{1};
    WorkRoom room{2};
    std::shared_ptr<AnswerRun> run = std::make_shared<AnswerRun>(context.get_executor(), 4096);

    std::vector<RunItem> next(Clock::time_point until = never, Clock::time_point gather = {}) {
        auto items = asio::co_spawn(context, run->next(until, gather), asio::use_future);
        context.restart();
        context.run();
        return items.get();
    }
    /// Everything until so many answers have ended.
    std::vector<RunItem> all(int ends = 1) {
        std::vector<RunItem> items;
        while (ends > 0) {
            for (RunItem& item : next()) {
                ends -= item.what.index() == 1 ? 1 : 0;
                items.push_back(std::move(item));
            }
        }
        return items;
    }
};

}  // namespace

class AnswerRunTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatIsToldArrivesInOrderWithItsEnd() {
        Scene scene;
        scene.run->start(
            scene.room,
            [](int, const engine::Request&, const engine::EventSink& sink, std::stop_token) {
                sink(engine::Progress{engine::Stage::Reading, 1, 2});  // of no interest to a client
                for (const char* text : {"a", "b", "c"})
                    sink(word(text));
                return engine::Finished{};
            },
            std::vector<engine::Request>(1));
        QCOMPARE(textOf(scene.all()), std::string("abc."));
        QVERIFY(scene.run->queueSeconds() > 0);
    }

    void eachAnswerKeepsItsNumber() {
        Scene scene;
        scene.run->start(
            scene.room,
            [](int choice, const engine::Request&, const engine::EventSink& sink, std::stop_token) {
                sink(word(std::to_string(choice)));
                return engine::Finished{};
            },
            std::vector<engine::Request>(3));
        std::vector<std::string> texts(3);
        for (const RunItem& item : scene.all(3))
            texts[static_cast<std::size_t>(item.choice)] += textOf({item});
        QCOMPARE(texts, (std::vector<std::string>{"0.", "1.", "2."}));
    }

    void anExceptionIsAnErrorNotAnEnd() {
        Scene scene;
        scene.run->start(
            scene.room,
            [](int, const engine::Request&, const engine::EventSink&, std::stop_token)
                -> engine::Result<engine::Finished> { throw std::runtime_error("a library's words"); },
            std::vector<engine::Request>(1));
        const auto items = scene.all();
        const auto& result = std::get<engine::Result<engine::Finished>>(items.back().what);
        QVERIFY(!result);
    }

    void theTimeIsUpWithoutAWord() {
        Scene scene;
        QVERIFY(scene.next(Clock::now() + std::chrono::milliseconds(20)).empty());
    }

    void aStopReachesTheModelAndOneThatWaits() {
        Scene scene;
        std::latch begun(2);
        std::atomic<int> calls = 0;
        const auto compute = [&](int, const engine::Request&, const engine::EventSink&,
                                 std::stop_token stop) {
            ++calls;
            begun.count_down();
            std::mutex mutex;
            std::condition_variable_any wake;
            std::unique_lock lock(mutex);
            wake.wait(lock, stop, [] { return false; });
            return engine::Finished{engine::FinishReason::Cancelled, {}};
        };
        scene.run->start(scene.room, compute, std::vector<engine::Request>(3));  // for two threads
        begun.wait();
        scene.run->stop();
        const auto items = scene.all(3);
        QVERIFY(std::all_of(items.begin(), items.end(), isCancelled));
        QCOMPARE(calls.load(), 2);  // the third never reached the model
    }

    void aClientThatTakesNothingEndsItsAnswerAndLosesNothingOfTheEnd() {
        Scene scene;
        scene.run->start(
            scene.room,
            [](int, const engine::Request&, const engine::EventSink& sink, std::stop_token stop) {
                int words = 0;
                while (!stop.stop_requested() && words < 1'000'000) {
                    sink(word("word "));
                    ++words;
                }
                return engine::Finished{
                    words < 1'000'000 ? engine::FinishReason::Cancelled : engine::FinishReason::Stop, {}};
            },
            std::vector<engine::Request>(1));
        std::promise<void> ended;
        scene.room.post([&] { ended.set_value(); });
        QVERIFY(ended.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
        const auto items = scene.all();
        QVERIFY(items.size() < 200);  // 4096 bytes of them
        QVERIFY(isCancelled(items.back()));
    }

    void wordsAreGatheredButAnEndIsNot() {
        Scene scene;
        std::latch goOn(1);
        scene.run->start(
            scene.room,
            [&](int, const engine::Request&, const engine::EventSink& sink, std::stop_token) {
                sink(word("a"));
                goOn.wait();
                sink(word("b"));
                return engine::Finished{};
            },
            std::vector<engine::Request>(1));
        QCOMPARE(textOf(scene.next()), std::string("a"));  // the first goes out at once
        const auto gather = Clock::now() + std::chrono::minutes(5);
        std::jthread later([&] { goOn.count_down(); });
        QCOMPARE(textOf(scene.next(never, gather)), std::string("b."));  // long before the time is up
    }

    void gatheredWordsComeWhenTheirTimeIsUp() {
        Scene scene;
        std::latch goOn(1);
        scene.run->start(
            scene.room,
            [&](int, const engine::Request&, const engine::EventSink& sink, std::stop_token) {
                sink(word("a"));
                sink(word("b"));
                goOn.wait();
                return engine::Finished{};
            },
            std::vector<engine::Request>(1));
        const auto gather = Clock::now() + std::chrono::milliseconds(30);
        std::string text = textOf(scene.next(never, gather));
        QVERIFY(Clock::now() >= gather);
        while (text.size() < 2)
            text += textOf(scene.next());
        QCOMPARE(text, std::string("ab"));
        goOn.count_down();
        QCOMPARE(textOf(scene.next()), std::string("."));
    }

    void anAnswerThatWasKeptIsThereAtOnce() {
        Scene scene;
        scene.run->replay({word("kept")}, engine::Finished{});
        QCOMPARE(textOf(scene.next(never, Clock::now() + std::chrono::minutes(5))), std::string("kept."));
    }
};

QTEST_GUILESS_MAIN(AnswerRunTest)
#include "answer_run_test.moc"
