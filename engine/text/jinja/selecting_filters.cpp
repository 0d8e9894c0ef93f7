#include <array>

#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/tests.h"

// map, select and reject hand each item to another filter or test, which is given by name.
namespace engine::jinja {
namespace {

Call without(const Call& call, std::size_t leading) {
    Call rest = call;
    rest.positional.erase(rest.positional.begin(),
                          rest.positional.begin() + static_cast<std::ptrdiff_t>(leading));
    return rest;
}

const std::string& nameAt(const Call& call, std::size_t index) {
    if (index >= call.positional.size() || !call.positional[index].isText()) fail("a name is needed");
    return call.positional[index].asString();
}

Value map(const Value& input, const Call& call, Budget& budget) {
    std::vector<Value> out;
    if (call.positional.empty()) {
        const Bound bound(call, {"attribute", "default"});
        if (!bound.has("attribute")) fail("map needs a filter or an attribute");
        for (const Value& item : walk(input, budget))
            out.push_back(attributePath(item, bound.get("attribute"), budget, bound.get("default")));
    } else {
        const Call rest = without(call, 1);
        for (const Value& item : walk(input, budget))
            out.push_back(applyFilter(nameAt(call, 0), item, rest, budget));
    }
    return Value::sequence(std::move(out), Shape::Lazy);
}

Value selected(const Value& input, const Call& call, bool byAttribute, bool wanted, Budget& budget) {
    const std::size_t testAt = byAttribute ? 1 : 0;
    if (call.positional.size() < testAt) fail("an attribute is needed");
    const bool hasTest = call.positional.size() > testAt;
    const Call rest = hasTest ? without(call, testAt + 1) : Call();
    std::vector<Value> out;
    for (const Value& item : walk(input, budget)) {
        const Value subject = byAttribute ? attributePath(item, call.positional[0], budget) : item;
        const bool holds =
            hasTest ? applyTest(nameAt(call, testAt), subject, rest, budget) : subject.isTrue();
        if (holds == wanted) out.push_back(item);
    }
    return Value::sequence(std::move(out), Shape::Lazy);
}

template <bool byAttribute, bool wanted>
Value select(const Value& input, const Call& call, Budget& budget) {
    return selected(input, call, byAttribute, wanted, budget);
}

constexpr std::array kFilters = {
    FilterEntry{"map", map},
    FilterEntry{"select", select<false, true>},
    FilterEntry{"reject", select<false, false>},
    FilterEntry{"selectattr", select<true, true>},
    FilterEntry{"rejectattr", select<true, false>},
};

}  // namespace

const FilterEntry* selectingFilter(std::string_view name) {
    for (const FilterEntry& entry : kFilters) {
        if (entry.name == name) return &entry;
    }
    return nullptr;
}

}  // namespace engine::jinja
