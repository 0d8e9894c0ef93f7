#pragma once

#include <string>

#include "engine/text/jinja/ast.h"

namespace engine::jinja {

/// Throws Unsupported, with name and line, on everything that this interpreter does not know.
Template parseTemplate(const std::string& source);

}  // namespace engine::jinja
