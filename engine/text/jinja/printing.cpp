#include "engine/text/jinja/printing.h"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/text/regex.h"
#include "engine/text/utf8.h"

namespace engine::jinja {
namespace {

std::string hex(char32_t number, int digits) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += kDigits[(number >> static_cast<unsigned>(shift)) & 0xFU];
    return out;
}

class Printer {
 public:
    explicit Printer(Budget& budget) : m_budget(budget), m_out(budget) {}

    /// str() of anything but a text.
    void plain(const Value& value) {
        if (value.isUndefined()) return;
        if (value.isNone()) {
            m_out.add("None");
        } else if (value.is<bool>()) {
            m_out.add(value.asBool() ? "True" : "False");
        } else if (value.isInteger()) {
            m_out.add(std::to_string(value.asInteger()));
        } else if (value.is<double>()) {
            m_out.add(printed(value.asDouble()));
        } else if (value.isDict()) {
            dict(value.asDict());
        } else if (value.isSequence()) {
            sequence(value.asSequence());
        } else {
            fail("a " + value.typeName() + " cannot be printed");
        }
    }

    MarkedText take() { return m_out.take(); }

 private:
    void repr(const Value& value) {
        const Budget::Level level(m_budget);
        m_budget.work(1);
        if (value.isText()) {
            quoted(value.asText());
        } else if (value.isUndefined()) {
            m_out.add("Undefined");
        } else {
            plain(value);
        }
    }

    void dict(const Dict& dict) {
        m_out.add("{");
        const char* separator = "";
        for (const auto& [key, item] : dict.items) {
            m_out.add(separator);
            repr(key);
            m_out.add(": ");
            repr(item);
            separator = ", ";
        }
        m_out.add("}");
    }

    void sequence(const Sequence& sequence) {
        if (sequence.shape != Shape::List && sequence.shape != Shape::Tuple)
            fail("a generator, view or range cannot be printed; put |list behind it");
        const bool tuple = sequence.shape == Shape::Tuple;
        m_out.add(tuple ? "(" : "[");
        const char* separator = "";
        for (const Value& item : sequence.items) {
            m_out.add(separator);
            repr(item);
            separator = ", ";
        }
        if (tuple && sequence.items.size() == 1) m_out.add(",");
        m_out.add(tuple ? ")" : "]");
    }

    void quoted(const MarkedText& text) {
        const bool hasSingle = text.text.find('\'') != std::string::npos;
        const char quote = hasSingle && text.text.find('"') == std::string::npos ? '"' : '\'';
        m_out.add(std::string(1, quote));
        for (std::size_t at = 0; at < text.text.size();) {
            const utf8::Step step = utf8::stepAt(text.text, at);
            const std::string escaped = escape(step.character, quote, text.text.substr(at, step.length));
            if (escaped.empty()) {
                m_out.add(text, at, at + step.length);
            } else {
                m_out.add(escaped);
            }
            at += step.length;
        }
        m_out.add(std::string(1, quote));
    }

    std::string escape(char32_t c, char quote, const std::string& bytes) {
        if (c == '\\' || c == static_cast<char32_t>(quote)) return "\\" + bytes;
        if (c == '\n') return "\\n";
        if (c == '\r') return "\\r";
        if (c == '\t') return "\\t";
        if (c < 0x20 || c == 0x7F) return "\\x" + hex(c, 2);
        if (c < 0x7F) return "";
        if (!m_unprintable) m_unprintable.emplace(R"([\p{C}\p{Z}])");  // str.isprintable
        if (!Regex::Search(*m_unprintable).next(bytes, 0)) return "";
        return c < 0x100 ? "\\x" + hex(c, 2) : c < 0x10000 ? "\\u" + hex(c, 4) : "\\U" + hex(c, 8);
    }

    Budget& m_budget;
    TextBuilder m_out;
    std::optional<Regex> m_unprintable;
};

}  // namespace

std::string printed(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    // d.ddde±xx, the shortest that reads back the same.
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific)
            .ptr;
    const std::string_view all(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = all.find('e');
    std::string digits;
    for (const char c : all.substr(0, mark)) {
        if (c >= '0' && c <= '9') digits += c;
    }
    int exponent = 0;
    const std::string_view power = all.substr(mark + (all[mark + 1] == '+' ? 2 : 1));
    std::from_chars(power.data(), power.data() + power.size(), exponent);
    const auto size = static_cast<int>(digits.size());
    std::string out = all[0] == '-' ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
        out += digits.substr(0, 1);
        if (size > 1) out.append(".").append(digits, 1);
        const std::string tens = std::to_string(std::abs(exponent));
        out.append(exponent < 0 ? "e-" : "e+").append(tens.size() < 2 ? "0" : "").append(tens);
    } else if (exponent < 0) {
        out.append("0.").append(static_cast<std::size_t>(-exponent - 1), '0').append(digits);
    } else if (size <= exponent + 1) {
        out.append(digits).append(static_cast<std::size_t>(exponent + 1 - size), '0').append(".0");
    } else {
        const auto whole = static_cast<std::size_t>(exponent) + 1;
        out.append(digits, 0, whole).append(".").append(digits, whole);
    }
    return out;
}

MarkedText printed(const Value& value, Budget& budget) {
    if (value.isText()) {
        budget.text(value.asString().size());
        return value.asText();
    }
    Printer printer(budget);
    printer.plain(value);
    return printer.take();
}

}  // namespace engine::jinja
