#pragma once

#include <string_view>

#include "engine/text/jinja/call.h"

namespace engine::jinja {

/// jinja2's tests: what stands behind `is`.
bool isKnownTest(std::string_view name);
bool applyTest(std::string_view name, const Value& value, const Call& call, Budget& budget);

}  // namespace engine::jinja
