#include "engine/device/many_attention.h"

#include <algorithm>

#include "engine/kernels/many_rows.h"

namespace engine {
namespace {

using Pack = void (*)(const HeadTokens&, std::int64_t, std::int64_t, std::uint16_t*);

/// Keys and values of all heads as the kernels read them.
class PackedHeads {
 public:
    PackedHeads(Team& team, std::int64_t heads, std::int64_t tokens, std::int64_t headDim)
        : m_team(team),
          m_heads(heads),
          m_tokens(tokens),
          m_headDim(headDim),
          m_words(packedHeadWords(tokens, headDim)),
          m_packed(at::empty({2, heads, m_words}, at::kShort)) {}

    /// headAt(head): where that head's tokens are, for keys and values each.
    template <class KeysAt, class ValuesAt>
    void fill(Pack packKeys, const KeysAt& keysAt, Pack packValues, const ValuesAt& valuesAt) {
        constexpr std::int64_t tokensAtOnce = 256;
        const auto pieces = (m_tokens + tokensAtOnce - 1) / tokensAtOnce;
        m_team.share(2 * m_heads * pieces, 1, [&](std::int64_t item, std::int64_t last) {
            for (; item < last; ++item) {
                const auto begin = item % pieces * tokensAtOnce;
                const auto end = std::min(begin + tokensAtOnce, m_tokens);
                const auto head = item / pieces % m_heads;
                if (item < m_heads * pieces)
                    packKeys(keysAt(head), begin, end, place(0, head));
                else
                    packValues(valuesAt(head), begin, end, place(1, head));
            }
        });
    }

    const std::uint16_t* keys(std::int64_t head) const { return place(0, head); }
    const std::uint16_t* values(std::int64_t head) const { return place(1, head); }
    std::int64_t tokens() const { return m_tokens; }
    std::int64_t headDim() const { return m_headDim; }

 private:
    std::uint16_t* place(std::int64_t which, std::int64_t head) const {
        return static_cast<std::uint16_t*>(m_packed.data_ptr()) + (which * m_heads + head) * m_words;
    }

    Team& m_team;
    std::int64_t m_heads;
    std::int64_t m_tokens;
    std::int64_t m_headDim;
    std::int64_t m_words;
    at::Tensor m_packed;
};

/// Each query head's rows against its group's keys, a few tiles at a time. callOf(head) has what differs.
template <class CallOf>
void attendHeads(Team& team, const ManyKernels& set, const at::Tensor& queries, at::Tensor& out,
                 const CallOf& callOf) {
    constexpr std::int64_t tilesAtOnce = 8;
    const auto rows = queries.size(0);
    const auto tiles = (rows + rowsOfTile - 1) / rowsOfTile;
    const auto pieces = (tiles + tilesAtOnce - 1) / tilesAtOnce;
    team.share(queries.size(1) * pieces, 1, [&](std::int64_t item, std::int64_t last) {
        for (; item < last; ++item) {
            const auto head = item / pieces;
            const auto first =
                (pieces - 1 - item % pieces) * tilesAtOnce;  // those that see the most come first
            ManyAttention call = callOf(head);
            call.queries = queries.const_data_ptr<float>() + head * queries.stride(1);
            call.stride = queries.stride(0);
            call.out = out.data_ptr<float>() + head * out.stride(1);
            call.outStride = out.stride(0);
            call.rows = rows;
            set.attend(call, first, std::min(first + tilesAtOnce, tiles));
        }
    });
}

HeadTokens tokensOf(const at::Tensor& rows, std::int64_t head) {
    return {rows.const_data_ptr<float>() + head * rows.stride(1), rows.stride(0), rows.size(0), rows.size(2)};
}

}  // namespace

bool canAttendMany(std::int64_t headDim) {
    return manyKernels() != nullptr && headDim <= mostHeadDim;
}

void attendMany(Team& team, const at::Tensor& queries, const KvCache& cache, int layer, at::Tensor& out) {
    const auto& set = *manyKernels();
    const auto& held = cache.layer(layer);
    const bool eight = held.keys.scalar_type() == at::kChar;
    const auto tokens = cache.tokens();
    const auto headDim = queries.size(2);
    PackedHeads packed(team, held.keys.size(0), tokens, headDim);
    const auto headOf = [&](const at::Tensor& all) {
        return [&all, tokens, headDim](std::int64_t head) {
            return HeadTokens{static_cast<const char*>(all.const_data_ptr()) +
                                  head * all.stride(0) * static_cast<std::int64_t>(all.element_size()),
                              headDim, tokens, headDim};
        };
    };
    packed.fill(eight ? set.packKeysInt8 : set.packKeysBf16, headOf(held.keys),
                eight ? set.packValuesInt8 : set.packValuesBf16, headOf(held.values));
    const auto group = queries.size(1) / held.keys.size(0);
    attendHeads(team, set, queries, out, [&](std::int64_t head) {
        ManyAttention call;
        call.keys = packed.keys(head / group);
        call.values = packed.values(head / group);
        if (eight) {
            call.keyScales = held.keyScales.const_data_ptr<float>() + head / group * held.keyScales.stride(0);
            call.valueScales =
                held.valueScales.const_data_ptr<float>() + head / group * held.valueScales.stride(0);
        }
        call.tokens = tokens;
        call.headDim = headDim;
        call.seenByFirst = tokens - queries.size(0) + 1;
        return call;
    });
}

at::Tensor attendEachOther(Team& team, const Heads& heads, double scale) {
    const auto& set = *manyKernels();
    const auto count = heads.query.size(0);
    PackedHeads packed(team, heads.key.size(1), count, heads.key.size(2));
    packed.fill(
        set.packKeysFloat, [&](std::int64_t head) { return tokensOf(heads.key, head); }, set.packValuesFloat,
        [&](std::int64_t head) { return tokensOf(heads.value, head); });
    auto out = at::empty(heads.query.sizes(), at::kFloat);
    attendHeads(team, set, heads.query, out, [&](std::int64_t head) {
        ManyAttention call;
        call.keys = packed.keys(head);
        call.values = packed.values(head);
        call.tokens = call.seenByFirst = count;
        call.headDim = packed.headDim();
        call.scale = static_cast<float>(scale);
        return call;
    });
    return out;
}

}  // namespace engine
