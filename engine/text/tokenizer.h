#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/marked_text.h"

namespace engine {

namespace grammar {
class TokenTrie;
}

/// Whether `<|image|>` and the like in a text become their tokens or stay plain characters.
enum class AddedTokens { Recognise, Plain };

/// Byte-level BPE as tokenizer.json describes it; gives the ids that the `tokenizers` package gives.
/// Const after loading: may be used by several threads at once.
class Tokenizer {
 public:
    /// Throws EngineError (FileMissing, FileUnreadable, BadJson, TokenizerUnsupported) naming the file and
    /// the part.
    static Tokenizer load(const std::filesystem::path& file);
    /// As load(), for a file that is in memory; `name` is what errors call it.
    static Tokenizer parse(std::string_view json, const std::string& name);

    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;
    ~Tokenizer();

    /// Added tokens are recognised only where the whole match lies outside the user's spans.
    /// Invalid UTF-8 counts as U+FFFD, one for each broken sequence.
    std::vector<int> encode(const MarkedText& prompt) const;
    std::vector<int> encode(std::string_view text, AddedTokens added) const;

    /// Raw bytes: may begin or end inside a character. Special tokens give their text; unknown ids give
    /// nothing.
    std::string decode(std::span<const int> ids) const;
    /// Empty for an id that the file does not name (a checkpoint has more rows than tokens).
    std::string_view bytesOf(int id) const;
    /// The id of an added token: idOf("<|image|>").
    std::optional<int> idOf(std::string_view addedTokenText) const;
    bool isAdded(int id) const;
    bool isSpecial(int id) const;
    /// One more than the largest id.
    std::size_t size() const;
    /// The vocabulary as a tree of bytes; made when it is first asked for.
    const grammar::TokenTrie& trie() const;

 private:
    struct Parts;
    explicit Tokenizer(std::unique_ptr<const Parts> parts);
    std::unique_ptr<const Parts> m_parts;
};

}  // namespace engine
