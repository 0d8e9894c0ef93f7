#include "engine/text/tokenizer_tables.h"

#include <array>

#include "engine/error.h"
#include "engine/text/byte_alphabet.h"

namespace engine {
namespace {

constexpr std::int64_t kLargestId = (1 << 22) - 1;  // GLM has 151,552 rows

bool isEmpty(const nlohmann::json& model, const char* key) {
    const auto found = model.find(key);
    if (found == model.end() || found->is_null()) return true;
    if (found->is_string()) return found->get_ref<const std::string&>().empty();
    if (found->is_number()) return found->get<double>() == 0;
    return found->is_boolean() && !found->get<bool>();
}

}  // namespace

TokenTables::TokenTables(const TokenizerFile& file, const AddedTokenSet& added, const std::string& fileName)
    : m_fileName(fileName) {
    const auto model = file.rest.find("model");
    if (model == file.rest.end() || !model->is_object()) refuse("model");
    checkOptions(*model);
    const IdByText vocab = readVocab(file, added);
    readAdded(added, vocab);
    const std::array<int, 256> bytes = byteIds(vocab);
    m_bpe.emplace(bytes, readMerges(file, vocab));
}

void TokenTables::checkOptions(const nlohmann::json& model) {
    const auto type = model.find("type");
    const bool isBpe =
        type != model.end() && type->is_string() && type->get_ref<const std::string&>() == "BPE";
    if (!isBpe) refuse("model.type");
    for (const char* key : {"vocab", "merges"}) {
        const auto table = model.find(key);
        const bool right = table != model.end() && (key[0] == 'v' ? table->is_object() : table->is_array());
        if (!right) refuse(std::string("model.") + key);
    }
    for (const char* key : {"dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback"}) {
        if (!isEmpty(model, key)) refuse(std::string("model.") + key);
    }
    // unk_token and fuse_unk say nothing here: every byte is a token.
    m_ignoreMerges = !isEmpty(model, "ignore_merges");
}

void TokenTables::name(std::int64_t id, std::string_view token, std::string_view bytes) {
    if (id < 0 || id > kLargestId) refuse("the id " + std::to_string(id) + " of " + std::string(token));
    const auto index = static_cast<std::size_t>(id);
    if (index >= m_spans.size()) m_spans.resize(index + 1);
    if (m_spans[index].size != 0) refuse("the id " + std::to_string(id) + " twice");
    m_spans[index] = {static_cast<std::uint32_t>(m_letters.size()), static_cast<std::uint32_t>(bytes.size())};
    m_letters += bytes;
}

TokenTables::IdByText TokenTables::readVocab(const TokenizerFile& file, const AddedTokenSet& added) {
    const ByteAlphabet alphabet;
    IdByText vocab;
    vocab.reserve(file.vocab.size());
    m_letters.reserve(file.letters.size() / 2);
    for (const auto& [piece, id] : file.vocab) {
        const std::string_view token = file.text(piece);
        if (token.empty()) refuse("model.vocab: an empty token");
        if (!vocab.emplace(token, static_cast<int>(id)).second)
            refuse("model.vocab: " + std::string(token) + " twice");
        // An added token may stand in the vocabulary too; it spells its own text.
        const bool isAdded = added.byContent(token) != nullptr;
        const auto bytes = isAdded ? std::nullopt : alphabet.bytesOf(token);
        name(id, token, bytes ? std::string_view(*bytes) : token);
    }
    if (m_ignoreMerges) {
        for (const auto& [token, id] : vocab) {
            if (added.byContent(token) == nullptr && alphabet.bytesOf(token))
                m_whole.emplace(bytesOf(id), id);
        }
    }
    return vocab;
}

void TokenTables::readAdded(const AddedTokenSet& added, const IdByText& vocab) {
    for (const AddedToken& token : added.all()) {
        const auto known = vocab.find(token.content);
        if (known == vocab.end()) {
            name(token.id, token.content, token.content);
        } else if (known->second != token.id) {
            refuse("added_tokens: " + token.content + " has another id in model.vocab");
        }
    }
}

std::array<int, 256> TokenTables::byteIds(const IdByText& vocab) const {
    const ByteAlphabet alphabet;
    std::array<int, 256> ids{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        const auto found = vocab.find(alphabet.spellingOf(static_cast<unsigned char>(byte)));
        if (found == vocab.end()) refuse("model.vocab: no token for the byte " + std::to_string(byte));
        ids[byte] = found->second;
    }
    return ids;
}

MergeTable TokenTables::readMerges(const TokenizerFile& file, const IdByText& vocab) const {
    const auto idOf = [&](std::string_view token) {
        const auto found = vocab.find(token);
        if (found == vocab.end()) refuse("model.merges: unknown token " + std::string(token));
        return found->second;
    };
    MergeTable merges(file.merges.size());
    std::string joined;
    int rank = 0;
    for (const auto& [left, right] : file.merges) {
        joined.assign(file.text(left)).append(file.text(right));
        merges.add(idOf(file.text(left)), idOf(file.text(right)), {rank++, idOf(joined)});
    }
    return merges;
}

void TokenTables::encodeWord(std::string_view word, std::vector<int>& ids) const {
    if (m_ignoreMerges) {
        if (const auto whole = m_whole.find(word); whole != m_whole.end()) {
            ids.push_back(whole->second);
            return;
        }
    }
    m_bpe->encode(word, ids);
}

std::string_view TokenTables::bytesOf(int id) const {
    if (id < 0 || static_cast<std::size_t>(id) >= m_spans.size()) return {};
    const TokenizerFile::Piece piece = m_spans[static_cast<std::size_t>(id)];
    return std::string_view(m_letters).substr(piece.begin, piece.size);
}

void TokenTables::refuse(const std::string& part) const {
    throw EngineError(ErrorCode::TokenizerUnsupported, m_fileName, part);
}

}  // namespace engine
