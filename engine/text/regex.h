#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/text/marked_text.h"

namespace engine {

/// A regular expression of tokenizer.json, run by PCRE2 with Oniguruma's idea of \s, \p{L} and \p{N}.
/// Const after compiling: may be used by several threads at once, each with its own Search.
class Regex {
 public:
    /// Throws std::invalid_argument with the reason; also for an expression that can match an empty text.
    explicit Regex(const std::string& pattern);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;

    /// One walk over texts; holds the working memory of PCRE2.
    class Search {
     public:
        explicit Search(const Regex& regex);
        ~Search();
        Search(const Search&) = delete;
        Search& operator=(const Search&) = delete;

        /// The first match at or after `from`. `text` must be valid UTF-8.
        /// Throws std::runtime_error when the expression takes too many steps.
        std::optional<Span> next(std::string_view text, std::size_t from);

     private:
        struct State;
        std::unique_ptr<State> m_state;
    };

 private:
    struct Code;
    std::unique_ptr<const Code> m_code;
};

/// The same expression in PCRE2's words; see regex_dialect.cpp. Throws std::invalid_argument.
std::string toPcreDialect(std::string_view pattern);

}  // namespace engine
