#include <algorithm>
#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/interpreter.h"
#include "engine/text/utf8.h"

namespace engine::jinja {
namespace {

// Templates build marks out of these ("<|" ~ role ~ "|>"). Anything else in their place stays plain text.
constexpr std::array<std::string_view, 15> kTrustedWords = {
    "system", "user",  "assistant", "tool",      "observation", "developer",   "function",   "text",
    "image",  "video", "image_url", "video_url", "audio",       "input_audio", "tool_result"};

bool namesAKind(const std::string& key, const nlohmann::ordered_json& value) {
    if ((key != "role" && key != "type") || !value.is_string()) return false;
    const auto& word = value.get_ref<const std::string&>();
    return std::find(kTrustedWords.begin(), kTrustedWords.end(), word) != kTrustedWords.end();
}

class Converter {
 public:
    Value convert(const nlohmann::ordered_json& json, Origin origin) {
        if (m_depth == Budget::kDeepestValue) fail("the messages are too deeply nested");
        switch (json.type()) {
            case nlohmann::ordered_json::value_t::string:
                return text(json.get_ref<const std::string&>(), origin);
            case nlohmann::ordered_json::value_t::boolean:
                return json.get<bool>();
            case nlohmann::ordered_json::value_t::number_integer:
                return json.get<std::int64_t>();
            case nlohmann::ordered_json::value_t::number_unsigned:
                if (json.get<std::uint64_t>() >
                    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                    fail("a number in the messages is too large");
                return json.get<std::int64_t>();
            case nlohmann::ordered_json::value_t::number_float:
                return json.get<double>();
            case nlohmann::ordered_json::value_t::array:
                return array(json, origin);
            case nlohmann::ordered_json::value_t::object:
                return object(json, origin);
            default:
                return None{};
        }
    }

 private:
    static Value text(const std::string& bytes, Origin origin) {
        return utf8::repaired(MarkedText(bytes, origin));
    }

    Value array(const nlohmann::ordered_json& json, Origin origin) {
        ++m_depth;
        std::vector<Value> items;
        for (const auto& item : json)
            items.push_back(convert(item, origin));
        --m_depth;
        return Value::sequence(std::move(items));
    }

    Value object(const nlohmann::ordered_json& json, Origin origin) {
        ++m_depth;
        std::vector<std::pair<Value, Value>> items;
        for (const auto& [key, item] : json.items())
            items.emplace_back(text(key, origin),
                               convert(item, namesAKind(key, item) ? Origin::Template : origin));
        --m_depth;
        return Value::dict(std::move(items));
    }

    int m_depth = 0;
};

}  // namespace

Value fromJson(const nlohmann::ordered_json& json, Origin origin) {
    return Converter().convert(json, origin);
}

}  // namespace engine::jinja
