#include "app/server/cache/answer_desk.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include <QtTest>

#include "tests/app/server/cache/memory_cache.h"
#include "tests/support/fake_generator.h"

using namespace app;
using test::FakeGenerator;
using test::MemoryCache;

namespace {

engine::Request question(const std::string& text, std::optional<double> temperature = 0) {
    engine::Request request;
    request.messages = {{engine::Role::User, {engine::TextPart{text}}}};
    request.sampling.temperature = temperature;
    request.caller = "key:desk:1";
    return request;
}

/// One client on a thread of its own.
class Client final {
 public:
    Client(AnswerDesk& desk, engine::Request request, bool noStore = false)
        : m_thread([this, &desk, request = std::move(request), noStore] {
              const auto result = desk.answer(
                  request, noStore, [this](CacheUse each) { use = nameOf(each); },
                  [this](const engine::Event& event) {
                      const auto* delta = std::get_if<engine::TextDelta>(&event);
                      const std::lock_guard guard(m_mutex);
                      if (delta != nullptr) m_text += delta->text;
                  },
                  m_stop.get_token());
              outcome =
                  result ? (result.value().reason == engine::FinishReason::Cancelled ? "cancelled" : "done")
                         : "failed: " + result.error().detail;
              isDone = true;
          }) {}

    void goAway() { m_stop.request_stop(); }
    void wait() {
        if (m_thread.joinable()) m_thread.join();
    }
    std::string text() const {
        const std::lock_guard guard(m_mutex);
        return m_text;
    }

    std::string use;      ///< after wait()
    std::string outcome;  ///< after wait()
    std::atomic<bool> isDone = false;

 private:
    std::stop_source m_stop;
    mutable std::mutex m_mutex;
    std::string m_text;
    std::jthread m_thread;
};

AnswerDeskSettings settings() {
    return {{"demo", "float32", "template"}, "secret", false};
}

}  // namespace

class AnswerDeskTest final : public QObject {
    Q_OBJECT

 private slots:
    void theSecondTimeComesFromTheCache() {
        FakeGenerator generator(
            {FakeGenerator::thinking("Hm."), FakeGenerator::answer("Paper "), FakeGenerator::answer("jam.")});
        MemoryCache cache;
        AnswerDesk desk(generator, &cache, settings());
        for (const char* use : {"miss", "hit", "hit"}) {
            Client client(desk, question("q"));
            client.wait();
            QCOMPARE(client.use, use);
            QCOMPARE(client.text(), "Hm.Paper jam.");
            QCOMPARE(client.outcome, "done");
        }
        QCOMPARE(generator.requests().size(), std::size_t{1});
        QVERIFY(desk.find(*desk.keyOf(question("q"), false)));
        QVERIFY(!desk.keyOf(question("q"), true));
        QVERIFY(!desk.find(*desk.keyOf(question("other"), false)));
        engine::Request stranger = question("q");
        stranger.caller = "key:other:2";
        QVERIFY(!desk.find(*desk.keyOf(stranger, false)));
    }

    void onlyDeterministicAnswersAreKeptUnlessTheOperatorOptsIn() {
        FakeGenerator generator({FakeGenerator::answer("x")});
        MemoryCache cache;
        AnswerDesk desk(generator, &cache, settings());
        for (const auto& request : {question("q", 0.7), question("q", std::nullopt)}) {
            Client client(desk, request);
            client.wait();
            QCOMPARE(client.use, "off");
        }
        QCOMPARE(cache.size(), std::size_t{0});
        AnswerDeskSettings open = settings();
        open.keepsEverything = true;
        AnswerDesk openDesk(generator, &cache, open);
        Client client(openDesk, question("q", 0.7));
        client.wait();
        QCOMPARE(client.use, "miss");
        QCOMPARE(cache.size(), std::size_t{1});
    }

    void noStoreNeitherKeepsNorLooks() {
        FakeGenerator generator({FakeGenerator::answer("x")});
        MemoryCache cache;
        AnswerDesk desk(generator, &cache, settings());
        Client(desk, question("q"), true).wait();
        QCOMPARE(cache.size(), std::size_t{0});
        Client(desk, question("q")).wait();
        Client again(desk, question("q"), true);
        again.wait();
        QCOMPARE(again.use, "off");
        QCOMPARE(generator.requests().size(), std::size_t{3});
    }

    void answersThatAreNotWholeAreNotKept() {
        MemoryCache cache;
        for (const auto reason : {engine::FinishReason::Length, engine::FinishReason::Cancelled,
                                  engine::FinishReason::Repetition}) {
            FakeGenerator generator({FakeGenerator::answer("x")});
            generator.reason = reason;
            AnswerDesk desk(generator, &cache, settings());
            Client(desk, question("q")).wait();
        }
        FakeGenerator failing({FakeGenerator::answer("x")});
        failing.error = engine::Error{engine::ErrorCode::Busy, {}, "busy", {}};
        AnswerDesk desk(failing, &cache, settings());
        Client client(desk, question("q"));
        client.wait();
        QCOMPARE(client.outcome, "failed: busy");
        QCOMPARE(cache.size(), std::size_t{0});
        QCOMPARE(desk.inFlight(), std::size_t{0});
    }

