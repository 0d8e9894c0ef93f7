#include "engine/text/jinja/call.h"

#include <algorithm>

namespace engine::jinja {

Bound::Bound(const Call& call, std::initializer_list<const char*> parameters) {
    for (const char* parameter : parameters)
        m_values.emplace_back(parameter, nullptr);
    if (call.positional.size() > m_values.size()) fail("too many arguments");
    for (std::size_t at = 0; at < call.positional.size(); ++at)
        m_values[at].second = &call.positional[at];
    for (const auto& [name, value] : call.named) {
        const auto slot = std::find_if(m_values.begin(), m_values.end(),
                                       [&name = name](const auto& entry) { return entry.first == name; });
        if (slot == m_values.end()) fail("unexpected argument '" + name + "'");
        if (slot->second != nullptr) fail("argument '" + name + "' twice");
        slot->second = &value;
    }
}

bool Bound::has(std::string_view parameter) const {
    return std::any_of(m_values.begin(), m_values.end(), [parameter](const auto& entry) {
        return entry.first == parameter && entry.second != nullptr;
    });
}

Value Bound::get(std::string_view parameter) const {
    return get(parameter, None{});
}

Value Bound::get(std::string_view parameter, Value otherwise) const {
    for (const auto& [name, value] : m_values) {
        if (name == parameter && value != nullptr) return *value;
    }
    return otherwise;
}

MarkedText Bound::text(std::string_view parameter) const {
    const Value value = get(parameter);
    if (!value.isText()) fail(std::string(parameter) + " must be a text, not " + value.typeName());
    return value.asText();
}

std::optional<MarkedText> Bound::optionalText(std::string_view parameter) const {
    if (get(parameter).isNone()) return std::nullopt;
    return text(parameter);
}

std::int64_t Bound::integer(std::string_view parameter, std::int64_t otherwise) const {
    if (!has(parameter)) return otherwise;
    const Value value = get(parameter);
    if (!value.isInteger()) fail(std::string(parameter) + " must be a whole number, not " + value.typeName());
    return value.asInteger();
}

bool Bound::flag(std::string_view parameter, bool otherwise) const {
    return has(parameter) ? get(parameter).isTrue() : otherwise;
}

}  // namespace engine::jinja
