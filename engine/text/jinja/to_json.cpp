#include <algorithm>
#include <array>
#include <cmath>

#include "engine/text/jinja/printing.h"
#include "engine/text/utf8.h"

namespace engine::jinja {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string unicodeEscape(char32_t unit) {
    std::string out = "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kHexDigits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
    return out;
}

/// Empty: the character stands for itself.
std::string escaped(char32_t c, bool ensureAscii) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        case '\f':
            return "\\f";
        case '\b':
            return "\\b";
        default:
            break;
    }
    if (c < 0x20) return unicodeEscape(c);
    if (!ensureAscii || c < 0x7F) return "";
    if (c < 0x10000) return unicodeEscape(c);
    const char32_t rest = c - 0x10000;
    return unicodeEscape(0xD800 + (rest >> 10U)) + unicodeEscape(0xDC00 + (rest & 0x3FFU));
}

class Writer {
 public:
    Writer(const JsonStyle& style, Budget& budget) : m_style(style), m_budget(budget), m_out(budget) {}

    void write(const Value& value) {
        const Budget::Level level(m_budget);
        m_budget.work(1);
        if (value.isText()) {
            text(value.asText());
        } else if (value.isDict()) {
            dict(value.asDict());
        } else if (value.isSequence()) {
            sequence(value.asSequence());
        } else {
            m_out.add(scalar(value));
        }
    }

    MarkedText take() { return m_out.take(); }

 private:
    static std::string scalar(const Value& value) {
        if (value.isNone()) return "null";
        if (value.is<bool>()) return value.asBool() ? "true" : "false";
        if (value.isInteger()) return std::to_string(value.asInteger());
        if (!value.is<double>()) fail("Object of type " + value.typeName() + " is not JSON serializable");
        const double number = value.asDouble();
        if (std::isnan(number)) return "NaN";
        if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
        return printed(number);
    }

    void text(const MarkedText& text) {
        m_out.add("\"");
        std::size_t copied = 0;
        for (std::size_t at = 0; at < text.text.size();) {
            const utf8::Step step = utf8::stepAt(text.text, at);
            const std::string escape = escaped(step.character, m_style.ensureAscii);
            if (!escape.empty()) {
                m_out.add(text, copied, at);
                m_out.add(escape);
                copied = at + step.length;
            }
            at += step.length;
        }
        m_out.add(text, copied, text.text.size());
        m_out.add("\"");
    }

    void newLine() {
        if (!m_style.indent) return;
        m_out.add("\n");
        for (int level = 0; level < m_level; ++level)
            m_out.add(*m_style.indent);
    }

    void sequence(const Sequence& sequence) {
        if (sequence.shape != Shape::List && sequence.shape != Shape::Tuple)
            fail("a generator, view or range is not JSON serializable");
        if (sequence.items.empty()) {
            m_out.add("[]");
            return;
        }
        m_out.add("[");
        ++m_level;
        bool first = true;
        for (const Value& item : sequence.items) {
            if (!first) m_out.add(m_style.itemSeparator);
            first = false;
            newLine();
            write(item);
        }
        --m_level;
        newLine();
        m_out.add("]");
    }

    void dict(const Dict& dict) {
        if (dict.items.empty()) {
            m_out.add("{}");
            return;
        }
        std::vector<const std::pair<Value, Value>*> items;
        for (const auto& item : dict.items)
            items.push_back(&item);
        if (m_style.sortKeys) {
            for (const auto* item : items) {
                if (!item->first.isText()) fail("sort_keys needs text keys");
            }
            std::stable_sort(items.begin(), items.end(), [](const auto* a, const auto* b) {
                return a->first.asString() < b->first.asString();
            });
        }
        m_out.add("{");
        ++m_level;
        bool first = true;
        for (const auto* item : items) {
            if (!first) m_out.add(m_style.itemSeparator);
            first = false;
            newLine();
            text(item->first.isText() ? item->first.asText() : MarkedText(scalar(item->first)));
            m_out.add(m_style.keySeparator);
            write(item->second);
        }
        --m_level;
        newLine();
        m_out.add("}");
    }

    const JsonStyle& m_style;
    Budget& m_budget;
    TextBuilder m_out;
    int m_level = 0;
};

}  // namespace

MarkedText toJson(const Value& value, const JsonStyle& style, Budget& budget) {
    Writer writer(style, budget);
    writer.write(value);
    return writer.take();
}

}  // namespace engine::jinja
