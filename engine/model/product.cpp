#include "engine/model/product.h"

#include <algorithm>
#include <array>
#include <optional>

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"
#include "engine/kernels/many_rows.h"

namespace engine {
namespace {

const std::uint16_t* words(const at::Tensor& tensor) {
    return static_cast<const std::uint16_t*>(tensor.const_data_ptr());
}

Int8Weight int8Of(const Matrix& weight) {
    return {weight.values.const_data_ptr<std::int8_t>(), weight.scales.const_data_ptr<float>()};
}

Int4Weight int4Of(const Matrix& weight) {
    return {words(weight.values), words(weight.scales)};
}

const float* floatsOf(const at::Tensor& bias) {
    return bias.defined() ? bias.const_data_ptr<float>() : nullptr;
}

bool isInteger(const Matrix& weight) {
    return weight.format == MatrixFormat::Int8 || weight.format == MatrixFormat::Int4;
}

/// Outputs of a piece of work: worth handing over, and enough pieces for all threads to end together.
std::int64_t pieceOf(const Matrix& weight) {
    constexpr std::int64_t least = 32 * 1024;  // bytes
    constexpr std::int64_t most = 256 * 1024;
    constexpr std::int64_t outputsTogether = 4;
    const auto row = std::max<std::int64_t>(1, bytesOf(weight.format, 1, weight.inputs));
    const auto bytes = std::clamp(row * weight.outputs / 8, least, most);
    return (std::max<std::int64_t>(1, bytes / row) + outputsTogether - 1) / outputsTogether * outputsTogether;
}

/// Rows in 16-bit integers, in memory of their own.
class RowsInWords {
 public:
    explicit RowsInWords(const at::Tensor& rows) {
        const auto count = rows.size(0);
        const auto inputs = rows.size(1);
        const auto padded = paddedInputs(inputs);
        const auto groups = padded / quantGroup;
        m_values = at::empty({count, padded}, at::kShort);
        m_scales = at::empty({2, count, groups}, at::kFloat);
        const auto* from = rows.const_data_ptr<float>();
        auto* values = m_values.data_ptr<std::int16_t>();
        auto* scales = m_scales.data_ptr<float>();
        for (std::int64_t r = 0; r < count; ++r)
            kernels().quantiseRow(from + r * inputs, inputs, values + r * padded, scales + r * groups,
                                  scales + (count + r) * groups);
        m_rows = {values, scales, scales + count * groups};
    }
    const QuantisedRows& operator*() const { return m_rows; }

 private:
    at::Tensor m_values;
    at::Tensor m_scales;
    QuantisedRows m_rows;
};

/// Few rows and one weight: outputs [begin, end).
class FewProduct {
 public:
    FewProduct(const Factor& factor, const at::Tensor& rows, const RowsInWords* quantised, at::Tensor& out)
        : m_weight(*factor.weight),
          m_quantised(quantised),
          m_product{rows.const_data_ptr<float>(),
                    floatsOf(factor.bias),
                    out.data_ptr<float>(),
                    m_weight.inputs,
                    m_weight.outputs,
                    static_cast<int>(rows.size(0))},
          m_piece(pieceOf(m_weight)) {}

    std::int64_t pieces() const { return (m_weight.outputs + m_piece - 1) / m_piece; }

    void run(std::int64_t piece) const {
        const auto begin = piece * m_piece;
        const auto end = std::min(begin + m_piece, m_weight.outputs);
        const auto& set = kernels();
        switch (m_weight.format) {
            case MatrixFormat::Float32:
                return set.productFloat(m_product, m_weight.values.const_data_ptr<float>(), begin, end);
            case MatrixFormat::Bfloat16:
                return set.productBf16(m_product, words(m_weight.values), begin, end);
            case MatrixFormat::Int8:
                return set.productInt8(m_product, **m_quantised, int8Of(m_weight), begin, end);
            case MatrixFormat::Int4:
                return set.productInt4(m_product, **m_quantised, int4Of(m_weight), begin, end);
        }
    }

