#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/printing.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

template <MarkedText (*change)(const MarkedText&)>
Value changed(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    return change(printed(input, budget));
}

Value trim(const Value& input, const Call& call, Budget& budget) {
    return python::strip(printed(input, budget), python::Side::Both,
                         Bound(call, {"chars"}).optionalText("chars"));
}

Value string(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    return printed(input, budget);
}

// Unlike str.title: a word begins behind a blank, a hyphen or an opening bracket.
Value title(const Value& input, const Call& call, Budget& budget) {
    const Bound none(call, {});
    const MarkedText text = python::lower(printed(input, budget));
    const MarkedText raised = python::upper(text);
    MarkedText out = text;
    bool begins = true;
    for (std::size_t at = 0; at < out.text.size();) {
        const MarkedText rest = text.slice(at, std::min(at + 4, text.text.size()));
        const MarkedText character = *python::characterAt(rest, 0);
        if (begins) out.text[at] = raised.text[at];
        begins = python::strip(character, python::Side::Both, std::nullopt).text.empty() ||
                 std::string_view("-({[<").find(character.text) != std::string_view::npos;
        at += character.text.size();
    }
    return out;
}

Value replace(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"old", "new", "count"});
    if (!bound.has("old") || !bound.has("new")) fail("replace needs old and new");
    const std::int64_t most = bound.get("count").isNone() ? -1 : bound.integer("count", -1);
    return python::replace(printed(input, budget), printed(bound.get("old"), budget),
                           printed(bound.get("new"), budget), most, budget);
}

Value indent(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"width", "first", "blank"});
    if (!input.isText()) fail("indent needs a text, not " + input.typeName());
    MarkedText margin;
    if (bound.get("width").isText()) {
        margin = bound.text("width");
    } else {
        const std::int64_t width = std::max<std::int64_t>(bound.integer("width", 4), 0);
        margin = TextBuilder(budget).addBlanks(static_cast<std::size_t>(width)).take();
    }
    MarkedText ended = input.asText();
    ended.append("\n", Origin::Template);
    TextBuilder out(budget);
    bool first = true;
    for (const MarkedText& line : python::splitLines(ended)) {
        if (!first) out.add("\n");
        const bool moved =
            first ? bound.flag("first", false) : bound.flag("blank", false) || !line.text.empty();
        if (moved) out.add(margin);
        out.add(line);
        first = false;
    }
    return out.take();
}

Value toJsonFilter(const Value& input, const Call& call, Budget& budget) {
    const Bound bound(call, {"ensure_ascii", "indent", "separators", "sort_keys"});
    JsonStyle style;
    style.ensureAscii = bound.flag("ensure_ascii", false);
    style.sortKeys = bound.flag("sort_keys", false);
    if (const Value width = bound.get("indent"); width.isText()) {
        style.indent = width.asText();
    } else if (!width.isNone()) {
        const std::int64_t blanks = std::max<std::int64_t>(bound.integer("indent", 0), 0);
        style.indent = TextBuilder(budget).addBlanks(static_cast<std::size_t>(blanks)).take();
    }
    if (style.indent) style.itemSeparator = MarkedText(",");
    if (const Value pair = bound.get("separators"); !pair.isNone()) {
        const std::vector<Value> both = walk(pair, budget);
        if (both.size() != 2 || !both[0].isText() || !both[1].isText()) fail("separators must be two texts");
        style.itemSeparator = both[0].asText();
        style.keySeparator = both[1].asText();
    }
    return toJson(input, style, budget);
}

/// The digits of a Python number: no blanks around, no underscores between digits. Nothing when misplaced.
std::optional<std::string> cleaned(const MarkedText& text) {
    const std::string stripped = python::strip(text, python::Side::Both, std::nullopt).text;
    std::string out;
    for (std::size_t at = 0; at < stripped.size(); ++at) {
        const auto isDigit = [&](std::size_t where) {
            return where < stripped.size() && std::isdigit(static_cast<unsigned char>(stripped[where])) != 0;
        };
        if (stripped[at] != '_') {
            out += stripped[at];
        } else if (at == 0 || !isDigit(at - 1) || !isDigit(at + 1)) {
            return std::nullopt;
        }
    }
    if (!out.empty() && out[0] == '+') out.erase(0, 1);
    if (out.empty() || out[0] == '+') return std::nullopt;
    return out;
}

