#pragma once

#include <string_view>

#include "engine/text/jinja/call.h"

namespace engine::jinja {

/// Methods of str, dict, list and tuple that can be called in a template.
bool isKnownMethod(std::string_view name);
/// Whether Python has this method on the value's type: then `value.name` is the method, not an item.
bool isMethod(const Value& value, std::string_view name);
Value callMethod(const Value& object, std::string_view name, const Call& call, Budget& budget);

}  // namespace engine::jinja
