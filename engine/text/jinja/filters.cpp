#include "engine/text/jinja/filters.h"

#include <charconv>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

const FilterEntry* entryOf(std::string_view name) {
    if (const FilterEntry* entry = textFilter(name)) return entry;
    if (const FilterEntry* entry = sequenceFilter(name)) return entry;
    return selectingFilter(name);
}

}  // namespace

bool isKnownFilter(std::string_view name) {
    return entryOf(name) != nullptr;
}

Value applyFilter(std::string_view name, const Value& input, const Call& call, Budget& budget) {
    const FilterEntry* entry = entryOf(name);
    if (entry == nullptr) fail("unknown filter " + std::string(name));
    budget.work(1);
    if (input.isText()) budget.text(input.asString().size());
    return entry->run(input, call, budget);
}

Value attributePath(const Value& value, const Value& path, Budget& budget, const Value& otherwise) {
    const auto filled = [&otherwise](Value found) {
        return found.isUndefined() && !otherwise.isNone() ? otherwise : found;
    };
    if (!path.isText()) return filled(item(value, path, budget));
    Value current = value;
    for (const MarkedText& step : python::split(path.asText(), MarkedText("."), -1)) {
        std::int64_t number = 0;
        const char* end = step.text.data() + step.text.size();
        const bool digits =
            !step.text.empty() && step.text.find_first_not_of("0123456789") == std::string::npos;
        const bool isNumber = digits && std::from_chars(step.text.data(), end, number).ec == std::errc();
        current = filled(isNumber ? item(current, number, budget) : item(current, step, budget));
    }
    return current;
}

}  // namespace engine::jinja
