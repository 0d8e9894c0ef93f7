#include "app/chat/engine_worker.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/fake_generator.h"

using test::FakeGenerator;

namespace {

engine::Request question(const std::string& text) {
    engine::Request request;
    request.messages.push_back({engine::Role::User, {engine::TextPart{text}}});
    return request;
}

/// What a worker said, in words, in order.
struct Log {
    explicit Log(app::EngineWorker& worker) {
        using app::EngineWorker;
        QObject::connect(&worker, &EngineWorker::loaded,
                         [this](const app::ModelSummary& s) { add("loaded " + s.name); });
        QObject::connect(&worker, &EngineWorker::loadFailed, [this](const QString&, bool modelInUse) {
            add(QString("loadFailed %1").arg(modelInUse));
        });
        QObject::connect(&worker, &EngineWorker::started, [this](app::RunId run, const QString& model) {
            add(QString("started %1 %2").arg(run).arg(model));
        });
        QObject::connect(&worker, &EngineWorker::text,
                         [this](app::RunId run, engine::Channel, const QString& delta) {
                             add(QString("text %1 %2").arg(run).arg(delta));
                         });
        QObject::connect(&worker, &EngineWorker::finished, [this](app::RunId run, app::TurnState state) {
            add(QString("finished %1 %2").arg(run).arg(names[int(state)]));
        });
        QObject::connect(&worker, &EngineWorker::failed, [this](app::RunId run, const QString& sentence) {
            add(QString("failed %1").arg(run));
            lastSentence = sentence;
        });
    }
    void add(const QString& line) { lines.append(line); }

    static constexpr const char* names[] = {"waiting", "seeing",        "reading", "answering",
                                            "done",    "lengthReached", "stopped", "failed"};
    QStringList lines;
    QString lastSentence;
};

}  // namespace

class EngineWorkerTest final : public QObject {
    Q_OBJECT

 private slots:
    void whoAnswersElsewhereIsTold() {
        engine::Progress taken;
        taken.stage = engine::Stage::Waiting;
        taken.answeredBy = "glm @ gpu1:8000";
        auto fake = std::make_shared<FakeGenerator>(
            std::vector<FakeGenerator::Step>{engine::Event{taken}, FakeGenerator::answer("a")});
        app::EngineWorker worker(app::fixedLoader(fake));
        Log log(worker);
        worker.load("folder");
        worker.answer(question("q"));
        QTRY_COMPARE(log.lines, QStringList({"loaded fake", "started 1 fake", "started 1 glm @ gpu1:8000",
                                             "text 1 a", "finished 1 done"}));
    }

    void answersOneAfterTheOther() {
        auto fake = std::make_shared<FakeGenerator>(
            std::vector{FakeGenerator::answer("a"), FakeGenerator::answer("b")});
        app::EngineWorker worker(app::fixedLoader(fake));
        Log log(worker);
        worker.load("folder");
        const auto one = worker.answer(question("1"));
        const auto two = worker.answer(question("2"));
        QVERIFY(one != two);
        QVERIFY(log.lines.isEmpty());  // nothing within the calls
        QTRY_COMPARE(log.lines.size(), 9);
        QCOMPARE(log.lines,
                 QStringList({"loaded fake", "started 1 fake", "text 1 a", "text 1 b", "finished 1 done",
                              "started 2 fake", "text 2 a", "text 2 b", "finished 2 done"}));
    }

    void reportsProgressAndTheReason() {
        auto fake = std::make_shared<FakeGenerator>(
            std::vector{FakeGenerator::progress(engine::Stage::Seeing, 1, 4),
                        FakeGenerator::progress(engine::Stage::Reading, 4, 4)});
        fake->reason = engine::FinishReason::Length;
        app::EngineWorker worker(app::fixedLoader(fake));
        QSignalSpy progress(&worker, &app::EngineWorker::progress);
        Log log(worker);
        worker.load("folder");
        worker.answer(question("1"));
        QTRY_COMPARE(log.lines.size(), 3);
        QCOMPARE(log.lines.last(), QString("finished 1 lengthReached"));
        QCOMPARE(progress.size(), 2);
        QCOMPARE(progress[0][1].value<app::TurnState>(), app::TurnState::Seeing);
        QCOMPARE(progress[0][2].toDouble(), 0.25);
        QCOMPARE(progress[1][1].value<app::TurnState>(), app::TurnState::Reading);
        QCOMPARE(progress[1][2].toDouble(), 1.0);
    }

