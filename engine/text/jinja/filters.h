#pragma once

#include <string_view>

#include "engine/text/jinja/call.h"

namespace engine::jinja {

using Filter = Value (*)(const Value& input, const Call& call, Budget& budget);

struct FilterEntry {
    std::string_view name;
    Filter run;
};

/// jinja2's filters, as transformers has them (its own tojson). `safe` is not here: the parser takes it away.
bool isKnownFilter(std::string_view name);
Value applyFilter(std::string_view name, const Value& input, const Call& call, Budget& budget);

// The three rooms of filters; null when the name is not among theirs.
const FilterEntry* textFilter(std::string_view name);
const FilterEntry* sequenceFilter(std::string_view name);
const FilterEntry* selectingFilter(std::string_view name);

/// jinja2: make_attrgetter. "a.b.0" goes down step by step; `otherwise`, if not None, stands in for what is
/// missing.
Value attributePath(const Value& value, const Value& path, Budget& budget, const Value& otherwise = None{});

}  // namespace engine::jinja
