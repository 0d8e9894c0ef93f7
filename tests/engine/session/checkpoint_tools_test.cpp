#include "engine/checkpoint_tools.h"

#include <QTemporaryDir>
#include <QTest>

#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

std::string answerOf(const std::filesystem::path& folder, WeightsKind weights) {
    LoadOptions options;
    options.folder = folder;
    options.weights = weights;
    options.threads = 1;
    options.device.kind = DeviceChoice::Kind::Cpu;  // whatever cards are here
    const auto engine = Engine::load(options);
    if (!engine) throw std::runtime_error(engine.error().where + " " + engine.error().detail);
    auto request = fixtures::ask("what is it", {"red"}, 30);
    request.sampling.temperature = 0;
    std::string text = engine.value()->info().weights + ":";
    const auto done = engine.value()->generate(request,
                                               [&](const Event& event) {
                                                   if (const auto* delta = std::get_if<TextDelta>(&event))
                                                       text += delta->text;
                                               },
                                               {});
    return done ? text : throw std::runtime_error(done.error().detail);
}

}  // namespace

class CheckpointToolsTest : public QObject {
    Q_OBJECT

 private slots:
    void aSmallerCheckpointAnswersAsTheOneThatIsQuantisedWhileLoading_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("int8") << int(WeightsKind::Int8);
        QTest::newRow("int4") << int(WeightsKind::Int4);
    }
    void aSmallerCheckpointAnswersAsTheOneThatIsQuantisedWhileLoading() {
        QFETCH(int, kind);
        const auto weights = static_cast<WeightsKind>(kind);
        const QTemporaryDir folder;
        const auto small = std::filesystem::path(folder.path().toStdString()) / "small";
        const auto tiny = fixtures::checkpoint("tiny");
        QVERIFY(quantiseCheckpoint(tiny, small, weights));
        QCOMPARE(answerOf(small, WeightsKind::Auto), answerOf(tiny, weights));
        QVERIFY(!std::filesystem::exists(small.string() + ".part"));

        // What is quantised can't become anything else.
        LoadOptions options;
        options.folder = small;
        options.weights = WeightsKind::Bfloat16;
        const auto other = Engine::load(options);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::ConfigUnsupported);
        const auto again = quantiseCheckpoint(small, small.string() + "er", weights);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::BadRequest);
        QVERIFY(!std::filesystem::exists(small.string() + "er"));
    }

    void nothingIsLeftOfAnAttemptThatFailed() {
        const QTemporaryDir folder;
        const auto out = std::filesystem::path(folder.path().toStdString()) / "small";
        const auto missing = quantiseCheckpoint("/nowhere", out, WeightsKind::Int8);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::FolderMissing);
        const auto kind = quantiseCheckpoint(fixtures::checkpoint("tiny"), out, WeightsKind::Bfloat16);
        QCOMPARE(kind.error().code, ErrorCode::BadRequest);
        std::stop_source source;
        const auto stopped = quantiseCheckpoint(
            fixtures::checkpoint("tiny"), out, WeightsKind::Int4, [&](double) { source.request_stop(); },
            source.get_token());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(std::filesystem::is_empty(folder.path().toStdString()));
        const auto taken =
            quantiseCheckpoint(fixtures::checkpoint("tiny"), folder.path().toStdString(), WeightsKind::Int8);
        QCOMPARE(taken.error().code, ErrorCode::WriteFailed);
    }
};

QTEST_GUILESS_MAIN(CheckpointToolsTest)
#include "checkpoint_tools_test.moc"
