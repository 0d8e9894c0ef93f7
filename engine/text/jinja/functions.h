#pragma once

#include <string_view>

#include "engine/text/jinja/call.h"

namespace engine::jinja {

/// The global functions of jinja2 and of transformers, without namespace(), which the rendering keeps itself.
bool isKnownFunction(std::string_view name);
Value callFunction(std::string_view name, const Call& call, Budget& budget);

}  // namespace engine::jinja
