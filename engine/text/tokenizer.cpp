#include "engine/text/tokenizer.h"

#include <fstream>
#include <mutex>
#include <sstream>
#include <unordered_map>

#include "engine/error.h"
#include "engine/text/added_tokens.h"
#include "engine/text/bpe.h"
#include "engine/text/grammar/token_trie.h"
#include "engine/text/pretokenizer.h"
#include "engine/text/tokenizer_tables.h"
#include "engine/text/utf8.h"

namespace engine {

/// In a place of its own, since a once_flag can't be moved.
struct LazyTrie {
    std::once_flag once;
    std::unique_ptr<const grammar::TokenTrie> trie;
};

struct Tokenizer::Parts {
    AddedTokenSet added;
    Pretokenizer pretokenizer;
    TokenTables tables;
    std::vector<const AddedToken*> addedById;  // null: not an added token
    std::unique_ptr<LazyTrie> lazy;
};

Tokenizer::Tokenizer(std::unique_ptr<const Parts> parts) : m_parts(std::move(parts)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Tokenizer Tokenizer::load(const std::filesystem::path& file) {
    std::error_code problem;
    if (!std::filesystem::exists(file, problem)) throw EngineError(ErrorCode::FileMissing, file.string());
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream || !content) throw EngineError(ErrorCode::FileUnreadable, file.string(), "cannot be read");
    return parse(content.view(), file.string());
}

Tokenizer Tokenizer::parse(std::string_view json, const std::string& name) {
    const TokenizerFile file = TokenizerFile::parse(json, name);
    const auto part = [&file](const char* key) {
        const auto found = file.rest.find(key);
        return found == file.rest.end() ? nlohmann::json() : *found;
    };
    const auto refuse = [&name](const std::string& what) {
        throw EngineError(ErrorCode::TokenizerUnsupported, name, what);
    };
    const auto typeOf = [](const nlohmann::json& object) -> std::string {
        const auto type = object.is_object() ? object.find("type") : object.end();
        return type != object.end() && type->is_string() ? type->get<std::string>() : "of no type";
    };
    if (!part("normalizer").is_null()) refuse("normalizer: " + typeOf(part("normalizer")));
    if (typeOf(part("decoder")) != "ByteLevel") refuse("decoder: " + typeOf(part("decoder")));
    // A post_processor only adds tokens that the chat template writes itself; transformers leaves them out as
    // well.
    AddedTokenSet added(part("added_tokens"), name);
    Pretokenizer pretokenizer(part("pre_tokenizer"), name);
    TokenTables tables(file, added, name);

    std::vector<const AddedToken*> addedById(tables.size());
    auto parts = std::make_unique<Parts>(Parts{std::move(added), std::move(pretokenizer), std::move(tables),
                                               std::move(addedById), std::make_unique<LazyTrie>()});
    for (const AddedToken& token : parts->added.all())
        parts->addedById[static_cast<std::size_t>(token.id)] = &token;
    return Tokenizer(std::move(parts));
}

std::vector<int> Tokenizer::encode(const MarkedText& prompt) const {
    if (!utf8::isValid(prompt.text)) return encode(utf8::repaired(prompt));
    std::vector<int> ids;
    Pretokenizer::Searches searches = m_parts->pretokenizer.searches();
    for (const auto& segment : m_parts->added.segment(prompt)) {
        if (segment.token != nullptr) {
            ids.push_back(segment.token->id);
            continue;
        }
        const auto text =
            std::string_view(prompt.text).substr(segment.span.begin, segment.span.end - segment.span.begin);
        m_parts->pretokenizer.split(text, searches,
                                    [&](std::string_view word) { m_parts->tables.encodeWord(word, ids); });
    }
    return ids;
}

std::vector<int> Tokenizer::encode(std::string_view text, AddedTokens added) const {
    return encode(MarkedText(text, added == AddedTokens::Recognise ? Origin::Template : Origin::User));
}

std::string Tokenizer::decode(std::span<const int> ids) const {
    std::string bytes;
    for (const int id : ids)
        bytes += bytesOf(id);
    return bytes;
}

std::string_view Tokenizer::bytesOf(int id) const {
    return m_parts->tables.bytesOf(id);
}

std::optional<int> Tokenizer::idOf(std::string_view addedTokenText) const {
    const AddedToken* token = m_parts->added.byContent(addedTokenText);
    return token == nullptr ? std::nullopt : std::optional<int>(token->id);
}

bool Tokenizer::isAdded(int id) const {
    return id >= 0 && static_cast<std::size_t>(id) < size() &&
           m_parts->addedById[static_cast<std::size_t>(id)] != nullptr;
}

bool Tokenizer::isSpecial(int id) const {
    return isAdded(id) && m_parts->addedById[static_cast<std::size_t>(id)]->special;
}

std::size_t Tokenizer::size() const {
    return m_parts->tables.size();
}

const grammar::TokenTrie& Tokenizer::trie() const {
    LazyTrie& lazy = *m_parts->lazy;
    std::call_once(lazy.once, [&] { lazy.trie = std::make_unique<const grammar::TokenTrie>(*this); });
    return *lazy.trie;
}

}  // namespace engine
