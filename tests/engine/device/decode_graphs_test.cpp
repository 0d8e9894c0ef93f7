// Recorded passes, repeated on tensors in host memory.
#include "engine/device/decode_graphs.h"

#include <thread>

#include <QTest>

#include "engine/session/scheduler.h"
#include "engine/session/session.h"
#include "tests/engine/device/tensor_device.h"
#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

struct Bench {
    std::unique_ptr<const LoadedModel> model = host::tiny({at::kFloat, true, true}, WeightsKind::Int8);
    PreparedPrompt prompt = preparePrompt(*model, fixtures::ask("hello"));

    /// A conversation that has read the prompt.
    Session begun() const {
        Session session(*model);
        session.read(prompt, {}, 0, static_cast<std::int64_t>(prompt.ids.size()), {});
        return session;
    }
    host::Recorder& recorder() const { return dynamic_cast<host::Recorder&>(*model->device.graphs); }
    DecodeGraphs graphs() const {
        return {model->decoder, model->config.text, model->cacheType, *model->device.graphs};
    }
    at::Tensor embedded(const std::vector<int>& ids) const {
        return model->decoder.embed(at::tensor(ids, at::kLong));
    }
};

std::string answerOf(Scheduler& scheduler, const Request& request) {
    std::string text;
    const auto done = scheduler.run(request,
                                    [&](const Event& event) {
                                        if (const auto* delta = std::get_if<TextDelta>(&event))
                                            text += delta->text;
                                    },
                                    {});
    return done ? text : throw std::runtime_error(done.error().detail);
}

}  // namespace

class DecodeGraphsTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aRepeatedPassIsTheSamePass() {
        const c10::InferenceMode inference;
        const Bench bench;
        auto graphs = bench.graphs();
        // Three rows of two conversations, one of them a guess: filled up to four.
        auto a = bench.begun();
        auto b = bench.begun();
        auto c = bench.begun();
        auto d = bench.begun();
        const std::vector<int> ids{5, 9, 7};
        const auto positions =
            at::tensor(std::vector<std::int64_t>{a.position(), a.position() + 1, b.position()}, at::kLong)
                .expand({3, 3});
        const std::vector<Segment> mine{{&a.cache(), 2}, {&b.cache(), 1}};
        const std::vector<Segment> theirs{{&c.cache(), 2}, {&d.cache(), 1}};
        const auto got = graphs.pass(bench.embedded(ids), positions, mine).clone();
        const auto want = bench.model->decoder.logits(
            bench.model->decoder.read(bench.embedded(ids), positions, theirs, {}));
        QVERIFY(at::equal(got, want));
        QCOMPARE(a.cache().tokens(), c.cache().tokens());

        // The next one is only repeated, also where a cache had to move for room.
        for (auto* session : {&a, &c})
            session->cache().reserve(600);
        const auto next = at::tensor(std::vector<std::int64_t>{40, 41, 42}, at::kLong).expand({3, 3});
        const auto again = graphs.pass(bench.embedded(ids), next, mine).clone();
        QVERIFY(at::equal(again, bench.model->decoder.logits(
                                     bench.model->decoder.read(bench.embedded(ids), next, theirs, {}))));
        QCOMPARE(bench.recorder().recorded, 1);
        QCOMPARE(bench.recorder().replayed, 2);
    }

    void moreRowsThanAreRecordedGoTheOtherWay() {
        const c10::InferenceMode inference;
        const Bench bench;
        const auto graphs = bench.graphs();
        QVERIFY(graphs.fits(8));
        QVERIFY(!graphs.fits(9));
    }

    void whatCannotBeRecordedLeavesTheCachesAsTheyWere() {
        const c10::InferenceMode inference;
        const Bench bench;
        bench.recorder().broken = true;
        auto graphs = bench.graphs();
        auto session = bench.begun();
        const auto tokens = session.cache().tokens();
        const Segment segment{&session.cache(), 1};
        const auto position = at::full({3, 1}, session.position(), at::kLong);
        QVERIFY(!graphs.pass(bench.embedded({5}), position, {&segment, 1}).defined());
        QCOMPARE(session.cache().tokens(), tokens);
        QVERIFY(!graphs.fits(1));
        QCOMPARE(graphs.failure(), std::string("nothing is recorded here"));
    }

    void answersAreThoseWithoutGraphs() {
        const Bench recorded;
        const auto plain = host::tiny({at::kFloat, true, false}, WeightsKind::Int8);
        auto request = fixtures::ask("what is it", {}, 6);
        Scheduler first(*recorded.model, {});
        Scheduler second(*plain, {});
        QCOMPARE(answerOf(first, request), answerOf(second, request));
        QVERIFY(recorded.recorder().replayed > 0);
    }

    void aCardThatRecordsNothingStillAnswers() {
        const Bench bench;
        bench.recorder().broken = true;
        const auto plain = host::tiny({at::kFloat, true, false}, WeightsKind::Int8);
        const auto request = fixtures::ask("what is it", {}, 4);
        Scheduler first(*bench.model, {});
        Scheduler second(*plain, {});
        QCOMPARE(answerOf(first, request), answerOf(second, request));
        QCOMPARE(bench.recorder().replayed, 0);
    }
};

QTEST_GUILESS_MAIN(DecodeGraphsTest)
#include "decode_graphs_test.moc"
