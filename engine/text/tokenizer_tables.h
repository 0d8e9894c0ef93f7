#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/added_tokens.h"
#include "engine/text/bpe.h"
#include "engine/text/tokenizer_file.h"

namespace engine {

/// tokenizer.json's "model", checked, and what each id spells.
class TokenTables {
 public:
    /// Throws EngineError TokenizerUnsupported naming the part.
    TokenTables(const TokenizerFile& file, const AddedTokenSet& added, const std::string& fileName);

    void encodeWord(std::string_view word, std::vector<int>& ids) const;
    std::string_view bytesOf(int id) const;
    /// One more than the largest id.
    std::size_t size() const { return m_spans.size(); }

 private:
    using IdByText = std::unordered_map<std::string_view, int>;

    void checkOptions(const nlohmann::json& model);
    IdByText readVocab(const TokenizerFile& file, const AddedTokenSet& added);
    void readAdded(const AddedTokenSet& added, const IdByText& vocab);
    std::array<int, 256> byteIds(const IdByText& vocab) const;
    MergeTable readMerges(const TokenizerFile& file, const IdByText& vocab) const;
    void name(std::int64_t id, std::string_view token, std::string_view bytes);
    [[noreturn]] void refuse(const std::string& part) const;

    std::string m_fileName;
    std::string m_letters;                      // the bytes of all tokens
    std::vector<TokenizerFile::Piece> m_spans;  // by id; size 0: no such token
    bool m_ignoreMerges = false;
    IdByText m_whole;  // words that are tokens, by their bytes; filled when merges are ignored
    std::optional<Bpe> m_bpe;
};

}  // namespace engine
