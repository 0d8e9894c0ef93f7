#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/value.h"

namespace engine::jinja {

/// Evaluated arguments of a filter, test, method or function.
struct Call {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

/// Arguments laid on a Python signature: by place first, then by name. Throws Failure on too many, twice, or
/// unknown.
class Bound {
 public:
    Bound(const Call& call, std::initializer_list<const char*> parameters);

    bool has(std::string_view parameter) const;
    /// None when it is not given.
    Value get(std::string_view parameter) const;
    Value get(std::string_view parameter, Value otherwise) const;
    MarkedText text(std::string_view parameter) const;
    /// Nothing when it is not given or None.
    std::optional<MarkedText> optionalText(std::string_view parameter) const;
    std::int64_t integer(std::string_view parameter, std::int64_t otherwise) const;
    bool flag(std::string_view parameter, bool otherwise) const;

 private:
    std::vector<std::pair<std::string_view, const Value*>> m_values;
};

}  // namespace engine::jinja
