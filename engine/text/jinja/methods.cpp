#include "engine/text/jinja/methods.h"

#include <algorithm>
#include <array>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

using Method = Value (*)(const Value& object, const Call& call, Budget& budget);

struct Entry {
    std::string_view name;
    Method run;
};

Value listOf(std::vector<MarkedText> pieces, Budget& budget) {
    budget.work(8 * pieces.size());
    std::vector<Value> items;
    for (MarkedText& piece : pieces)
        items.emplace_back(std::move(piece));
    return Value::sequence(std::move(items));
}

template <python::Side side>
Value strip(const Value& object, const Call& call, Budget& /*budget*/) {
    return python::strip(object.asText(), side, Bound(call, {"chars"}).optionalText("chars"));
}

template <auto splitter>
Value split(const Value& object, const Call& call, Budget& budget) {
    const Bound bound(call, {"sep", "maxsplit"});
    return listOf(splitter(object.asText(), bound.optionalText("sep"), bound.integer("maxsplit", -1)),
                  budget);
}

template <MarkedText (*change)(const MarkedText&)>
Value changed(const Value& object, const Call& call, Budget& /*budget*/) {
    const Bound none(call, {});
    return change(object.asText());
}

/// The argument of startswith and endswith is a text or a tuple of texts.
template <class Fits>
bool anyFits(const Call& call, const Fits& fits) {
    const Value given = Bound(call, {"part"}).get("part");
    if (given.isText()) return fits(given.asString());
    if (!given.isSequence() || given.asSequence().shape != Shape::Tuple)
        fail("a text or a tuple of texts is needed");
    const auto& items = given.asSequence().items;
    return std::any_of(items.begin(), items.end(), [&](const Value& item) {
        if (!item.isText()) fail("a tuple of texts is needed");
        return fits(item.asString());
    });
}

Value startsWith(const Value& object, const Call& call, Budget& /*budget*/) {
    const std::string_view text = object.asString();
    return anyFits(call, [text](const std::string& part) { return text.starts_with(part); });
}

Value endsWith(const Value& object, const Call& call, Budget& /*budget*/) {
    const std::string_view text = object.asString();
    return anyFits(call, [text](const std::string& part) { return text.ends_with(part); });
}

Value removePrefix(const Value& object, const Call& call, Budget& /*budget*/) {
    const MarkedText part = Bound(call, {"prefix"}).text("prefix");
    const MarkedText& text = object.asText();
    return text.text.starts_with(part.text) ? text.slice(part.text.size(), text.text.size()) : text;
}

Value removeSuffix(const Value& object, const Call& call, Budget& /*budget*/) {
    const MarkedText part = Bound(call, {"suffix"}).text("suffix");
    const MarkedText& text = object.asText();
    return text.text.ends_with(part.text) ? text.slice(0, text.text.size() - part.text.size()) : text;
}

Value replace(const Value& object, const Call& call, Budget& budget) {
    const Bound bound(call, {"old", "new", "count"});
    return python::replace(object.asText(), bound.text("old"), bound.text("new"), bound.integer("count", -1),
                           budget);
}

Value findText(const Value& object, const Call& call, Budget& /*budget*/) {
    return python::find(object.asText(), Bound(call, {"sub"}).text("sub").text);
}

Value count(const Value& object, const Call& call, Budget& budget) {
    const Bound bound(call, {"part"});
    if (object.isText()) return python::count(object.asText(), bound.text("part").text);
    const auto& items = object.asSequence().items;
    const Value wanted = bound.get("part");
    return std::int64_t{std::count_if(items.begin(), items.end(),
                                      [&](const Value& item) { return equal(item, wanted, budget); })};
}

Value index(const Value& object, const Call& call, Budget& budget) {
    const Bound bound(call, {"part"});
    if (object.isText()) {
        const std::int64_t at = python::find(object.asText(), bound.text("part").text);
        if (at < 0) fail("substring not found");
        return at;
    }
    const auto& items = object.asSequence().items;
    const Value wanted = bound.get("part");
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Value& item) { return equal(item, wanted, budget); });
    if (found == items.end()) fail("the item is not in the list");
    return std::int64_t{found - items.begin()};
}

Value join(const Value& object, const Call& call, Budget& budget) {
    const Value parts = Bound(call, {"iterable"}).get("iterable");
    TextBuilder out(budget);
    bool first = true;
    for (const Value& part : walk(parts, budget)) {
        if (!part.isText()) fail("join needs texts, not " + part.typeName());
        if (!first) out.add(object.asText());
        first = false;
        out.add(part.asText());
    }
    return out.take();
}

Value keys(const Value& object, const Call& call, Budget& budget) {
    const Bound none(call, {});
    return Value::sequence(walk(object, budget), Shape::View);
}

