// A card's way of computing, run on tensors in host memory, against transformers' numbers and the
// processor's.
#include "engine/device/tensor_arithmetic.h"

#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "engine/device/half_product.h"
#include "engine/kernels/cpu_features.h"
#include "engine/plan.h"
#include "engine/session/session.h"
#include "engine/session/trace.h"
#include "tests/engine/device/tensor_device.h"
#include "tests/engine/support/expected.h"
#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

raw::File traceOf(const LoadedModel& model, const Request& request, int newTokens) {
    const c10::InferenceMode inference;
    const QTemporaryDir out;
    const auto file = std::filesystem::path(out.path().toStdString()) / "trace.safetensors";
    trace(model, request, newTokens, file, {});
    return raw::read(file);
}

/// Of the prompt's tokens, one picture among them, and of one token after them: float32 [rows, vocab].
at::Tensor logitsOf(const LoadedModel& model) {
    const c10::InferenceMode inference;
    const auto prompt = preparePrompt(model, fixtures::ask("what is it", {"red"}));
    Session session(model);
    const std::vector<std::size_t> first{0};
    const std::vector<at::Tensor> features{session.see(prompt, first, {})};
    const auto read = session.read(prompt, features, 0, static_cast<std::int64_t>(prompt.ids.size()), {});
    return at::cat({session.logits(read), session.logits(session.step(7, {}))});
}

double cosineOfLogits(const raw::File& got, const raw::File& expected) {
    const auto width = static_cast<std::size_t>(got.at("logits").shape[1]);
    return expected::leastCosine(expected::keptRows(got, expected, "logits"), expected.at("logits").floats(),
                                 width);
}

}  // namespace

class TensorArithmeticTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void float32IsEqualToTransformers_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("kernels");
        // The kernels run thread by thread here, which takes its time.
        const std::set<std::string> withKernels{"no_image", "two_images"};
        for (const auto& item : fixtures::cases()) {
            if (item.weights != WeightsKind::Float32) continue;
            QTest::addRow("%s", item.name.c_str()) << QString::fromStdString(item.name) << false;
            if (withKernels.contains(item.name))
                QTest::addRow("%s, kernels", item.name.c_str()) << QString::fromStdString(item.name) << true;
        }
    }
    void float32IsEqualToTransformers() {
        QFETCH(QString, name);
        QFETCH(bool, kernels);
        const auto wanted = fixtures::named(name.toStdString());
        const auto model =
            host::tiny({at::kFloat, kernels, false, at::kFloat}, wanted.weights, wanted.checkpoint);
        const auto expected = expected::read(wanted.name);
        const auto got = traceOf(*model, wanted.request, kernels ? 3 : std::max(1, wanted.newTokens));
        if (expected.contains("image_features"))
            QCOMPARE_LE(expected::largestDifference(got, expected, "image_features"), 1e-4);
        QCOMPARE_LE(expected::largestDifference(got, expected, "logits"), 1e-3);
        auto ids = expected.at("greedy_ids").integers();
        if (kernels) ids.resize(3);
        QCOMPARE(got.at("greedy_ids").integers(), ids);
        if (!kernels) QCOMPARE_LE(expected::largestDifference(got, expected, "greedy_logits"), 1e-3);
    }

    void sixteenBitProductsPointTheSameWay_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("half");
        for (const auto& item : fixtures::cases())
            if (item.weights == WeightsKind::Bfloat16)
                for (const bool half : {false, true})
                    QTest::addRow("%s %s", item.name.c_str(), half ? "half" : "bfloat16")
                        << QString::fromStdString(item.name) << half;
    }
    void sixteenBitProductsPointTheSameWay() {
        QFETCH(QString, name);
        QFETCH(bool, half);
        const auto wanted = fixtures::named(name.toStdString());
        const auto model = host::tiny({half ? at::kHalf : at::kBFloat16, false, false}, WeightsKind::Auto,
                                      wanted.checkpoint);
        const auto got = traceOf(*model, wanted.request, 1);
        QCOMPARE_GE(cosineOfLogits(got, expected::read(wanted.name)), 0.999);
    }

    void everyKindOfWeightIsTheProcessors_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("products");
        QTest::addColumn<bool>("kernels");
        for (const auto kind : {WeightsKind::Bfloat16, WeightsKind::Int8, WeightsKind::Int4})
            for (const auto products : {at::kFloat, at::kBFloat16, at::kHalf})
                for (const bool kernels : {false, true})
                    QTest::addRow("%d %s %d", int(kind), c10::toString(products), kernels)
                        << int(kind) << int(products) << kernels;
    }
    void everyKindOfWeightIsTheProcessors() {
        QFETCH(int, kind);
        QFETCH(int, products);
        QFETCH(bool, kernels);
        const auto weights = static_cast<WeightsKind>(kind);
        LoadOptions options;
        options.folder = fixtures::checkpoint("tiny");
        options.weights = weights;
        options.threads = 1;
        const auto processor = logitsOf(*loadModel(options, {}, {}));
        const auto card =
            logitsOf(*host::tiny({static_cast<at::ScalarType>(products), kernels, false}, weights));
        const auto least = at::cosine_similarity(card, processor, 1).min().item<float>();
        const bool isRounded =
            products != int(at::kFloat) || CpuFeatures::detect().avx512Bf16;  // on either side
        QCOMPARE_GE(least, isRounded ? 0.999F : 0.9999F);
    }

    void theLastRowAloneIsTheLastOfAll() {
        const c10::InferenceMode inference;
        const auto model = host::tiny({at::kFloat, true, false, at::kFloat}, WeightsKind::Float32);
        const auto prompt = preparePrompt(*model, fixtures::ask("what is it", {"red"}));
        const auto tokens = static_cast<std::int64_t>(prompt.ids.size());
        Session whole(*model);
        const std::vector<std::size_t> first{0};
        const std::vector<at::Tensor> features{whole.see(prompt, first, {})};
        const auto all = whole.logits(whole.read(prompt, features, 0, tokens, {}).narrow(0, tokens - 1, 1));
        Session other(*model);
        const auto last = other.logits(other.read(prompt, features, 0, tokens, {}, Wanted::LastRow));
        QCOMPARE_LE((all - last).abs().max().item<float>(), 1e-4F);
    }

    void halfProductsHoldWhatHalfPrecisionCannot() {
        // GLM's activations pass 65504, and so do their products.
        const auto weight = denseMatrix(at::randn({48, 256}).to(at::kBFloat16));
        auto held = weight;
        held.length = longestOutput(weight);
        auto rows = at::randn({40, 256});
        rows[0].mul_(1e6);
        rows[1].mul_(1e-6);
        rows[2].fill_(68706);
        rows[3].fill_(0);
        const TensorArithmetic card(at::kCPU, at::kHalf, nullptr, {});
        const auto got = card.multiply(held, rows, {});
        const auto want = at::mm(rows, weight.values.to(at::kFloat).t());
        for (std::int64_t row = 0; row < rows.size(0); ++row) {
            const auto size = want[row].abs().max().item<double>();
            QCOMPARE_LE((got[row] - want[row]).abs().max().item<double>(), 3e-3 * size);
        }
        rows[5][9] = NAN;
        QVERIFY(!at::isfinite(card.multiply(held, rows, {})[5]).any().item<bool>());
    }

    void spelledOutAttentionIsTheFusedOne() {
        at::manual_seed(3);
        FastPaths none;
        const TensorArithmetic plain(at::kCPU, at::kFloat, nullptr, none);
        const TensorArithmetic fused(at::kCPU, at::kFloat, nullptr, FastPaths::all());
        const Heads heads{at::randn({50, 4, 16}), at::randn({50, 4, 16}), at::randn({50, 4, 16})};
        QCOMPARE_LE(
            (plain.attendPicture(heads, 0.25) - fused.attendPicture(heads, 0.25)).abs().max().item<float>(),
            1e-5F);
    }

    void aPlanIsWhatACardHolds_data() {
        QTest::addColumn<int>("kind");
        for (const auto kind : {WeightsKind::Bfloat16, WeightsKind::Int8, WeightsKind::Int4})
            QTest::addRow("%d", int(kind)) << int(kind);
    }
    void aPlanIsWhatACardHolds() {
        QFETCH(int, kind);
        const auto weights = static_cast<WeightsKind>(kind);
        const auto model = host::tiny({at::kBFloat16, false, false}, weights);
        PlanOptions wanted;
        wanted.weights = weights;
        const auto plan = planFor(fixtures::checkpoint("tiny") / "config.json", wanted);
        QVERIFY(plan);
        QCOMPARE(plan.value().weightBytes(), model->weightBytes);
        KvCache cache(model->config.text, model->cacheType, 4096, model->device.place());
        cache.reserve(100);
        QCOMPARE(cache.bytes(), 100 * plan.value().cacheBytesPerToken);
    }
};

QTEST_GUILESS_MAIN(TensorArithmeticTest)
#include "tensor_arithmetic_test.moc"
