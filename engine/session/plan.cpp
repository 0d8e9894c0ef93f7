#include "engine/plan.h"

#include <algorithm>
#include <chrono>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"
#include "engine/model/config.h"
#include "engine/model/kv_cache.h"
#include "engine/model/matrix.h"
#include "engine/model/product.h"
#include "engine/model/system_memory.h"
#include "engine/session/failure.h"
#include "engine/session/model_plan.h"

namespace engine {
namespace {

constexpr std::int64_t floatBytes = 4;

/// Adds up matrices and vectors as the blocks ask for them.
struct Sum {
    MatrixFormat format;
    std::int64_t bytes = 0;
    std::int64_t values = 0;

    void matrix(std::int64_t outputs, std::int64_t inputs, std::int64_t times = 1) {
        bytes += times * bytesOf(format, outputs, inputs);
        values += times * outputs * inputs;
    }
    void vector(std::int64_t size, std::int64_t times = 1) {
        bytes += times * size * floatBytes;
        values += times * size;
    }
};

Sum bodyOf(const TextConfig& text, MatrixFormat format) {
    Sum sum{format};
    const std::int64_t hidden = text.hidden;
    const std::int64_t shared = std::int64_t{text.kvHeads} * text.headDim;
    const std::int64_t layers = text.layers;
    sum.matrix(hidden, hidden, 2 * layers);
    sum.matrix(shared, hidden, 2 * layers);
    sum.vector(hidden + 2 * shared, layers);
    sum.matrix(2 * std::int64_t{text.intermediate}, hidden, layers);
    sum.matrix(hidden, text.intermediate, layers);
    sum.vector(hidden, 4 * layers + 1);
    return sum;
}

/// One row for each patch, and what is read beside them.
Sum towerOf(const VisionConfig& vision, MatrixFormat format) {
    Sum sum{format};
    const std::int64_t hidden = vision.hidden;
    const std::int64_t out = vision.outHidden;
    const std::int64_t depth = vision.depth;
    sum.matrix(hidden, vision.patchValues());
    sum.vector(hidden, 3);  // its bias, the norms before and after the blocks
    sum.vector(std::int64_t{vision.gridSide} * vision.gridSide * hidden);
    sum.matrix(3 * hidden, hidden, depth);
    if (vision.attentionBias) sum.vector(3 * hidden, depth);
    sum.matrix(hidden, hidden, depth);
    sum.matrix(out, hidden, 2 * depth);
    sum.matrix(hidden, out, depth);
    sum.vector(hidden, 2 * depth);
    return sum;
}

/// One row for each image token.
Sum mergerOf(const VisionConfig& vision, MatrixFormat format) {
    Sum sum{format};
    const std::int64_t out = vision.outHidden;
    sum.matrix(out, std::int64_t{vision.hidden} * vision.merge * vision.merge);
    sum.matrix(out, out);
    sum.vector(out, 3);
    sum.matrix(vision.intermediate, out, 2);
    sum.matrix(out, vision.intermediate);
    return sum;
}

/// The largest rows that live at once, in float32: a part of a prompt in the MLP, or a picture's patches in a
/// block.
std::int64_t largestRows(const ModelConfig& config, std::int64_t imageTokens) {
    constexpr std::int64_t part = 1024;
    const auto& text = config.text;
    const auto& vision = config.vision;
    const std::int64_t reading = part * (3 * std::int64_t{text.intermediate} + 6 * std::int64_t{text.hidden});
    const std::int64_t patches = imageTokens * vision.merge * vision.merge;
    const std::int64_t seeing =
        patches * (3 * std::int64_t{vision.outHidden} + 6 * std::int64_t{vision.hidden});
    return std::max(reading, seeing);
}

/// And one piece of a weight made dense, in float32.
std::int64_t scratchOf(const ModelConfig& config, std::int64_t imageTokens) {
    constexpr std::int64_t piece = std::int64_t{1} << 20;
    return (largestRows(config, imageTokens) + piece) * floatBytes;
}

/// There a piece is larger and in 16 bits, as is a copy of the rows.
std::int64_t cardScratchOf(const ModelConfig& config, std::int64_t imageTokens) {
    constexpr std::int64_t piece = std::int64_t{1} << 26;
    constexpr std::int64_t shortBytes = 2;
    return largestRows(config, imageTokens) * (floatBytes + shortBytes) + piece * shortBytes;
}

double attentionOfPicture(const VisionConfig& vision, double patches) {
    return 4.0 * patches * patches * vision.hidden * vision.depth;
}

}  // namespace

ModelPlan planOf(const ModelConfig& config, const WeightFormats& formats, at::ScalarType cacheType,
                 int imageTokens) {
    const auto& text = config.text;
    const auto dense = formats.dense == at::kFloat ? MatrixFormat::Float32 : MatrixFormat::Bfloat16;
    const auto body = bodyOf(text, formats.body);
    const auto tower = towerOf(config.vision, formats.vision);
    const auto merger = mergerOf(config.vision, formats.vision);
    const auto head = bytesOf(formats.head, text.vocab, text.hidden);

    ModelPlan plan;
    plan.bodyBytes = body.bytes;
    plan.headBytes = text.tied && formats.head == dense ? 0 : head;
    plan.embeddingBytes = bytesOf(dense, text.vocab, text.hidden);
    plan.visionBytes = tower.bytes + merger.bytes;
    const std::int64_t table = std::int64_t{text.vocab} * text.hidden;
    plan.parameters = body.values + tower.values + merger.values + (text.tied ? table : 2 * table);
    plan.cacheBytesPerToken = KvCache::bytesPerToken(text, cacheType);
    plan.scratchBytes = scratchOf(config, imageTokens);
    plan.cardScratchBytes = cardScratchOf(config, imageTokens);
    plan.contextTokens = text.contextTokens;
    plan.bytesPerNewToken = body.bytes + head;
    plan.operationsPerPromptToken = 2.0 * static_cast<double>(body.values);
    const double patches = 1.0 * imageTokens * config.vision.merge * config.vision.merge;
    plan.operationsOfPicture = 2.0 * static_cast<double>(tower.values) * patches +
                               2.0 * static_cast<double>(merger.values) * imageTokens +
                               attentionOfPicture(config.vision, patches);
    return plan;
}

CardNeeds cardNeedsOf(const ModelConfig& config, const WeightFormats& formats, at::ScalarType cacheType,
                      bool hostEmbeddings) {
    constexpr std::int64_t context = 4096;
    constexpr std::int64_t reserved = 500'000'000;  // the driver's context and libtorch's code on the card
    constexpr int imageTokens = 1200;
    const auto wanted = [&](const WeightFormats& kinds) {
        const auto plan = planOf(config, kinds, cacheType, imageTokens);
        return plan.weightBytes() - (hostEmbeddings ? plan.embeddingBytes : 0) + plan.cardScratchBytes +
               plan.cacheBytesPerToken * std::min(context, plan.contextTokens) + reserved;
    };
    auto eight = formats;
    eight.body = eight.head = MatrixFormat::Int8;
    auto four = eight;
    four.body = MatrixFormat::Int4;
    return {std::string("the weights in ") + nameOf(formats), wanted(formats), wanted(eight), wanted(four)};
}

Result<ModelPlan> planFor(const std::filesystem::path& configFile, const PlanOptions& options) {
    try {
        const bool wide = options.weights == WeightsKind::Float32;
        const auto dense = wide ? MatrixFormat::Float32 : MatrixFormat::Bfloat16;
        WeightFormats formats{wide ? at::kFloat : at::kBFloat16, dense, dense, dense};
        if (options.weights == WeightsKind::Int8 || options.weights == WeightsKind::Int4) {
            formats.body = options.weights == WeightsKind::Int8 ? MatrixFormat::Int8 : MatrixFormat::Int4;
            formats.head = MatrixFormat::Int8;
        }
        if (options.smallVision) formats.vision = MatrixFormat::Int8;
        const auto cacheType = options.int8Cache ? at::kChar : formats.dense;
        return planOf(readModelConfig(configFile), formats, cacheType, options.imageTokens);
    } catch (...) {
        return errorInFlight();
    }
}

MachineRates measureMachine(int threads) {
    const c10::InferenceMode inference;
    if (threads > 0) at::set_num_threads(threads);
    Team team(at::get_num_threads());
    using Clock = std::chrono::steady_clock;
    const auto best = [](int times, const auto& work) {
        double least = 1e9;
        for (int i = 0; i < times; ++i) {
            const auto start = Clock::now();
            work();
            least = std::min(least, std::chrono::duration<double>(Clock::now() - start).count());
        }
        return least;
    };
    // Larger than any cache in every format; numbers don't matter.
    constexpr std::int64_t inputs = 4096;
    constexpr std::int64_t outputs = 32768;
    const auto row = at::ones({1, inputs}, at::kFloat);
    const auto reading = [&](Matrix weight) {
        const double seconds = best(5, [&] { multiply(team, weight, row, {}); });
        return static_cast<double>(bytesOf(weight.format, outputs, inputs)) / seconds;
    };
    const double bf16 = reading(denseMatrix(at::ones({outputs, inputs}, at::kBFloat16)));
    const double int8 = reading({MatrixFormat::Int8, outputs, inputs, at::ones({outputs, inputs}, at::kChar),
                                 at::ones({outputs}, at::kFloat)});
    const double int4 =
        reading({MatrixFormat::Int4, outputs, inputs, at::ones({outputs, inputs / 4}, at::kShort),
                 at::ones({outputs, inputs / quantGroup}, at::kHalf)});

    constexpr std::int64_t side = 1024;
    constexpr std::int64_t rows = 512;
    const auto square = denseMatrix(at::ones({side, side}, at::kBFloat16));
    const auto many = at::ones({rows, side}, at::kFloat);
    const auto multiplying = best(5, [&] { multiply(team, square, many, {}); });
    return {totalMemory(), bf16, int8, int4, 2.0 * side * side * rows / multiplying};
}

double MachineRates::bytesPerSecond(WeightsKind weights) const {
    if (weights == WeightsKind::Int4) return int4BytesPerSecond;
    return weights == WeightsKind::Int8 ? int8BytesPerSecond : bf16BytesPerSecond;
}

double secondsPerToken(const ModelPlan& plan, WeightsKind weights, const MachineRates& rates) {
    const auto ofHead = weights == WeightsKind::Int4 ? WeightsKind::Int8 : weights;
    return static_cast<double>(plan.bodyBytes) / rates.bytesPerSecond(weights) +
           static_cast<double>(plan.bytesPerNewToken - plan.bodyBytes) / rates.bytesPerSecond(ofHead);
}

}  // namespace engine
