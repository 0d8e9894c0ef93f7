#pragma once

#include <array>
#include <bitset>

namespace engine {

/// What a card may do instead of the plain tensor operations, each once a self-test agreed.
enum class FastPath { Products, Tiles, Widening, Norms, Gates, Rotations, FewRows, FusedAttention, Graphs };

constexpr std::array allFastPaths{FastPath::Products, FastPath::Tiles,          FastPath::Widening,
                                  FastPath::Norms,    FastPath::Gates,          FastPath::Rotations,
                                  FastPath::FewRows,  FastPath::FusedAttention, FastPath::Graphs};

/// In a few English words, for notes.
constexpr const char* nameOf(FastPath path) {
    switch (path) {
        case FastPath::Products:
            return "products of few rows";
        case FastPath::Tiles:
            return "products on matrix units";
        case FastPath::Widening:
            return "unpacking of weights";
        case FastPath::Norms:
            return "norms";
        case FastPath::Gates:
            return "gates";
        case FastPath::Rotations:
            return "rotations";
        case FastPath::FewRows:
            return "attention of few rows";
        case FastPath::FusedAttention:
            return "fused attention";
        case FastPath::Graphs:
            return "recorded passes";
    }
    return "";
}

/// A set of them; empty at first.
class FastPaths {
 public:
    static FastPaths all() {
        FastPaths paths;
        paths.m_bits.set();
        return paths;
    }
    bool has(FastPath path) const { return m_bits[static_cast<std::size_t>(path)]; }
    void set(FastPath path, bool used = true) { m_bits[static_cast<std::size_t>(path)] = used; }

 private:
    std::bitset<allFastPaths.size()> m_bits;
};

}  // namespace engine