std::optional<std::int64_t> integerOf(const MarkedText& text, int base) {
    const auto digits = cleaned(text);
    if (!digits) return std::nullopt;
    std::int64_t number = 0;
    const char* end = digits->data() + digits->size();
    const auto [stop, problem] = std::from_chars(digits->data(), end, number, base);
    if (stop != end || problem == std::errc::invalid_argument) return std::nullopt;
    if (problem != std::errc()) fail("a number is too large");
    return number;
}

std::optional<double> floatOf(const Value& value) {
    if (value.isNumber()) return value.asDouble();
    if (!value.isText()) return std::nullopt;
    const auto digits = cleaned(value.asText());
    if (!digits) return std::nullopt;
    double number = 0;
    const char* end = digits->data() + digits->size();
    const auto [stop, problem] = std::from_chars(digits->data(), end, number);
    if (stop != end || problem == std::errc::invalid_argument) return std::nullopt;
    if (problem != std::errc()) {  // Python reads 1e999 as infinity and 1e-999 as zero
        const double huge = digits->find("e-") == std::string::npos && digits->find("E-") == std::string::npos
                                ? std::numeric_limits<double>::infinity()
                                : 0.0;
        return digits->front() == '-' ? -huge : huge;
    }
    return number;
}

Value toInteger(const Value& input, const Call& call, Budget& /*budget*/) {
    const Bound bound(call, {"default", "base"});
    if (input.isUndefined()) fail("'" + input.asUndefined().name + "' is undefined");
    if (input.isInteger()) return input.asInteger();
    const std::int64_t base = bound.integer("base", 10);
    if (base < 2 || base > 36) fail("int: a base that is not known");
    if (input.isText()) {
        if (const auto number = integerOf(input.asText(), static_cast<int>(base))) return *number;
    }
    const auto number = floatOf(input);
    if (!number || !std::isfinite(*number)) return bound.get("default", std::int64_t{0});
    if (std::abs(*number) >= 9.2e18) fail("a number is too large");
    return static_cast<std::int64_t>(*number);
}

Value toFloat(const Value& input, const Call& call, Budget& /*budget*/) {
    const Bound bound(call, {"default"});
    if (input.isUndefined()) fail("'" + input.asUndefined().name + "' is undefined");
    const auto number = floatOf(input);
    return number ? Value(*number) : bound.get("default", 0.0);
}

Value absolute(const Value& input, const Call& call, Budget& /*budget*/) {
    const Bound none(call, {});
    if (!input.isNumber()) fail("abs needs a number, not " + input.typeName());
    if (!input.isInteger()) return std::fabs(input.asDouble());
    return input.asInteger() < 0 ? negated(input) : Value(input.asInteger());
}

constexpr std::array kFilters = {
    FilterEntry{"trim", trim},
    FilterEntry{"upper", changed<python::upper>},
    FilterEntry{"lower", changed<python::lower>},
    FilterEntry{"capitalize", changed<python::capitalize>},
    FilterEntry{"title", title},
    FilterEntry{"replace", replace},
    FilterEntry{"indent", indent},
    FilterEntry{"string", string},
    FilterEntry{"tojson", toJsonFilter},
    FilterEntry{"int", toInteger},
    FilterEntry{"float", toFloat},
    FilterEntry{"abs", absolute},
};

}  // namespace

const FilterEntry* textFilter(std::string_view name) {
    for (const FilterEntry& entry : kFilters) {
        if (entry.name == name) return &entry;
    }
    return nullptr;
}

}  // namespace engine::jinja
