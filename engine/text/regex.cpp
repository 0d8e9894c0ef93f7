#include "engine/text/regex.h"

#include <stdexcept>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace engine {
namespace {

constexpr std::uint32_t kMatchLimit = 20'000'000;  // steps of one match; a page of text takes a few thousand
constexpr std::uint32_t kHeapLimitKib = 64 * 1024;
constexpr std::size_t kJitStackStart = 32UL * 1024;
constexpr std::size_t kJitStackMost = 8UL * 1024 * 1024;
constexpr std::size_t kLongestPattern = 64UL * 1024;

template <auto release>
struct Releaser {
    template <class T>
    void operator()(T* pointer) const {
        release(pointer);
    }
};
using CodePointer = std::unique_ptr<pcre2_code, Releaser<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Releaser<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Releaser<pcre2_match_context_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Releaser<pcre2_jit_stack_free>>;

std::string messageOf(int code) {
    PCRE2_UCHAR buffer[256] = {};
    pcre2_get_error_message(code, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

PCRE2_SPTR bytesOf(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

}  // namespace

struct Regex::Code {
    CodePointer pattern;
};

Regex::Regex(const std::string& pattern) {
    if (pattern.size() > kLongestPattern) throw std::invalid_argument("the expression is too long");
    const std::string translated = toPcreDialect(pattern);
    int error = 0;
    PCRE2_SIZE offset = 0;
    CodePointer code(pcre2_compile(bytesOf(translated), translated.size(),
                                   PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &offset,
                                   nullptr));
    if (!code) throw std::invalid_argument(messageOf(error));
    std::uint32_t matchesNothing = 0;
    pcre2_pattern_info(code.get(), PCRE2_INFO_MATCHEMPTY, &matchesNothing);
    if (matchesNothing != 0) throw std::invalid_argument("the expression can match an empty text");
    // Without JIT (a hardened kernel may forbid it) the interpreter gives the same matches, more slowly.
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
    m_code = std::make_unique<const Code>(Code{std::move(code)});
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

struct Regex::Search::State {
    const pcre2_code* code = nullptr;
    MatchData data;
    MatchContext context;
    JitStack stack;
};

Regex::Search::Search(const Regex& regex) : m_state(std::make_unique<State>()) {
    m_state->code = regex.m_code->pattern.get();
    m_state->data.reset(pcre2_match_data_create_from_pattern(m_state->code, nullptr));
    m_state->context.reset(pcre2_match_context_create(nullptr));
    m_state->stack.reset(pcre2_jit_stack_create(kJitStackStart, kJitStackMost, nullptr));
    if (!m_state->data || !m_state->context) throw std::bad_alloc();
    pcre2_set_match_limit(m_state->context.get(), kMatchLimit);
    pcre2_set_heap_limit(m_state->context.get(), kHeapLimitKib);
    if (m_state->stack) pcre2_jit_stack_assign(m_state->context.get(), nullptr, m_state->stack.get());
}

Regex::Search::~Search() = default;

std::optional<Span> Regex::Search::next(std::string_view text, std::size_t from) {
    // The text is known to be valid and `from` to be at a character.
    const int found = pcre2_match(m_state->code, bytesOf(text), text.size(), from, PCRE2_NO_UTF_CHECK,
                                  m_state->data.get(), m_state->context.get());
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found < 0) throw std::runtime_error(messageOf(found));
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(m_state->data.get());
    if (ends[0] >= ends[1]) throw std::runtime_error("an empty match");
    return Span{ends[0], ends[1]};
}

}  // namespace engine
