#include "engine/device/self_test.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <functional>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>

#include "engine/error.h"

namespace engine {
namespace {

/// Runs one fast path and the plain way beside it.
class Bench {
 public:
    Bench(TensorArithmetic& card, const KernelShape& shape)
        : m_card(card),
          m_shape(shape),
          m_plain(card.device(), at::kFloat, nullptr, {}),
          m_random(at::detail::createCPUGenerator(17)) {}

    /// The largest difference in units of what the path may differ.
    double products() {
        double most = 0;
        for (const auto format : {MatrixFormat::Bfloat16, MatrixFormat::Int8, MatrixFormat::Int4}) {
            for (const std::int64_t inputs : {256, 300}) {
                const auto weight = matrix(format, 70, inputs);
                const auto bias = numbers({70});
                for (const std::int64_t rows : {1, 2, 3, 8, 11}) {
                    const auto x = numbers({rows, inputs});
                    most = std::max(most, apart(m_card.multiply(weight, x, bias),
                                                m_plain.multiply(weight, x, bias), exactly));
                }
            }
        }
        return most;
    }

    /// Whatever products() asks of one weight, and what only matrix units do at once.
    double tiles() {
        double most = products();
        for (const auto format : {MatrixFormat::Bfloat16, MatrixFormat::Int8, MatrixFormat::Int4}) {
            for (const std::int64_t inputs : {256, 300}) {
                const std::array weights{matrix(format, 70, inputs), matrix(format, 16, inputs),
                                         matrix(format, 8, inputs)};
                const std::array factors{Factor{&weights[0], numbers({70})}, Factor{&weights[1], {}},
                                         Factor{&weights[2], numbers({8})}};
                for (const std::int64_t rows : {1, 5, 11}) {
                    const auto x = numbers({rows, inputs});
                    const auto mine = m_card.multiplyEach(factors, x);
                    const auto theirs = m_plain.multiplyEach(factors, x);
                    for (std::size_t i = 0; i < factors.size(); ++i)
                        most = std::max(most, apart(mine[i], theirs[i], exactly));
                    most = std::max(most, apart(m_card.multiplyGated(weights[0], x),
                                                m_plain.multiplyGated(weights[0], x), exactly));
                }
            }
        }
        return most;
    }

    double widening() {
        double most = 0;
        for (const auto format : {MatrixFormat::Int8, MatrixFormat::Int4}) {
            const auto weight = matrix(format, 90, 300);
            const auto x = numbers({40, 300});
            most = std::max(most,
                            apart(m_card.multiply(weight, x, {}), m_plain.multiply(weight, x, {}), roughly));
        }
        return most;
    }

    double norms() {
        const auto rows = numbers({5, 300}).mul_(100);
        const auto weight = numbers({300});
        const auto update = numbers({5, 300});
        const Norm after{numbers({300}), 1e-5};
        const Norm next{numbers({300}), 1e-6};
        const auto mine = m_card.addNormed(rows, update, after, next);
        const auto theirs = m_plain.addNormed(rows, update, after, next);
        return std::max(
            {apart(m_card.rmsNorm(rows, weight, 1e-5), m_plain.rmsNorm(rows, weight, 1e-5), exactly),
             apart(mine.sum, theirs.sum, exactly), apart(mine.normed, theirs.normed, exactly)});
    }

    double gates() {
        const auto both = numbers({5, 600}).mul_(20);
        const auto halves = both.chunk(2, -1);
        return apart(m_card.gated(halves[0], halves[1]), m_plain.gated(halves[0], halves[1]), exactly);
    }

    double rotations() {
        auto heads = numbers({5, 4, m_shape.headDim});
        auto same = heads.clone();
        const auto angles = numbers({5, m_shape.headDim / 4});
        const Rotation rotation{angles.cos(), angles.sin()};
        m_card.rotatePairs(heads, rotation);
        m_plain.rotatePairs(same, rotation);
        return apart(heads, same, exactly);
    }

    double fewRows() {
        const auto config = configOf(2);
        double most = 0;
        KvCache mine(config, m_shape.cache, 4096, m_card.device());
        KvCache theirs(config, m_shape.cache, 4096, m_card.device());
        for (const std::int64_t rows : {30, 1, 4, 1}) {
            const auto given = heads(config, rows);
            const auto angles = numbers({rows, m_shape.headDim / 4});
            const Rotation rotation{angles.cos(), angles.sin()};
            const auto attend = [&](const Arithmetic& way, KvCache& cache) {
                const Segment segment{&cache, rows};
                cache.extend(rows);
                const std::span<const Segment> all(&segment, 1);
                const Heads own{given.query.clone(), given.key.clone(), given.value};
                return way.attendRotated(own, rotation, 0.5, {all, way.tableOf(all)}, 1);
            };
            most = std::max(most, apart(attend(m_card, mine), attend(m_plain, theirs),
                                        m_shape.cache == at::kChar ? roughly : exactly));
        }
        return most;
    }

