#include "engine/text/bpe.h"

#include <algorithm>
#include <utility>

#include <queue>

namespace engine {
namespace {

std::uint64_t packed(int left, int right) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U) |
           static_cast<std::uint32_t>(right);
}

/// A piece of the word; a merge makes its left piece longer and takes the right one out of the chain.
struct Piece {
    int id = 0;
    int previous = -1;
    int next = -1;
    bool gone = false;
};

struct Candidate {
    int rank = 0;
    int left = 0;  // index of the left piece
    int leftId = 0;
    int rightId = 0;
    int result = 0;

    // std::priority_queue gives the largest first: the lowest rank, then the leftmost.
    bool operator<(const Candidate& other) const {
        return rank != other.rank ? rank > other.rank : left > other.left;
    }
};

class Merging {
 public:
    Merging(const MergeTable& merges, std::vector<Piece> pieces)
        : m_merges(merges), m_pieces(std::move(pieces)) {
        for (std::size_t left = 0; left + 1 < m_pieces.size(); ++left)
            offer(static_cast<int>(left));
    }

    std::vector<Piece> run() {
        while (!m_candidates.empty()) {
            const Candidate best = m_candidates.top();
            m_candidates.pop();
            Piece& left = at(best.left);
            if (left.gone || left.next < 0 || left.id != best.leftId) continue;  // merged away meanwhile
            Piece& right = at(left.next);
            if (right.id != best.rightId) continue;
            left.id = best.result;
            right.gone = true;
            left.next = right.next;
            if (left.next >= 0) at(left.next).previous = best.left;
            if (left.previous >= 0) offer(left.previous);
            offer(best.left);
        }
        return std::move(m_pieces);
    }

 private:
    Piece& at(int index) { return m_pieces[static_cast<std::size_t>(index)]; }

    void offer(int left) {
        const int right = at(left).next;
        if (right < 0) return;
        const int leftId = at(left).id;
        const int rightId = at(right).id;
        if (const auto merge = m_merges.find(leftId, rightId))
            m_candidates.push({merge->rank, left, leftId, rightId, merge->result});
    }

    const MergeTable& m_merges;
    std::vector<Piece> m_pieces;
    std::priority_queue<Candidate> m_candidates;
};

}  // namespace

MergeTable::MergeTable(std::size_t expected) {
    std::size_t slots = 16;
    while (slots * 3 < expected * 4)
        slots *= 2;
    m_slots.resize(slots);
}

std::size_t MergeTable::slotOf(std::uint64_t pair) const {
    std::uint64_t hash = pair * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32U;
    std::size_t at = static_cast<std::size_t>(hash) & (m_slots.size() - 1);
    while (m_slots[at].pair != kFree && m_slots[at].pair != pair)
        at = (at + 1) & (m_slots.size() - 1);
    return at;
}

void MergeTable::add(int left, int right, Merge merge) {
    if ((m_used + 1) * 4 > m_slots.size() * 3) grow();
    Slot& slot = m_slots[slotOf(packed(left, right))];
    if (slot.pair == kFree) ++m_used;
    slot = {packed(left, right), merge};
}

std::optional<MergeTable::Merge> MergeTable::find(int left, int right) const {
    const Slot& slot = m_slots[slotOf(packed(left, right))];
    if (slot.pair == kFree) return std::nullopt;
    return slot.merge;
}

void MergeTable::grow() {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot& slot : old) {
        if (slot.pair != kFree) m_slots[slotOf(slot.pair)] = slot;
    }
}

Bpe::Bpe(std::array<int, 256> byteIds, MergeTable merges) : m_byteIds(byteIds), m_merges(std::move(merges)) {}

void Bpe::encode(std::string_view word, std::vector<int>& ids) const {
    std::vector<Piece> pieces(word.size());
    for (std::size_t at = 0; at < word.size(); ++at) {
        const int index = static_cast<int>(at);
        pieces[at] = {m_byteIds[static_cast<unsigned char>(word[at])], index - 1,
                      at + 1 < word.size() ? index + 1 : -1, false};
    }
    if (pieces.size() > 1) pieces = Merging(m_merges, std::move(pieces)).run();
    for (const Piece& piece : pieces) {
        if (!piece.gone) ids.push_back(piece.id);
    }
}

}  // namespace engine
