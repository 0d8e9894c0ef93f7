#include <algorithm>

#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

Value loopAttribute(const Loop& loop, const std::string& name) {
    const std::size_t index = loop.index;
    const std::size_t size = loop.items.size();
    if (name == "index") return Value::count(index + 1);
    if (name == "index0") return Value::count(index);
    if (name == "revindex") return Value::count(size - index);
    if (name == "revindex0") return Value::count(size - index - 1);
    if (name == "first") return index == 0;
    if (name == "last") return index + 1 == size;
    if (name == "length") return Value::count(size);
    if (name == "depth") return Value::count(1);
    if (name == "depth0") return Value::count(0);
    if (name == "previtem" && index > 0) return loop.items[index - 1];
    if (name == "nextitem" && index + 1 < size) return loop.items[index + 1];
    return Undefined{name};
}

/// slice.indices(): where Python's slice starts, ends and in what steps, for a sequence of `size`.
struct Steps {
    std::int64_t begin, end, step;
};
Steps stepsOf(const SliceBounds& bounds, std::int64_t size) {
    const std::int64_t step = bounds.step.value_or(1);
    if (step == 0) fail("slice step cannot be zero");
    const std::int64_t low = step > 0 ? 0 : -1;
    const std::int64_t high = step > 0 ? size : size - 1;
    const auto placed = [&](std::optional<std::int64_t> bound, std::int64_t otherwise) {
        if (!bound) return otherwise;
        const std::int64_t position = *bound < 0 ? std::max(*bound, -size - 1) + size : *bound;
        return std::clamp(position, low, std::max(low, high));
    };
    return {placed(bounds.begin, step > 0 ? low : high), placed(bounds.end, step > 0 ? high : low), step};
}

template <class Take>
void forEachStep(const Steps& steps, const Take& take) {
    // Beyond the size a step ends the walk anyway; kept small so that the sum cannot overflow.
    const std::int64_t step = std::clamp<std::int64_t>(steps.step, -(1LL << 40), 1LL << 40);
    for (std::int64_t at = steps.begin; step > 0 ? at < steps.end : at > steps.end; at += step)
        take(static_cast<std::size_t>(at));
}

Value textSlice(const MarkedText& text, const SliceBounds& bounds, Budget& budget) {
    const Steps steps = stepsOf(bounds, python::length(text));
    budget.text(text.text.size());
    std::vector<std::size_t> offsets;  // of each character, and the end
    for (std::size_t at = 0; at < text.text.size(); ++at) {
        if ((static_cast<unsigned char>(text.text[at]) & 0xC0U) != 0x80U) offsets.push_back(at);
    }
    offsets.push_back(text.text.size());
    if (steps.step == 1) {
        const auto begin = static_cast<std::size_t>(steps.begin);
        const auto end = static_cast<std::size_t>(std::max(steps.begin, steps.end));
        return text.slice(offsets[begin], offsets[end]);
    }
    TextBuilder out(budget);
    forEachStep(steps, [&](std::size_t at) { out.add(text, offsets[at], offsets[at + 1]); });
    return out.take();
}

}  // namespace

const Value* find(const Dict& dict, const Value& key, Budget& budget) {
    if (key.isSequence() && key.asSequence().shape == Shape::List) fail("unhashable type: 'list'");
    if (key.isDict()) fail("unhashable type: 'dict'");
    for (const auto& [candidate, item] : dict.items) {
        if (equal(candidate, key, budget)) return &item;
    }
    return nullptr;
}

const Value* find(const Dict& dict, std::string_view key) {
    for (const auto& [candidate, item] : dict.items) {
        if (candidate.isText() && candidate.asString() == key) return &item;
    }
    return nullptr;
}

Value attribute(const Value& value, const std::string& name) {
    if (value.isUndefined()) fail("'" + value.asUndefined().name + "' is undefined, so it has no " + name);
    if (isMethod(value, name)) fail("the method " + name + " is not called");
    if (value.isDict()) {
        const Value* found = find(value.asDict(), name);
        return found != nullptr ? *found : Value(Undefined{name});
    }
    if (value.is<std::shared_ptr<Namespace>>()) {
        const auto& attributes = value.asNamespace().attributes;
        const auto found = attributes.find(name);
        return found != attributes.end() ? found->second : Value(Undefined{name});
    }
    if (value.is<std::shared_ptr<const Loop>>()) return loopAttribute(value.asLoop(), name);
    return Undefined{name};
}

Value item(const Value& value, const Value& key, Budget& budget) {
    if (value.isUndefined()) fail("'" + value.asUndefined().name + "' is undefined, so it has no items");
    if (value.isDict()) {
        if (const Value* found = find(value.asDict(), key, budget)) return *found;
    } else if (value.isText() && key.isInteger()) {
        budget.text(value.asString().size());
        if (auto character = python::characterAt(value.asText(), key.asInteger()))
            return std::move(*character);
    } else if (value.isSequence() && key.isInteger() && value.asSequence().shape <= Shape::Range) {
        const auto& items = value.asSequence().items;
        const auto size = static_cast<std::int64_t>(items.size());
        const std::int64_t at = key.asInteger() < 0 ? key.asInteger() + size : key.asInteger();
        if (at >= 0 && at < size) return items[static_cast<std::size_t>(at)];
    }
    // jinja2 falls back on the attribute of that name.
    if (key.isText()) return attribute(value, key.asString());
    return Undefined{"item"};
}

Value slice(const Value& value, const SliceBounds& bounds, Budget& budget) {
    if (value.isUndefined()) fail("'" + value.asUndefined().name + "' is undefined, so it has no items");
    if (value.isText()) return textSlice(value.asText(), bounds, budget);
    if (!value.isSequence() || value.asSequence().shape > Shape::Tuple)
        fail("a " + value.typeName() + " cannot be sliced");
    const Sequence& sequence = value.asSequence();
    std::vector<Value> items;
    forEachStep(stepsOf(bounds, static_cast<std::int64_t>(sequence.items.size())),
                [&](std::size_t at) { items.push_back(sequence.items[at]); });
    budget.work(1 + items.size());
    return Value::sequence(std::move(items), sequence.shape);
}

}  // namespace engine::jinja