 private:
    const Matrix& m_weight;
    const RowsInWords* m_quantised;
    Product m_product;
    std::int64_t m_piece;
};

void multiplyFew(Team& team, std::span<const Factor> factors, const at::Tensor& rows,
                 std::vector<at::Tensor>& outs) {
    std::optional<RowsInWords> quantised;
    if (std::ranges::any_of(factors, [](const Factor& factor) { return isInteger(*factor.weight); }))
        quantised.emplace(rows);
    std::vector<FewProduct> products;
    products.reserve(factors.size());
    std::int64_t pieces = 0;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        products.emplace_back(factors[i], rows, quantised ? &*quantised : nullptr, outs[i]);
        pieces += products.back().pieces();
    }
    team.share(pieces, 1, [&](std::int64_t begin, std::int64_t end) {
        for (; begin < end; ++begin) {
            auto piece = begin;
            auto product = products.begin();
            for (; piece >= product->pieces(); ++product)
                piece -= product->pieces();
            product->run(piece);
        }
    });
}

/// Outputs [begin, end) as float32 [end - begin, inputs].
void widen(const Matrix& weight, std::int64_t begin, std::int64_t end, float* to) {
    const auto& set = kernels();
    const auto each = [&](const auto& work) {
        at::parallel_for(begin, end, 16, [&](std::int64_t from, std::int64_t until) {
            work(from, until, to + (from - begin) * weight.inputs);
        });
    };
    switch (weight.format) {
        case MatrixFormat::Bfloat16:
            return each([&](auto from, auto until, float* out) {
                set.widenBf16(words(weight.values) + from * weight.inputs, out,
                              (until - from) * weight.inputs);
            });
        case MatrixFormat::Int8:
            return each([&](auto from, auto until, float* out) {
                set.widenInt8(int8Of(weight), weight.inputs, out, from, until);
            });
        case MatrixFormat::Int4:
            return each([&](auto from, auto until, float* out) {
                set.widenInt4(int4Of(weight), weight.inputs, out, from, until);
            });
        case MatrixFormat::Float32:
            return;
    }
}

/// The weight becomes float32 in pieces that stay in the cache.
void multiplyWidened(const Matrix& weight, const at::Tensor& rows, at::Tensor& out) {
    constexpr std::int64_t valuesAtOnce = 1 << 20;
    const auto step = std::clamp<std::int64_t>(valuesAtOnce / weight.inputs, 64, weight.outputs);
    auto piece = at::empty({step, weight.inputs}, at::kFloat);
    for (std::int64_t begin = 0; begin < weight.outputs; begin += step) {
        const auto count = std::min(step, weight.outputs - begin);
        auto dense = piece.narrow(0, 0, count);
        widen(weight, begin, begin + count, dense.data_ptr<float>());
        auto target = out.narrow(1, begin, count);
        at::mm_out(target, rows, dense.t());
    }
}

/// Many rows in bfloat16, packed once for all the weights that they meet.
class PackedRows {
 public:
    PackedRows(Team& team, const ManyKernels& set, const at::Tensor& rows)
        : m_team(team),
          m_set(set),
          m_count(rows.size(0)),
          m_inputs(rows.size(1)),
          m_tiles((m_count + rowsOfTile - 1) / rowsOfTile),
          m_words(at::empty({packedWords(m_count, m_inputs)}, at::kShort)) {
        constexpr std::int64_t tilesAtOnce = 4;
        auto* to = static_cast<std::uint16_t*>(m_words.data_ptr());
        m_team.share(m_tiles, tilesAtOnce, [&](std::int64_t begin, std::int64_t end) {
            for (auto tile = begin; tile < end; ++tile)
                m_set.packRows(rows.const_data_ptr<float>(), m_inputs, m_count, m_inputs, tile, to);
        });
    }

    void multiply(const Factor& factor, at::Tensor& out) const {
        const auto& weight = *factor.weight;
        const ManyProduct product{words(m_words), floatsOf(factor.bias), out.data_ptr<float>(),
                                  m_inputs,       weight.outputs,        m_count};
        // Enough parts for all threads to end together; fewer outputs than that are shared out by rows too.
        const auto panels = (weight.outputs + outputsOfPanel - 1) / outputsOfPanel;
        const std::int64_t wanted = std::int64_t{8} * m_team.threads();
        const auto panelsAtOnce = std::clamp<std::int64_t>(panels / wanted, 1, 8);
        const auto columns = (panels + panelsAtOnce - 1) / panelsAtOnce;
        constexpr std::int64_t leastTiles = 16;
        const auto parts = std::clamp<std::int64_t>(wanted / 2 / columns, 1,
                                                    std::max<std::int64_t>(1, m_tiles / leastTiles));
        const auto tilesAtOnce = (m_tiles + parts - 1) / parts;
        const auto outputsAtOnce = panelsAtOnce * outputsOfPanel;
        m_team.share(columns * parts, 1, [&](std::int64_t item, std::int64_t last) {
            for (; item < last; ++item) {
                const auto begin = item / parts * outputsAtOnce;
                const auto tile = item % parts * tilesAtOnce;
                run(product, weight,
                    {begin, std::min(begin + outputsAtOnce, weight.outputs), tile,
                     std::min(tile + tilesAtOnce, m_tiles)});
            }
        });
    }

 private:
    void run(const ManyProduct& product, const Matrix& weight, const ManyRange& range) const {
        if (range.firstTile >= range.lastTile) return;
        if (weight.format == MatrixFormat::Bfloat16)
            return m_set.productBf16(product, words(weight.values), range);
        if (weight.format == MatrixFormat::Int8) return m_set.productInt8(product, int8Of(weight), range);
        m_set.productInt4(product, int4Of(weight), range);
    }

    Team& m_team;
    const ManyKernels& m_set;
    std::int64_t m_count;
    std::int64_t m_inputs;
    std::int64_t m_tiles;
    at::Tensor m_words;
};

void multiplyMany(Team& team, std::span<const Factor> factors, const at::Tensor& rows,
                  std::vector<at::Tensor>& outs) {
    const auto* set = manyKernels();
    std::optional<PackedRows> packed;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const auto& weight = *factors[i].weight;
        if (set != nullptr && weight.format != MatrixFormat::Float32) {
            if (!packed) packed.emplace(team, *set, rows);
            packed->multiply(factors[i], outs[i]);
            continue;
        }
        if (weight.format == MatrixFormat::Float32)
            at::mm_out(outs[i], rows, weight.values.t());
        else
            multiplyWidened(weight, rows, outs[i]);
        if (factors[i].bias.defined()) outs[i].add_(factors[i].bias);
    }
}

}  // namespace

std::vector<at::Tensor> multiplyEach(Team& team, std::span<const Factor> factors, const at::Tensor& rows) {
    const auto given = rows.contiguous();
    std::vector<at::Tensor> outs;
    outs.reserve(factors.size());
    for (const auto& factor : factors)
        outs.push_back(at::empty({given.size(0), factor.weight->outputs}, at::kFloat));
    if (given.size(0) <= mostKernelRows)
        multiplyFew(team, factors, given, outs);
    else
        multiplyMany(team, factors, given, outs);
    return outs;
}

at::Tensor multiply(Team& team, const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) {
    const std::array factors{Factor{&weight, bias}};
    return multiplyEach(team, factors, rows).front();
}

}  // namespace engine
