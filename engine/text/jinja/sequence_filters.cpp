#include <algorithm>
#include <array>

#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/printing.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

Value defaulted(const Value& input, const Call& call, Budget& /*budget*/) {
    const Bound bound(call, {"default_value", "boolean"});
    const bool keeps = bound.flag("boolean", false) ? input.isTrue() : !input.isUndefined();
    return keeps ? input : bound.get("default_value", Value::text(""));
}

Value length(const Value& input, const Call& call, Budget& /*budget*/) {
    const Bound none(call, {});
    return lengthOf(input);
}

Value first(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    if (input.isSequence() && input.asSequence().shape == Shape::Lazy) {  // takes one, leaves the rest
        const Sequence& sequence = input.asSequence();
        if (sequence.taken == sequence.items.size()) return Undefined{"first"};
        return sequence.items[sequence.taken++];
    }
    const std::vector<Value> items = walk(input, budget);
    return items.empty() ? Value(Undefined{"first"}) : items.front();
}

Value last(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    if (input.isSequence() && input.asSequence().shape == Shape::Lazy) fail("a generator has no last item");
    const std::vector<Value> items = walk(input, budget);
    return items.empty() ? Value(Undefined{"last"}) : items.back();
}

Value list(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    return Value::sequence(walk(input, budget));
}

Value items(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    std::vector<Value> out;
    if (!input.isUndefined()) {
        if (!input.isDict()) fail("items needs a mapping, not " + input.typeName());
        for (const auto& [key, item] : input.asDict().items)
            out.push_back(Value::sequence({key, item}, Shape::Tuple));
    }
    budget.work(1 + 4 * out.size());
    return Value::sequence(std::move(out), Shape::Lazy);
}

Value join(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"d", "attribute"});
    const MarkedText separator = bound.has("d") ? printed(bound.get("d"), budget) : MarkedText();
    const Value path = bound.get("attribute");
    TextBuilder out(budget);
    bool isFirst = true;
    for (const Value& item : walk(input, budget)) {
        if (!isFirst) out.add(separator);
        isFirst = false;
        out.add(printed(path.isNone() ? item : attributePath(item, path, budget), budget));
    }
    return out.take();
}

Value reverse(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    if (input.isText()) return slice(input, {std::nullopt, std::nullopt, -1}, budget);
    std::vector<Value> out = walk(input, budget);
    std::reverse(out.begin(), out.end());
    // Python reverses a generator into a list and everything else into an iterator.
    const bool lazy = input.isSequence() && input.asSequence().shape == Shape::Lazy;
    return Value::sequence(std::move(out), lazy ? Shape::List : Shape::Lazy);
}

/// What sort, unique, min and max go by.
class Key {
 public:
    Key(Value path, bool caseSensitive, Budget& budget)
        : m_path(std::move(path)), m_caseSensitive(caseSensitive), m_budget(budget) {
        if (m_path.isText() && m_path.asString().find(',') != std::string::npos)
            fail("several attributes to sort by");
    }
    Value of(const Value& item) const {
        const Value key = m_path.isNone() ? item : attributePath(item, m_path, m_budget);
        return key.isText() && !m_caseSensitive ? Value(python::lower(key.asText())) : key;
    }

 private:
    Value m_path;
    bool m_caseSensitive;
    Budget& m_budget;
};

struct Keyed {
    Value key, item;
};

void sortKeyed(std::vector<Keyed>& entries, bool reverse, Budget& budget) {
    // reverse keeps equal items in their order, as Python does.
    std::stable_sort(entries.begin(), entries.end(), [&](const Keyed& a, const Keyed& b) {
        return reverse ? less(b.key, a.key, budget) : less(a.key, b.key, budget);
    });
}

std::vector<Value> itemsOf(std::vector<Keyed> entries) {
    std::vector<Value> out;
    for (Keyed& entry : entries)
        out.push_back(std::move(entry.item));
    return out;
}

Value sort(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"reverse", "case_sensitive", "attribute"});
    const Key key(bound.get("attribute"), bound.flag("case_sensitive", false), budget);
    std::vector<Keyed> entries;
    for (const Value& item : walk(input, budget))
        entries.push_back({key.of(item), item});
    sortKeyed(entries, bound.flag("reverse", false), budget);
    return Value::sequence(itemsOf(std::move(entries)));
}

Value dictSort(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"case_sensitive", "by", "reverse"});
    if (!input.isDict()) fail("dictsort needs a mapping, not " + input.typeName());
    const std::string by = bound.has("by") ? bound.text("by").text : "key";
    if (by != "key" && by != "value") fail("dictsort goes by key or value");
    const Key key(None{}, bound.flag("case_sensitive", false), budget);
    std::vector<Keyed> entries;
    for (const auto& [name, value] : input.asDict().items)
        entries.push_back({key.of(by == "key" ? name : value), Value::sequence({name, value}, Shape::Tuple)});
    sortKeyed(entries, bound.flag("reverse", false), budget);
    return Value::sequence(itemsOf(std::move(entries)));
}

Value unique(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"case_sensitive", "attribute"});
    const Key key(bound.get("attribute"), bound.flag("case_sensitive", false), budget);
    std::vector<Keyed> kept;
    for (const Value& item : walk(input, budget)) {
        Value own = key.of(item);
        const bool isNew = std::none_of(kept.begin(), kept.end(),
                                        [&](const Keyed& entry) { return equal(entry.key, own, budget); });
        if (isNew) kept.push_back({std::move(own), item});
    }
    return Value::sequence(itemsOf(std::move(kept)), Shape::Lazy);
}

template <bool wantsLargest>
Value extreme(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"case_sensitive", "attribute"});
    const Key key(bound.get("attribute"), bound.flag("case_sensitive", false), budget);
    std::optional<Keyed> best;
    for (const Value& item : walk(input, budget)) {
        Value own = key.of(item);
        const bool better =
            !best || (wantsLargest ? less(best->key, own, budget) : less(own, best->key, budget));
        if (better) best = Keyed{std::move(own), item};
    }
    return best ? best->item : Value(Undefined{"item"});
}

Value sum(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"attribute", "start"});
    const Value path = bound.get("attribute");
    Value total = bound.get("start", std::int64_t{0});
    if (total.isText()) fail("sum cannot add texts");
    for (const Value& item : walk(input, budget))
        total = arithmetic(Arithmetic::Add, total, path.isNone() ? item : attributePath(item, path, budget),
                           budget);
    return total;
}

constexpr std::array kFilters = {
    FilterEntry{"default", defaulted}, FilterEntry{"d", defaulted},        FilterEntry{"length", length},
    FilterEntry{"count", length},      FilterEntry{"first", first},        FilterEntry{"last", last},
    FilterEntry{"list", list},         FilterEntry{"items", items},        FilterEntry{"join", join},
    FilterEntry{"reverse", reverse},   FilterEntry{"sort", sort},          FilterEntry{"dictsort", dictSort},
    FilterEntry{"unique", unique},     FilterEntry{"min", extreme<false>}, FilterEntry{"max", extreme<true>},
    FilterEntry{"sum", sum},
};

}  // namespace

const FilterEntry* sequenceFilter(std::string_view name) {
    for (const FilterEntry& entry : kFilters) {
        if (entry.name == name) return &entry;
    }
    return nullptr;
}

}  // namespace engine::jinja