Value values(const Value& object, const Call& call, Budget& budget) {
    const Bound none(call, {});
    std::vector<Value> out;
    for (const auto& [key, item] : object.asDict().items)
        out.push_back(item);
    budget.work(1 + out.size());
    return Value::sequence(std::move(out), Shape::View);
}

Value items(const Value& object, const Call& call, Budget& budget) {
    const Bound none(call, {});
    std::vector<Value> out;
    for (const auto& [key, item] : object.asDict().items)
        out.push_back(Value::sequence({key, item}, Shape::Tuple));
    budget.work(1 + 4 * out.size());
    return Value::sequence(std::move(out), Shape::View);
}

Value get(const Value& object, const Call& call, Budget& budget) {
    const Bound bound(call, {"key", "default"});
    if (!bound.has("key")) fail("get needs a key");
    const Value* found = find(object.asDict(), bound.get("key"), budget);
    return found != nullptr ? *found : bound.get("default");
}

constexpr std::array kTextMethods = {
    Entry{"strip", strip<python::Side::Both>},
    Entry{"lstrip", strip<python::Side::Left>},
    Entry{"rstrip", strip<python::Side::Right>},
    Entry{"split", split<python::split>},
    Entry{"rsplit", split<python::splitFromRight>},
    Entry{"startswith", startsWith},
    Entry{"endswith", endsWith},
    Entry{"removeprefix", removePrefix},
    Entry{"removesuffix", removeSuffix},
    Entry{"replace", replace},
    Entry{"find", findText},
    Entry{"index", index},
    Entry{"count", count},
    Entry{"join", join},
    Entry{"upper", changed<python::upper>},
    Entry{"lower", changed<python::lower>},
    Entry{"title", changed<python::title>},
    Entry{"capitalize", changed<python::capitalize>},
};
constexpr std::array kDictMethods = {Entry{"items", items}, Entry{"keys", keys}, Entry{"values", values},
                                     Entry{"get", get}};
constexpr std::array kSequenceMethods = {Entry{"count", count}, Entry{"index", index}};

// What Python has and a template does not call: reading such an attribute gives the method there.
constexpr std::array<std::string_view, 29> kOtherTextMethods = {
    "casefold",   "center",     "encode",      "expandtabs", "format",  "format_map",
    "isalnum",    "isalpha",    "isascii",     "isdecimal",  "isdigit", "isidentifier",
    "islower",    "isnumeric",  "isprintable", "isspace",    "istitle", "isupper",
    "ljust",      "maketrans",  "partition",   "rfind",      "rindex",  "rjust",
    "rpartition", "splitlines", "swapcase",    "translate",  "zfill"};
constexpr std::array<std::string_view, 7> kOtherDictMethods = {"clear",   "copy",       "fromkeys", "pop",
                                                               "popitem", "setdefault", "update"};
constexpr std::array<std::string_view, 9> kOtherListMethods = {
    "append", "clear", "copy", "extend", "insert", "pop", "remove", "reverse", "sort"};

template <class Table>
const Entry* entryIn(const Table& table, std::string_view name) {
    const auto found =
        std::find_if(table.begin(), table.end(), [name](const Entry& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

template <class Names>
bool isIn(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

const Entry* entryFor(const Value& value, std::string_view name) {
    if (value.isText()) return entryIn(kTextMethods, name);
    if (value.isDict()) return entryIn(kDictMethods, name);
    if (value.isSequence() && value.asSequence().shape <= Shape::Tuple)
        return entryIn(kSequenceMethods, name);
    return nullptr;
}

}  // namespace

bool isKnownMethod(std::string_view name) {
    return entryIn(kTextMethods, name) != nullptr || entryIn(kDictMethods, name) != nullptr ||
           entryIn(kSequenceMethods, name) != nullptr;
}

bool isMethod(const Value& value, std::string_view name) {
    if (entryFor(value, name) != nullptr) return true;
    if (value.isText()) return isIn(kOtherTextMethods, name);
    if (value.isDict()) return isIn(kOtherDictMethods, name);
    return value.isSequence() && value.asSequence().shape == Shape::List && isIn(kOtherListMethods, name);
}

Value callMethod(const Value& object, std::string_view name, const Call& call, Budget& budget) {
    if (object.isUndefined())
        fail("'" + object.asUndefined().name + "' is undefined, so it has no " + std::string(name));
    const Entry* entry = entryFor(object, name);
    if (entry == nullptr) fail("a " + object.typeName() + " has no method " + std::string(name));
    if (object.isText()) budget.text(object.asString().size());
    return entry->run(object, call, budget);
}

}  // namespace engine::jinja
