#pragma once

#include <optional>
#include <vector>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/value.h"

/// Python's operators on Values. All throw Failure where Python raises.
namespace engine::jinja {

Value arithmetic(Arithmetic operation, const Value& left, const Value& right, Budget& budget);
Value negated(const Value& value);

bool equal(const Value& left, const Value& right, Budget& budget);
/// left < right; numbers with numbers, texts with texts, lists with lists.
bool less(const Value& left, const Value& right, Budget& budget);
bool compare(Comparison comparison, const Value& left, const Value& right, Budget& budget);
/// item in container
bool contains(const Value& container, const Value& item, Budget& budget);

/// What a for statement or a filter walks over. A generator is used up by it.
std::vector<Value> walk(const Value& value, Budget& budget);
std::int64_t lengthOf(const Value& value);

const Value* find(const Dict& dict, const Value& key, Budget& budget);
const Value* find(const Dict& dict, std::string_view key);

/// jinja2: Environment.getattr and getitem; a missing one is Undefined.
Value attribute(const Value& value, const std::string& name);
Value item(const Value& value, const Value& key, Budget& budget);

struct SliceBounds {
    std::optional<std::int64_t> begin, end, step;
};
Value slice(const Value& value, const SliceBounds& bounds, Budget& budget);

}  // namespace engine::jinja
