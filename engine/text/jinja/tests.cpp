#include "engine/text/jinja/tests.h"

#include <algorithm>
#include <array>

#include "engine/text/jinja/operators.h"

namespace engine::jinja {
namespace {

using Test = bool (*)(const Value& value, const Call& call, Budget& budget);

struct Entry {
    std::string_view name;
    Test run;
};

template <bool (*holds)(const Value&)>
bool plain(const Value& value, const Call& call, Budget& /*budget*/) {
    const Bound none(call, {});
    return holds(value);
}

template <Comparison comparison>
bool compares(const Value& value, const Call& call, Budget& budget) {
    const Bound bound(call, {"other"});
    if (!bound.has("other")) fail("the test needs something to compare with");
    return compare(comparison, value, bound.get("other"), budget);
}

bool isDefined(const Value& value) {
    return !value.isUndefined();
}
bool isUndefined(const Value& value) {
    return value.isUndefined();
}
bool isNone(const Value& value) {
    return value.isNone();
}
bool isString(const Value& value) {
    return value.isText();
}
bool isMapping(const Value& value) {
    return value.isDict();
}
bool isNumber(const Value& value) {
    return value.isNumber();
}
bool isInteger(const Value& value) {
    return value.is<std::int64_t>();
}
bool isFloat(const Value& value) {
    return value.is<double>();
}
bool isBoolean(const Value& value) {
    return value.is<bool>();
}
bool isTrueItself(const Value& value) {
    return value.is<bool>() && value.asBool();
}
bool isFalseItself(const Value& value) {
    return value.is<bool>() && !value.asBool();
}
bool isIterable(const Value& value) {
    return value.isUndefined() || value.isText() || value.isDict() || value.isSequence() ||
           value.is<std::shared_ptr<const Loop>>();
}
// Has a length and an index, in Python's eyes also Undefined.
bool isSequence(const Value& value) {
    if (value.isSequence()) return value.asSequence().shape <= Shape::Range;
    return value.isUndefined() || value.isText() || value.isDict();
}

bool remainder(const Value& value, std::int64_t divisor, std::int64_t rest, Budget& budget) {
    if (!value.isNumber()) fail("a " + value.typeName() + " cannot be divided");
    return equal(arithmetic(Arithmetic::Modulo, value, divisor, budget), rest, budget);
}
bool isOdd(const Value& value, const Call& /*call*/, Budget& budget) {
    return remainder(value, 2, 1, budget);
}
bool isEven(const Value& value, const Call& /*call*/, Budget& budget) {
    return remainder(value, 2, 0, budget);
}
bool isDivisible(const Value& value, const Call& call, Budget& budget) {
    return remainder(value, Bound(call, {"num"}).integer("num", 0), 0, budget);
}

bool isIn(const Value& value, const Call& call, Budget& budget) {
    return contains(Bound(call, {"seq"}).get("seq"), value, budget);
}

// Python's `is`: certain only for what exists once.
bool isSame(const Value& value, const Call& call, Budget& /*budget*/) {
    const Value other = Bound(call, {"other"}).get("other");
    if (value.is<bool>() && other.is<bool>()) return value.asBool() == other.asBool();
    if (value.isNone() || other.isNone()) return value.isNone() && other.isNone();
    if (value.is<bool>() || other.is<bool>()) return false;
    fail("sameas compares true, false and none only");
}

constexpr std::array kTests = {
    Entry{"defined", plain<isDefined>},
    Entry{"undefined", plain<isUndefined>},
    Entry{"none", plain<isNone>},
    Entry{"string", plain<isString>},
    Entry{"mapping", plain<isMapping>},
    Entry{"iterable", plain<isIterable>},
    Entry{"sequence", plain<isSequence>},
    Entry{"number", plain<isNumber>},
    Entry{"integer", plain<isInteger>},
    Entry{"float", plain<isFloat>},
    Entry{"boolean", plain<isBoolean>},
    Entry{"true", plain<isTrueItself>},
    Entry{"false", plain<isFalseItself>},
    Entry{"odd", isOdd},
    Entry{"even", isEven},
    Entry{"divisibleby", isDivisible},
    Entry{"in", isIn},
    Entry{"sameas", isSame},
    Entry{"==", compares<Comparison::Equal>},
    Entry{"eq", compares<Comparison::Equal>},
    Entry{"equalto", compares<Comparison::Equal>},
    Entry{"!=", compares<Comparison::NotEqual>},
    Entry{"ne", compares<Comparison::NotEqual>},
    Entry{"<", compares<Comparison::Less>},
    Entry{"lt", compares<Comparison::Less>},
    Entry{"lessthan", compares<Comparison::Less>},
    Entry{"<=", compares<Comparison::LessEqual>},
    Entry{"le", compares<Comparison::LessEqual>},
    Entry{">", compares<Comparison::Greater>},
    Entry{"gt", compares<Comparison::Greater>},
    Entry{"greaterthan", compares<Comparison::Greater>},
    Entry{">=", compares<Comparison::GreaterEqual>},
    Entry{"ge", compares<Comparison::GreaterEqual>},
};

const Entry* entryOf(std::string_view name) {
    const auto found =
        std::find_if(kTests.begin(), kTests.end(), [name](const Entry& entry) { return entry.name == name; });
    return found == kTests.end() ? nullptr : &*found;
}

}  // namespace

bool isKnownTest(std::string_view name) {
    return entryOf(name) != nullptr;
}

bool applyTest(std::string_view name, const Value& value, const Call& call, Budget& budget) {
    const Entry* entry = entryOf(name);
    if (entry == nullptr) fail("unknown test " + std::string(name));
    budget.work(1);
    return entry->run(value, call, budget);
}

}  // namespace engine::jinja
