// A stop takes effect within one layer's work, counted where the work is done.
#include "engine/session/session.h"

#include <QTest>

#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

struct Bench {
    std::unique_ptr<const LoadedModel> model;
    PreparedPrompt prompt;

    explicit Bench(bool int8Cache = false) {
        LoadOptions options;
        options.folder = fixtures::checkpoint("tiny");
        options.weights =
            WeightsKind::Float32;  // bfloat16 products would round long parts and not short ones
        options.threads = 1;
        options.int8Cache = int8Cache;
        model = loadModel(options, {}, {});
        prompt = preparePrompt(*model, fixtures::ask("?", {"red", "green"}));
    }

    std::int64_t tokens() const { return static_cast<std::int64_t>(prompt.ids.size()); }

    std::vector<at::Tensor> features(Session& session) const {
        const std::vector<std::size_t> all{0, 1};
        const auto seen = session.see(prompt, all, {});
        std::vector<at::Tensor> each;
        std::int64_t start = 0;
        for (const auto& span : prompt.spans) {
            each.push_back(seen.narrow(0, start, span.tokens()));
            start += span.tokens();
        }
        return each;
    }

    at::Tensor lastRow(Session& session, const std::vector<std::int64_t>& ends) const {
        const auto pictures = features(session);
        at::Tensor hidden;
        std::int64_t begin = 0;
        for (const auto end : ends) {
            hidden = session.read(prompt, pictures, begin, end, {});
            begin = end;
        }
        return session.logits(hidden.narrow(0, hidden.size(0) - 1, 1));
    }
};

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theLastRowAloneIsTheLastOfAll_data() {
        QTest::addColumn<bool>("int8Cache");
        QTest::newRow("float32") << false;
        QTest::newRow("int8") << true;
    }
    void theLastRowAloneIsTheLastOfAll() {
        QFETCH(bool, int8Cache);
        const c10::InferenceMode inference;
        const Bench bench(int8Cache);
        Session whole(*bench.model);
        const auto pictures = bench.features(whole);
        const auto all = whole.read(bench.prompt, pictures, 0, bench.tokens(), {});
        Session other(*bench.model);
        const auto last = other.read(bench.prompt, pictures, 0, bench.tokens(), {}, Wanted::LastRow);
        QCOMPARE(last.size(0), 1);
        const auto apart = [](const at::Tensor& a, const at::Tensor& b) {
            return (a - b).abs().max().item<float>();
        };
        // A row by itself meets int8 keys in whole numbers, many meet them widened.
        const float most = int8Cache ? 0.02F : 1e-4F;
        QCOMPARE_LE(apart(whole.logits(all.narrow(0, bench.tokens() - 1, 1)), other.logits(last)), most);
        QCOMPARE_LE(apart(whole.logits(whole.step(7, {})), other.logits(other.step(7, {}))), 1e-4F);
    }

    void aStopEndsAPassWithinOneLayer_data() {
        QTest::addColumn<bool>("reading");
        QTest::addColumn<int>("layer");
        QTest::newRow("first vision block") << false << 1;
        QTest::newRow("last vision block") << false << 2;
        QTest::newRow("first decoder layer") << true << 1;
        QTest::newRow("second decoder layer") << true << 2;
    }
    void aStopEndsAPassWithinOneLayer() {
        QFETCH(bool, reading);
        QFETCH(int, layer);
        const c10::InferenceMode inference;
        const Bench bench;
        Session session(*bench.model);
        const auto pictures = bench.features(session);
        std::stop_source source;
        int layers = 0;
        const LayerWatch watch{source.get_token(), [&](int done, int) {
                                   ++layers;
                                   if (done == layer) source.request_stop();
                               }};
        const std::vector<std::size_t> all{0, 1};
        try {
            if (reading)
                session.read(bench.prompt, pictures, 0, bench.tokens(), watch);
            else
                session.see(bench.prompt, all, watch);
            QFAIL("it went on");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().code, ErrorCode::Cancelled);
        }
        QCOMPARE(layers, layer);
    }

    void aPromptReadInPartsIsTheSamePrompt() {
        const c10::InferenceMode inference;
        const Bench bench;
        Session whole(*bench.model);
        const auto wanted = bench.lastRow(whole, {bench.tokens()});
        for (const std::int64_t cut : {std::int64_t{1}, bench.tokens() / 2, bench.tokens() - 1}) {
            Session parts(*bench.model);
            const auto got = bench.lastRow(parts, {cut, bench.tokens()});
            QCOMPARE_LE((got - wanted).abs().max().item<float>(), 1e-3F);
        }
    }

    void aCopiedPrefixGoesOnAsItsOriginal() {
        const c10::InferenceMode inference;
        const Bench bench;
        Session first(*bench.model);
        const auto pictures = bench.features(first);
        const auto cut = bench.tokens() - 3;
        first.read(bench.prompt, pictures, 0, cut, {});
        Session second(*bench.model);
        second.cache().copyFrom(first.cache(), cut);
        const auto a = first.read(bench.prompt, pictures, cut, bench.tokens(), {});
        const auto b = second.read(bench.prompt, pictures, cut, bench.tokens(), {});
        QVERIFY(at::equal(a, b));
    }

    void aCacheInInt8StaysClose() {
        const c10::InferenceMode inference;
        const Bench plain;
        const Bench small(true);
        Session a(*plain.model);
        Session b(*small.model);
        const auto want = plain.lastRow(a, {plain.tokens()}).flatten();
        const auto got = small.lastRow(b, {small.tokens()}).flatten();
        QCOMPARE_GE(at::cosine_similarity(got, want, 0).item<float>(), 0.99F);
        QVERIFY(b.cache().bytes() < a.cache().bytes());
    }

    void whatWasGuessedWrongLeavesNoTrace() {
        const c10::InferenceMode inference;
        const Bench bench;
        Session session(*bench.model);
        const auto pictures = bench.features(session);
        session.read(bench.prompt, pictures, 0, bench.tokens(), {});
        const auto want = session.step(5, {}).clone();
        session.cache().truncate(bench.tokens());
        session.advance(-1);
        session.step(9, {});  // the wrong guess
        session.cache().truncate(bench.tokens());
        session.advance(-1);
        QVERIFY(at::equal(session.step(5, {}), want));
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