    double fusedAttention() {
        const auto config = configOf(1);
        double most = 0;
        KvCache mine(config, m_shape.cache, 4096, m_card.device());
        KvCache theirs(config, m_shape.cache, 4096, m_card.device());
        for (const std::int64_t rows : {70, 50}) {  // a whole prompt, then a part of one
            const auto given = heads(config, rows);
            const auto attend = [&](const Arithmetic& way, KvCache& cache) {
                const Segment segment{&cache, rows};
                cache.extend(rows);
                return way.attend(given, {{&segment, 1}, {}}, 0);
            };
            most = std::max(most, apart(attend(m_card, mine), attend(m_plain, theirs), roughly));
        }
        const auto picture = Heads{numbers({100, 4, 64}), numbers({100, 4, 64}), numbers({100, 4, 64})};
        return std::max(most, apart(m_card.attendPicture(picture, 0.125),
                                    m_plain.attendPicture(picture, 0.125), roughly));
    }

    double graphs(GraphRecorder& recorder) {
        const auto weight = matrix(MatrixFormat::Bfloat16, 64, 256);
        const auto norm = numbers({256});
        auto rows = numbers({2, 256});
        at::Tensor out;
        const auto work = [&] { out = m_card.multiply(weight, m_card.rmsNorm(rows, norm, 1e-5), {}); };
        const auto graph = recorder.record(work);
        rows.copy_(numbers({2, 256}));
        graph->replay();
        return apart(out, m_plain.multiply(weight, m_plain.rmsNorm(rows, norm, 1e-5), {}), roughly);
    }

 private:
    // Of the largest number in a result.
    static constexpr double exactly = 1e-4;  // float32 throughout, in another order
    static constexpr double roughly = 3e-2;  // 16-bit numbers on the way

    at::Tensor numbers(at::IntArrayRef shape) {
        return at::randn(shape, m_random, at::kFloat).to(m_card.device());
    }
    TextConfig configOf(int layers) const {
        TextConfig config;
        config.layers = layers;
        config.kvHeads = 2;
        config.headDim = static_cast<int>(m_shape.headDim);
        config.heads = static_cast<int>(2 * m_shape.group);
        return config;
    }

    Heads heads(const TextConfig& config, std::int64_t rows) {
        return {numbers({rows, config.heads, config.headDim}).mul_(0.3),
                numbers({rows, config.kvHeads, config.headDim}),
                numbers({rows, config.kvHeads, config.headDim})};
    }
    Matrix matrix(MatrixFormat format, std::int64_t outputs, std::int64_t inputs) {
        const auto dense = at::randn({outputs, inputs}, m_random, at::kFloat);
        auto made = format == MatrixFormat::Bfloat16 ? denseMatrix(dense.to(at::kBFloat16))
                                                     : quantised(dense, format);
        made.values = made.values.to(m_card.device());
        if (made.scales.defined()) made.scales = made.scales.to(m_card.device());
        if (m_card.needsLengths()) made.length = longestOutput(made);
        return made;
    }
    /// NaN counts as infinitely far.
    static double apart(const at::Tensor& got, const at::Tensor& want, double tolerance) {
        const auto size = want.abs().max().item<double>();
        const auto difference = (got - want).abs().max().item<double>() / (size * tolerance);
        return std::isnan(difference) ? INFINITY : difference;
    }

    TensorArithmetic& m_card;
    const KernelShape& m_shape;
    TensorArithmetic m_plain;
    at::Generator m_random;
};

/// Empty when the path agrees, else why it is refused.
std::string refusal(const std::function<double()>& run) {
    try {
        const auto difference = run();
        return difference <= 1 ? "" : "differs from the plain way";
    } catch (const EngineError& error) {
        return error.error().detail;
    } catch (const c10::Error& error) {
        return error.what_without_backtrace();
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

void allowWhatAgrees(TensorArithmetic& card, const KernelShape& shape, GraphRecorder* recorder,
                     std::vector<std::string>& notes) {
    Bench bench(card, shape);
    const auto attempt = [&](FastPath path, const std::function<double()>& run) {
        card.allow(path, true);
        const auto reason = refusal(run);
        if (reason.empty()) return;
        card.allow(path, false);
        notes.push_back(std::string("without ") + nameOf(path) + ": " + reason);
    };
    if (card.hasKernels()) {
        attempt(FastPath::Products, [&] { return bench.products(); });
        // A card that multiplies no bfloat16 has no such units, and what it can't do would end its use.
        if (card.products() == at::kBFloat16) attempt(FastPath::Tiles, [&] { return bench.tiles(); });
        attempt(FastPath::Widening, [&] { return bench.widening(); });
        attempt(FastPath::Norms, [&] { return bench.norms(); });
        attempt(FastPath::Gates, [&] { return bench.gates(); });
        attempt(FastPath::Rotations, [&] { return bench.rotations(); });
        attempt(FastPath::FewRows, [&] { return bench.fewRows(); });
    }
    attempt(FastPath::FusedAttention, [&] { return bench.fusedAttention(); });
    if (card.hasKernels() && recorder != nullptr)
        attempt(FastPath::Graphs, [&] { return bench.graphs(*recorder); });
}

}  // namespace engine
