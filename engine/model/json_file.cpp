#include "engine/model/json_file.h"

#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "engine/error.h"

namespace engine {
namespace {

constexpr int deepest = 64;
constexpr std::uintmax_t longest = std::uintmax_t{256} << 20;

const nlohmann::json& emptyObject() {
    static const auto object = nlohmann::json::object();
    return object;
}

std::string shortened(const nlohmann::json& value) {
    auto text = value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (text.size() > 60) text = text.substr(0, 57) + "...";
    return text;
}

}  // namespace

nlohmann::json parseJsonObject(std::string_view text, const std::string& where) {
    std::vector<std::set<std::string>> keys;
    // The parser doesn't recurse, so depth is bounded here for whoever walks the result.
    const auto check = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        if (depth > deepest) throw EngineError(ErrorCode::BadJson, where, "more than 64 levels deep");
        if (event == Event::object_start) keys.emplace_back();
        if (event == Event::object_end) keys.pop_back();
        if (event == Event::key && !keys.back().insert(value.get<std::string>()).second)
            throw EngineError(ErrorCode::BadJson, where, "the key " + shortened(value) + " twice");
        return true;
    };
    try {
        auto value = nlohmann::json::parse(text, check);
        if (!value.is_object()) throw EngineError(ErrorCode::BadJson, where, "not an object");
        return value;
    } catch (const nlohmann::json::parse_error& error) {
        throw EngineError(ErrorCode::BadJson, where, "at byte " + std::to_string(error.byte));
    } catch (const nlohmann::json::exception& error) {
        throw EngineError(ErrorCode::BadJson, where, error.what());
    }
}

nlohmann::json readJsonObject(const std::filesystem::path& file) {
    std::error_code code;
    if (!std::filesystem::exists(file, code)) throw EngineError(ErrorCode::FileMissing, file.string());
    const auto size = std::filesystem::file_size(file, code);
    if (code) throw EngineError(ErrorCode::FileUnreadable, file.string(), code.message());
    if (size > longest) throw EngineError(ErrorCode::BadJson, file.string(), "more than 256 MiB");
    std::string text(static_cast<std::size_t>(size), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size())))
        throw EngineError(ErrorCode::FileUnreadable, file.string(), std::generic_category().message(errno));
    return parseJsonObject(text, file.string());
}

JsonFields::JsonFields(const nlohmann::json& object, std::string file, std::string path)
    : m_object(&object), m_file(std::move(file)), m_path(std::move(path)) {}

bool JsonFields::has(const std::string& key) const {
    const auto found = m_object->find(key);
    return found != m_object->end() && !found->is_null();
}

const nlohmann::json& JsonFields::at(const std::string& key) const {
    return *m_object->find(key);
}

void JsonFields::refuse(const std::string& key) const {
    const auto value = has(key) ? shortened(at(key)) : "absent";
    throw EngineError(ErrorCode::ConfigUnsupported, m_file, m_path + key + ": " + value);
}

std::int64_t JsonFields::integer(const std::string& key, std::int64_t absent, std::int64_t least,
                                 std::int64_t most) const {
    if (!has(key)) return absent;
    const auto& value = at(key);
    if (!value.is_number_integer()) refuse(key);
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        refuse(key);
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) refuse(key);
    return number;
}

double JsonFields::number(const std::string& key, double absent, double least, double most) const {
    if (!has(key)) return absent;
    if (!at(key).is_number()) refuse(key);
    const auto number = at(key).get<double>();
    if (!(number >= least && number <= most)) refuse(key);
    return number;
}

bool JsonFields::flag(const std::string& key, bool absent) const {
    if (!has(key)) return absent;
    if (!at(key).is_boolean()) refuse(key);
    return at(key).get<bool>();
}

std::string JsonFields::text(const std::string& key, const std::string& absent) const {
    if (!has(key)) return absent;
    if (!at(key).is_string()) refuse(key);
    return at(key).get<std::string>();
}

std::vector<double> JsonFields::numbers(const std::string& key, std::vector<double> absent) const {
    if (!has(key)) return absent;
    if (!at(key).is_array()) refuse(key);
    std::vector<double> list;
    for (const auto& value : at(key)) {
        if (!value.is_number()) refuse(key);
        list.push_back(value.get<double>());
    }
    return list;
}

std::vector<std::int64_t> JsonFields::integers(const std::string& key,
                                               std::vector<std::int64_t> absent) const {
    if (!has(key)) return absent;
    const auto& value = at(key);
    std::vector<std::int64_t> list;
    for (const auto& item : value.is_array() ? value : nlohmann::json::array({value})) {
        if (!item.is_number_integer()) refuse(key);
        list.push_back(item.get<std::int64_t>());
    }
    return list;
}

JsonFields JsonFields::object(const std::string& key) const {
    if (!has(key)) return {emptyObject(), m_file, m_path + key + '.'};
    if (!at(key).is_object()) refuse(key);
    return {at(key), m_file, m_path + key + '.'};
}

}  // namespace engine
