#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace engine {

/// The merges of byte-level BPE: which two tokens become which third, the lower rank first.
/// A flat open-addressing table: GLM has 318,000 of them, looked up for every pair of every word.
class MergeTable {
 public:
    struct Merge {
        int rank = 0;
        int result = 0;
    };

    explicit MergeTable(std::size_t expected);
    /// A pair that is named twice keeps its last rank, as in the `tokenizers` package.
    void add(int left, int right, Merge merge);
    std::optional<Merge> find(int left, int right) const;

 private:
    struct Slot {
        std::uint64_t pair = kFree;
        Merge merge;
    };
    static constexpr std::uint64_t kFree = ~std::uint64_t{0};

    std::size_t slotOf(std::uint64_t pair) const;
    void grow();

    std::vector<Slot> m_slots;  // a power of two, at most 3/4 full
    std::size_t m_used = 0;
};

/// Splits one word into tokens; time n log n in its length.
class Bpe {
 public:
    /// `byteIds` has the token of each single byte.
    Bpe(std::array<int, 256> byteIds, MergeTable merges);

    /// Appends the tokens of `word` to `ids`.
    void encode(std::string_view word, std::vector<int>& ids) const;

 private:
    std::array<int, 256> m_byteIds;
    MergeTable m_merges;
};

}  // namespace engine
