#include "engine/text/jinja/functions.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "engine/text/jinja/printing.h"

namespace engine::jinja {
namespace {

constexpr std::int64_t kLongestRange = 100'000;  // jinja2.sandbox.MAX_RANGE

Value range(const Call& call, Budget& budget) {
    const std::size_t given = call.positional.size();
    if (given == 0 || given > 3 || !call.named.empty()) fail("range takes one to three numbers");
    for (const Value& number : call.positional) {
        if (!number.isInteger()) fail("range takes whole numbers, not " + number.typeName());
    }
    const std::int64_t begin = given == 1 ? 0 : call.positional[0].asInteger();
    const std::int64_t end = call.positional[given == 1 ? 0 : 1].asInteger();
    const std::int64_t step = given == 3 ? call.positional[2].asInteger() : 1;
    if (step == 0) fail("range: the step must not be zero");
    std::vector<Value> items;
    for (std::int64_t at = begin; step > 0 ? at < end : at > end;) {
        if (static_cast<std::int64_t>(items.size()) == kLongestRange) fail("range: more than 100000 numbers");
        items.emplace_back(at);
        if (__builtin_add_overflow(at, step, &at)) break;
    }
    budget.work(1 + items.size());
    return Value::sequence(std::move(items), Shape::Range);
}

Value dict(const Call& call, Budget& /*budget*/) {
    if (!call.positional.empty()) fail("dict takes named arguments only");
    std::vector<std::pair<Value, Value>> items;
    for (const auto& [name, value] : call.named)
        items.emplace_back(Value::text(name), value);
    return Value::dict(std::move(items));
}

Value raiseException(const Call& call, Budget& budget) {
    fail(printed(Bound(call, {"message"}).get("message"), budget).text);
}

// transformers: the local time, by strftime.
Value strftimeNow(const Call& call, Budget& /*budget*/) {
    const std::string format = Bound(call, {"format"}).text("format").text;
    if (format.empty()) return Value::text("");
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    if (localtime_r(&now, &parts) == nullptr) fail("the time is not known");
    std::array<char, 1024> buffer{};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    const std::size_t size = std::strftime(buffer.data(), buffer.size(), format.c_str(), &parts);
#pragma GCC diagnostic pop
    if (size == 0) fail("strftime_now: the format is too long");
    return Value::text(std::string_view(buffer.data(), size));
}

struct Entry {
    std::string_view name;
    Value (*run)(const Call& call, Budget& budget);
};
constexpr std::array kFunctions = {Entry{"range", range}, Entry{"dict", dict},
                                   Entry{"raise_exception", raiseException},
                                   Entry{"strftime_now", strftimeNow}};

const Entry* entryOf(std::string_view name) {
    const auto found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                    [name](const Entry& entry) { return entry.name == name; });
    return found == kFunctions.end() ? nullptr : &*found;
}

}  // namespace

bool isKnownFunction(std::string_view name) {
    return name == "namespace" || entryOf(name) != nullptr;
}

Value callFunction(std::string_view name, const Call& call, Budget& budget) {
    const Entry* entry = entryOf(name);
    if (entry == nullptr) fail("unknown function " + std::string(name));
    budget.work(1);
    return entry->run(call, budget);
}

}  // namespace engine::jinja
