#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/value.h"

namespace engine::jinja {

/// repr(float): the shortest digits that read back the same.
std::string printed(double number);

/// Python's str(): what {{ }} writes. Throws Failure for what has no stable text, like a generator.
MarkedText printed(const Value& value, Budget& budget);

struct JsonStyle {
    bool ensureAscii = false;
    bool sortKeys = false;
    std::optional<MarkedText> indent;  ///< one level of it
    MarkedText itemSeparator{", "};
    MarkedText keySeparator{": "};
};

/// json.dumps(), as transformers' own tojson filter calls it.
MarkedText toJson(const Value& value, const JsonStyle& style, Budget& budget);

}  // namespace engine::jinja
