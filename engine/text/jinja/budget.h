#pragma once

#include <cstddef>
#include <string_view>

#include "engine/text/jinja/failure.h"
#include "engine/text/marked_text.h"

namespace engine::jinja {

/// What one rendering may use up. A checkpoint's template is untrusted: it must end, and it must not eat the
/// memory.
class Budget {
 public:
    static constexpr std::size_t kWork = 20'000'000;          // a long chat takes some 100,000
    static constexpr std::size_t kLongestText = 16UL << 20U;  // bytes, of any one string and of the prompt
    static constexpr std::size_t kBytesPerUnit = 16;
    static constexpr int kDeepestCall = 400;                     // nested expressions, statements and macros
    static constexpr int kDeepestValue = 100;                    // lists in lists
    static constexpr std::size_t kLongestTemplate = 1UL << 20U;  // bytes

    void work(std::size_t units) {
        if (units > m_left) fail("the template takes too many steps");
        m_left -= units;
    }
    void text(std::size_t bytes) {
        if (bytes > kLongestText) fail("the template makes a text of more than 16 MiB");
        work(1 + bytes / kBytesPerUnit);
    }

    /// Guards one level of recursion for as long as it lives.
    class Level {
     public:
        explicit Level(Budget& budget) : m_budget(budget) {
            if (++m_budget.m_depth > kDeepestCall) {
                --m_budget.m_depth;
                fail("the template is too deeply nested");
            }
        }
        ~Level() { --m_budget.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

     private:
        Budget& m_budget;
    };

 private:
    std::size_t m_left = kWork;
    int m_depth = 0;
};

/// Collects a text under the budget's limits.
class TextBuilder {
 public:
    explicit TextBuilder(Budget& budget) : m_budget(budget) {}

    TextBuilder& add(std::string_view piece, Origin origin = Origin::Template) {
        reserve(piece.size());
        m_text.append(piece, origin);
        return *this;
    }
    TextBuilder& add(const MarkedText& piece) { return add(piece, 0, piece.text.size()); }
    TextBuilder& add(const MarkedText& piece, std::size_t begin, std::size_t end) {
        reserve(end - begin);
        m_text.append(piece, begin, end);
        return *this;
    }
    TextBuilder& addBlanks(std::size_t count) {
        reserve(count);
        m_text.text.append(count, ' ');
        return *this;
    }
    MarkedText take() { return std::move(m_text); }

 private:
    void reserve(std::size_t more) {
        if (more > Budget::kLongestText - m_text.text.size())
            fail("the template makes a text of more than 16 MiB");
        m_charged += more;
        m_budget.work(1 + m_charged / Budget::kBytesPerUnit);
        m_charged %= Budget::kBytesPerUnit;
    }

    Budget& m_budget;
    MarkedText m_text;
    std::size_t m_charged = 0;
};

}  // namespace engine::jinja
