#include "app/server/json/object_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

std::string plain(double number) {
    return Json(number == std::floor(number) ? Json(static_cast<std::int64_t>(number)) : Json(number)).dump();
}

}  // namespace

ObjectReader::ObjectReader(const Json& object, std::string path) : m_object(object), m_path(std::move(path)) {
    if (object.is_object()) return;
    if (m_path.empty()) throw ApiProblem(400, "invalid_type", "The body must be a JSON object.");
    throw ApiProblem(400, "invalid_type", "'" + m_path + "' must be an object.", m_path);
}

std::string ObjectReader::pathOf(const std::string& name) const {
    const std::string shown = shownName(name);
    return m_path.empty() ? shown : m_path + "." + shown;
}

void ObjectReader::refuse(const std::string& name, const std::string& sentenceEnd) const {
    throw ApiProblem(400, "invalid_value", "'" + pathOf(name) + "' " + sentenceEnd, pathOf(name));
}

const Json* ObjectReader::find(const std::string& name) {
    m_known.insert(name);
    const auto found = m_object.find(name);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

const Json& ObjectReader::require(const std::string& name) {
    const Json* value = find(name);
    if (value == nullptr) {
        throw ApiProblem(400, "missing_required_parameter", "'" + pathOf(name) + "' is missing.",
                         pathOf(name));
    }
    return *value;
}

std::optional<double> ObjectReader::number(const std::string& name, double least, double most) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    const bool isInside = value->is_number() && value->get<double>() >= least && value->get<double>() <= most;
    if (!isInside) refuse(name, "must be a number from " + plain(least) + " to " + plain(most) + ".");
    return value->get<double>();
}

std::optional<std::int64_t> ObjectReader::integer(const std::string& name, std::int64_t least,
                                                  std::int64_t most) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    // An unsigned number above the signed range would come out negative.
    const bool fits = value->is_number_integer() && (!value->is_number_unsigned() ||
                                                     value->get<std::uint64_t>() <= std::uint64_t(INT64_MAX));
    if (!fits || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        refuse(name,
               "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    }
    return value->get<std::int64_t>();
}

std::optional<bool> ObjectReader::boolean(const std::string& name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_boolean()) refuse(name, "must be true or false.");
    return value->get<bool>();
}

std::optional<std::string> ObjectReader::text(const std::string& name, std::size_t mostBytes) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(name, "must be a string.");
    if (value->get_ref<const std::string&>().size() > mostBytes)
        refuse(name, "is longer than " + std::to_string(mostBytes) + " bytes.");
    return value->get<std::string>();
}

std::string ObjectReader::requireText(const std::string& name, std::size_t mostBytes) {
    require(name);
    return *text(name, mostBytes);
}

std::optional<std::string> ObjectReader::choice(const std::string& name,
                                                const std::vector<std::string>& allowed) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (value->is_string()) {
        const auto found = std::find(allowed.begin(), allowed.end(), value->get_ref<const std::string&>());
        if (found != allowed.end()) return *found;
    }
    std::string list;
    for (const std::string& one : allowed)
        list += (list.empty() ? "'" : ", '") + one + "'";
    refuse(name, "must be one of " + list + ".");
}

void ObjectReader::only(const std::string& name, const Json& harmless) {
    const Json* value = find(name);
    if (value == nullptr || *value == harmless) return;
    throw ApiProblem(
        400, "unsupported_parameter",
        "'" + pathOf(name) + "' is not supported here: leave it out, or send " + harmless.dump() + ".",
        pathOf(name));
}

void ObjectReader::finish() const {
    for (const auto& [name, value] : m_object.items()) {
        if (m_known.contains(name) || value.is_null()) continue;
        throw ApiProblem(400, "unsupported_parameter",
                         "'" + pathOf(name) + "' is not supported by this server: leave it out.",
                         pathOf(name));
    }
}

}  // namespace app::server
