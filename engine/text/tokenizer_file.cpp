#include "engine/text/tokenizer_file.h"

#include <limits>

#include "engine/error.h"

namespace engine {
namespace {

using nlohmann::json;

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kLargestFile = 512UL * 1024 * 1024;

/// Receives nlohmann's events. The two tables are known by their path.
class Reader final : public json::json_sax_t {
 public:
    Reader(TokenizerFile& out, std::string name) : m_out(out), m_name(std::move(name)) {}

    bool null() override { return scalar(nullptr); }
    bool boolean(bool value) override { return scalar(value); }
    bool number_integer(number_integer_t value) override { return integer(value); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            refuse("a huge number");
        return integer(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t& /*text*/) override { return scalar(value); }
    bool binary(binary_t& /*value*/) override { return false; }

    bool string(string_t& value) override {
        if (m_place == Place::Pair) {
            m_pair.push_back(keep(value));
            return true;
        }
        if (m_place == Place::Merges) {
            // "left right": neither holds a blank, since a blank byte is spelled Ġ.
            const std::size_t blank = value.find(' ');
            if (blank == std::string::npos || value.find(' ', blank + 1) != std::string::npos)
                refuse("model.merges: \"" + value + "\"");
            const std::string_view whole = value;
            const TokenizerFile::Piece left = keep(whole.substr(0, blank));
            m_out.merges.emplace_back(left, keep(whole.substr(blank + 1)));
            return true;
        }
        return scalar(std::move(value));
    }

    bool start_object(std::size_t /*elements*/) override {
        if (inTable()) refuse("an object in model.vocab or model.merges");
        enter(json::object());
        if (m_open.size() == 3 && m_path[1] == "model" && m_path[2] == "vocab") m_place = Place::Vocab;
        return true;
    }
    bool key(string_t& value) override {
        if (m_place == Place::Vocab) {
            m_token = keep(value);
            return true;
        }
        if (m_open.back()->contains(value)) refuse("\"" + value + "\" twice");
        m_key = std::move(value);
        return true;
    }
    bool end_object() override { return leave(); }

    bool start_array(std::size_t /*elements*/) override {
        if (m_place == Place::Merges) {
            m_place = Place::Pair;
            m_pair.clear();
            return true;
        }
        if (inTable()) refuse("an array in model.vocab or model.merges");
        enter(json::array());
        if (m_open.size() == 3 && m_path[1] == "model" && m_path[2] == "merges") m_place = Place::Merges;
        return true;
    }
    bool end_array() override {
        if (m_place != Place::Pair) return leave();
        if (m_pair.size() != 2)
            refuse("model.merges: a merge of " + std::to_string(m_pair.size()) + " parts");
        m_out.merges.emplace_back(m_pair[0], m_pair[1]);
        m_place = Place::Merges;
        return true;
    }

    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const json::exception& error) override {
        throw EngineError(ErrorCode::BadJson, m_name, error.what());
    }

 private:
    enum class Place { Elsewhere, Vocab, Merges, Pair };

    bool inTable() const { return m_place != Place::Elsewhere; }
    [[noreturn]] void refuse(const std::string& part) const {
        throw EngineError(ErrorCode::TokenizerUnsupported, m_name, part);
    }

    TokenizerFile::Piece keep(std::string_view text) {
        const TokenizerFile::Piece piece{static_cast<std::uint32_t>(m_out.letters.size()),
                                         static_cast<std::uint32_t>(text.size())};
        m_out.letters += text;
        return piece;
    }

    bool integer(std::int64_t value) {
        if (m_place != Place::Vocab) return scalar(value);
        m_out.vocab.emplace_back(m_token, value);
        return true;
    }

    bool scalar(json value) {
        if (inTable()) refuse("a wrong value in model.vocab or model.merges");
        place(std::move(value));
        return true;
    }

    json& place(json value) {
        if (m_open.empty()) return m_out.rest = std::move(value);
        json& parent = *m_open.back();
        if (parent.is_array()) return parent.emplace_back(std::move(value));
        return parent[m_key] = std::move(value);
    }

    // Pointers into a parent stay good: it does not grow while a child is open.
    void enter(json value) {
        if (m_open.size() == kDeepest) refuse("too deeply nested");
        m_path.push_back(m_key);
        m_open.push_back(&place(std::move(value)));
        m_key.clear();
    }
    bool leave() {
        m_open.pop_back();
        m_path.pop_back();
        m_place = Place::Elsewhere;
        return true;
    }

    TokenizerFile& m_out;
    std::string m_name;
    std::vector<json*> m_open;
    std::vector<std::string> m_path;  // the key under which each open container stands
    std::string m_key;
    Place m_place = Place::Elsewhere;
    TokenizerFile::Piece m_token;
    std::vector<TokenizerFile::Piece> m_pair;
};

}  // namespace

TokenizerFile TokenizerFile::parse(std::string_view json, const std::string& name) {
    if (json.size() > kLargestFile)
        throw EngineError(ErrorCode::TokenizerUnsupported, name, "larger than 512 MiB");
    TokenizerFile file;
    Reader reader(file, name);
    nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
    if (!file.rest.is_object()) throw EngineError(ErrorCode::BadJson, name, "not an object");
    return file;
}

}  // namespace engine