    void aStopBeforeTheStartIsNotLost() {
        auto fake = std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{FakeGenerator::Block{}});
        app::EngineWorker worker(app::fixedLoader(fake));
        Log log(worker);
        worker.load("folder");
        worker.answer(question("1"));
        QVERIFY(fake->waitUntilBlocked());
        const auto second = worker.answer(question("2"));
        worker.stop(second);
        fake->release();
        QTRY_COMPARE(log.lines.size(), 4);
        QCOMPARE(log.lines.last(), QString("finished 2 stopped"));
        QCOMPARE(fake->requests().size(), 1u);  // the second never reached the model
    }

    void aStopEndsTheRunningAnswer() {
        auto fake = std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{
            FakeGenerator::answer("a"), FakeGenerator::Block{}, FakeGenerator::answer("b")});
        app::EngineWorker worker(app::fixedLoader(fake));
        Log log(worker);
        worker.load("folder");
        const auto run = worker.answer(question("1"));
        QVERIFY(fake->waitUntilBlocked());
        worker.stop(run);
        worker.stop(run);  // twice does no harm
        QTRY_COMPARE(log.lines,
                     QStringList({"loaded fake", "started 1 fake", "text 1 a", "finished 1 stopped"}));
        QCOMPARE(fake->stopsSeen(), 1);
    }

    void errorsAndExceptionsBecomeASentence() {
        auto fake = std::make_shared<FakeGenerator>();
        fake->error = engine::Error{engine::ErrorCode::PromptTooLong, {}, {}, {5000, 2048}};
        app::EngineWorker worker(app::fixedLoader(fake));
        Log log(worker);
        worker.load("folder");
        worker.answer(question("1"));
        QTRY_COMPARE(log.lines.size(), 3);
        QCOMPARE(log.lines.last(), QString("failed 1"));
        QVERIFY2(log.lastSentence.contains("2,048"), qPrintable(log.lastSentence));
        fake->throwsAtEnd = true;
        worker.answer(question("2"));
        QTRY_COMPARE(log.lines.last(), QString("failed 2"));
        QVERIFY(log.lastSentence.contains("a library's own words"));
    }

    void withoutAModelTheAnswerFailsWithACure() {
        app::EngineWorker worker(
            [](const QString&, const auto&,
               std::stop_token) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                return engine::Error{engine::ErrorCode::FolderMissing, "/nowhere", {}, {}};
            });
        Log log(worker);
        worker.load("/nowhere");
        worker.answer(question("1"));
        QTRY_COMPARE(log.lines, QStringList({"loadFailed 0", "failed 1"}));
        QVERIFY(log.lastSentence.contains("open a model folder"));
    }

    void aLoaderThatThrowsIsAFailedLoad() {
        app::EngineWorker worker(
            [](const QString&, const auto&,
               std::stop_token) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                throw std::bad_alloc();
            });
        Log log(worker);
        worker.load("folder");
        QTRY_COMPARE(log.lines, QStringList({"loadFailed 0"}));
    }

    void aFailedLoadLeavesTheModelBeforeInUse() {
        auto fake = std::make_shared<FakeGenerator>(std::vector{FakeGenerator::answer("a")});
        app::EngineWorker worker(
            [fake](const QString& folder, const auto&,
                   std::stop_token) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                if (folder == "good") return std::shared_ptr<const engine::Generator>(fake);
                return engine::Error{engine::ErrorCode::FolderEmpty, folder.toStdString(), {}, {}};
            });
        Log log(worker);
        worker.load("good");
        QTRY_COMPARE(log.lines.size(), 1);
        worker.load("bad");
        worker.answer(question("1"));
        QTRY_COMPARE(log.lines, QStringList({"loaded fake", "loadFailed 1", "started 1 fake", "text 1 a",
                                             "finished 1 done"}));
    }

    void replacingTheModelStopsTheAnswerFirst() {
        auto old =
            std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{FakeGenerator::Block{}}, "old");
        auto next = std::make_shared<FakeGenerator>(std::vector{FakeGenerator::answer("n")}, "next");
        std::weak_ptr<FakeGenerator> watch = old;
        auto loader =
            [old, next](const QString& folder, const auto&,
                        std::stop_token) mutable -> engine::Result<std::shared_ptr<const engine::Generator>> {
            if (folder == "next") return std::shared_ptr<const engine::Generator>(next);
            return std::shared_ptr<const engine::Generator>(std::exchange(old, nullptr));
        };
        old.reset();
        auto shared = std::make_shared<decltype(loader)>(std::move(loader));
        app::EngineWorker worker([shared](const QString& f, const auto& p, std::stop_token s) {
            return (*shared)(f, p, std::move(s));
        });
        Log log(worker);
        worker.load("old");
        worker.answer(question("1"));
        QVERIFY(watch.lock()->waitUntilBlocked());
        QTRY_COMPARE(log.lines.size(), 2);
        worker.load("next");
        worker.answer(question("2"));
        QTRY_VERIFY(log.lines.contains("finished 2 done"));
        QCOMPARE(log.lines, QStringList({"loaded old", "started 1 old", "finished 1 stopped", "loaded next",
                                         "started 2 next", "text 2 n", "finished 2 done"}));
        QVERIFY(watch.expired());  // the old model's memory is given back
    }

    void aNewerLoadTakesTheOlderOnesPlace() {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::atomic<int> begun = 0;
        auto fake = std::make_shared<FakeGenerator>();
        app::EngineWorker worker(
            [&](const QString& folder, const auto& progress,
                std::stop_token stop) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                ++begun;
                progress(0.5);
                if (folder == "second") return std::shared_ptr<const engine::Generator>(fake);
                std::unique_lock lock(mutex);
                changed.wait(lock, stop, [] { return false; });
                return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
            });
        Log log(worker);
        QSignalSpy progress(&worker, &app::EngineWorker::loadProgress);
        worker.load("first");
        QTRY_COMPARE(progress.size(), 1);
        worker.load("second");
        QTRY_COMPARE(log.lines, QStringList({"loaded fake"}));
        QCOMPARE(begun, 2);
    }

    void destructionWhileRunningDoesNotHang() {
        for (int round = 0; round < 20; ++round) {
            auto fake =
                std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{FakeGenerator::Block{}});
            app::EngineWorker worker(app::fixedLoader(fake));
            Log log(worker);
            worker.load("folder");
            worker.answer(question("1"));
            worker.answer(question("2"));
            if (round % 2 == 0) QVERIFY(fake->waitUntilBlocked());
        }
    }

    void manyEventsArriveInOrder() {
        std::vector<FakeGenerator::Step> script;
        QString expected;
        for (int i = 0; i < 5000; ++i) {
            script.push_back(FakeGenerator::answer(std::to_string(i) + " "));
            expected += QString::number(i) + " ";
        }
        auto fake = std::make_shared<FakeGenerator>(std::move(script));
        app::EngineWorker worker(app::fixedLoader(fake));
        QString text;
        connect(&worker, &app::EngineWorker::text, this,
                [&](app::RunId, engine::Channel, const QString& delta) { text += delta; });
        QSignalSpy finished(&worker, &app::EngineWorker::finished);
        worker.load("folder");
        worker.answer(question("1"));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(text, expected);
        QCOMPARE(finished.first().at(2).value<app::TurnStats>().newTokens, 5000);
    }
};

QTEST_GUILESS_MAIN(EngineWorkerTest)
#include "engine_worker_test.moc"