    void tenEqualQuestionsAtOnceAreComputedOnce_data() {
        QTest::addColumn<bool>("withCache");
        QTest::newRow("with a cache") << true;
        QTest::newRow("without") << false;
    }
    void tenEqualQuestionsAtOnceAreComputedOnce() {
        QFETCH(bool, withCache);
        FakeGenerator generator({FakeGenerator::answer("The "), FakeGenerator::Block{},
                                 FakeGenerator::answer("lamp"), FakeGenerator::Block{},
                                 FakeGenerator::answer(".")});
        MemoryCache cache;
        AnswerDesk desk(generator, withCache ? &cache : nullptr, settings());
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 10; ++i)
            clients.push_back(std::make_unique<Client>(desk, question("q")));
        Client other(desk, question("another"));
        QVERIFY(generator.waitUntilBlocked(2));
        for (const auto& client : clients)
            QTRY_COMPARE(client->text(), "The ");  // everybody reads along
        for (int i = 0; i < 4; ++i)
            generator.release();
        int computed = 0;
        for (const auto& client : clients) {
            client->wait();
            QCOMPARE(client->text(), "The lamp.");
            QCOMPARE(client->outcome, "done");
            computed += client->use == "miss" ? 1 : 0;
        }
        other.wait();
        QCOMPARE(computed, 1);
        QCOMPARE(generator.requests().size(), std::size_t{2});
        QCOMPARE(desk.inFlight(), std::size_t{0});
    }

    void theOthersGetTheAnswerWhenTheFirstGoesAway() {
        FakeGenerator generator(
            {FakeGenerator::answer("The "), FakeGenerator::Block{}, FakeGenerator::answer("lamp.")});
        AnswerDesk desk(generator, nullptr, settings());
        Client first(desk, question("q"));
        QVERIFY(generator.waitUntilBlocked());
        Client second(desk, question("q"));
        QTRY_COMPARE(second.text(), "The ");
        first.goAway();
        generator.release();
        generator.release();  // in case it is computed anew
        second.wait();
        QCOMPARE(second.outcome, "done");
        QCOMPARE(second.text(), "The lamp.");
        first.wait();
        QCOMPARE(first.outcome, "cancelled");
        QCOMPARE(first.text(), "The ");
    }

    void whenAllGoAwayTheComputationIsStopped() {
        FakeGenerator generator(
            {FakeGenerator::answer("The "), FakeGenerator::Block{}, FakeGenerator::answer("lamp.")});
        AnswerDesk desk(generator, nullptr, settings());
        Client first(desk, question("q"));
        QVERIFY(generator.waitUntilBlocked());
        Client second(desk, question("q"));
        QTRY_COMPARE(second.text(), "The ");
        first.goAway();
        second.goAway();
        first.wait();
        second.wait();
        QCOMPARE(generator.stopsSeen(), 1);
        QCOMPARE(first.outcome, "cancelled");
        QCOMPARE(second.outcome, "cancelled");
        QCOMPARE(desk.inFlight(), std::size_t{0});
        // The next one is not touched by the stop.
        Client third(desk, question("q"));
        QVERIFY(generator.waitUntilBlocked(2));
        generator.release();
        third.wait();
        QCOMPARE(third.text(), "The lamp.");
    }

    void theNextTakesOverWhenTheFirstFails() {
        FakeGenerator generator({FakeGenerator::answer("The "), FakeGenerator::Block{}});
        generator.error = engine::Error{engine::ErrorCode::Internal, {}, "broken", {}};
        AnswerDesk desk(generator, nullptr, settings());
        Client first(desk, question("q"));
        QVERIFY(generator.waitUntilBlocked());
        std::vector<std::unique_ptr<Client>> others;
        for (int i = 0; i < 3; ++i) {
            others.push_back(std::make_unique<Client>(desk, question("q")));
            QTRY_COMPARE(others.back()->text(), "The ");
        }
        generator.release();
        first.wait();
        QCOMPARE(first.outcome, "failed: broken");
        // It fails for the next as well, and for the one after; then it is mended.
        QVERIFY(generator.waitUntilBlocked(2));
        generator.release();
        QVERIFY(generator.waitUntilBlocked(3));
        generator.error.reset();
        generator.release();
        int done = 0;
        for (const auto& client : others) {
            client->wait();
            QCOMPARE(client->text(), "The ");  // once, although it was computed three times
            done += client->outcome == "done" ? 1 : 0;
        }
        QCOMPARE(done, 2);
        QCOMPARE(generator.requests().size(), std::size_t{3});
    }

    void manyClientsThatComeAndGoLeaveNothingBehind() {
        FakeGenerator generator(
            {FakeGenerator::answer("a"), FakeGenerator::answer("b"), FakeGenerator::answer("c")});
        MemoryCache cache;
        AnswerDesk desk(generator, &cache, settings());
        for (int round = 0; round < 30; ++round) {
            std::vector<std::unique_ptr<Client>> clients;
            for (int i = 0; i < 6; ++i) {
                clients.push_back(std::make_unique<Client>(desk, question(std::to_string(round))));
                if (i % 2 == 1) clients.back()->goAway();
            }
            for (std::size_t i = 0; i < clients.size(); ++i) {
                clients[i]->wait();
                if (i % 2 == 0) QCOMPARE(clients[i]->text(), "abc");
            }
        }
        QCOMPARE(desk.inFlight(), std::size_t{0});
        // Each was computed once, or anew where all who asked had gone.
        QVERIFY(generator.requests().size() >= 30);
    }
};

QTEST_GUILESS_MAIN(AnswerDeskTest)
#include "answer_desk_test.moc"
