#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/text/marked_text.h"

namespace engine::jinja {

class Value;
struct MacroStatement;

struct None {};
/// What a missing name or attribute gives; prints as nothing.
struct Undefined {
    std::string name;
};
/// A global function, known by its name.
struct Function {
    std::string name;
};

/// Which of Python's sequences: they print, index and count differently.
enum class Shape {
    List,
    Tuple,
    Range,
    View,  ///< of a dict: has a length, no index
    Lazy,  ///< a generator: can be walked once, has no length, is always true
};

struct Sequence {
    Shape shape = Shape::List;
    std::vector<Value> items;
    int depth = 1;
    mutable std::size_t taken = 0;  // of a Lazy one
};

struct Dict {
    std::vector<std::pair<Value, Value>> items;  // in order of insertion
    int depth = 1;
};

/// namespace(): the only thing that a template can change. Owned by the rendering.
struct Namespace {
    std::map<std::string, Value, std::less<>> attributes;
};

/// `loop`: where a for statement stands.
struct Loop {
    std::vector<Value> items;
    std::size_t index = 0;
};

using TextPointer = std::shared_ptr<const MarkedText>;
using SequencePointer = std::shared_ptr<const Sequence>;
using DictPointer = std::shared_ptr<const Dict>;

/// A value of the template language, with Python's meaning. Cheap to copy; never changes.
class Value {
 public:
    Value() : m_data(None{}) {}
    Value(None none) : m_data(none) {}                            // NOLINT: converts on purpose
    Value(Undefined undefined) : m_data(std::move(undefined)) {}  // NOLINT
    Value(bool value) : m_data(value) {}                          // NOLINT
    Value(std::int64_t value) : m_data(value) {}                  // NOLINT
    Value(double value) : m_data(value) {}                        // NOLINT
    Value(MarkedText text) : m_data(std::make_shared<const MarkedText>(std::move(text))) {}  // NOLINT
    Value(std::shared_ptr<Namespace> space) : m_data(std::move(space)) {}                    // NOLINT
    Value(std::shared_ptr<const Loop> loop) : m_data(std::move(loop)) {}                     // NOLINT
    Value(const MacroStatement* macro) : m_data(macro) {}                                    // NOLINT
    Value(Function function) : m_data(std::move(function)) {}                                // NOLINT
    Value(const char*) = delete;
    Value(int) = delete;

    static Value text(std::string_view text, Origin origin = Origin::Template) {
        return MarkedText(text, origin);
    }
    static Value count(std::size_t number) { return static_cast<std::int64_t>(number); }
    /// Throw Failure when nested too deeply.
    static Value sequence(std::vector<Value> items, Shape shape = Shape::List);
    static Value dict(std::vector<std::pair<Value, Value>> items);

    template <class T>
    bool is() const {
        return std::holds_alternative<T>(m_data);
    }
    bool isUndefined() const { return is<Undefined>(); }
    bool isNone() const { return is<None>(); }
    bool isText() const { return is<TextPointer>(); }
    bool isDict() const { return is<DictPointer>(); }
    bool isSequence() const { return is<SequencePointer>(); }
    /// Python's ints; a bool is one.
    bool isInteger() const { return is<std::int64_t>() || is<bool>(); }
    bool isNumber() const { return isInteger() || is<double>(); }

    const MarkedText& asText() const { return *std::get<TextPointer>(m_data); }
    const std::string& asString() const { return asText().text; }
    const Sequence& asSequence() const { return *std::get<SequencePointer>(m_data); }
    const Dict& asDict() const { return *std::get<DictPointer>(m_data); }
    Namespace& asNamespace() const { return *std::get<std::shared_ptr<Namespace>>(m_data); }
    const Loop& asLoop() const { return *std::get<std::shared_ptr<const Loop>>(m_data); }
    const MacroStatement* asMacro() const { return std::get<const MacroStatement*>(m_data); }
    std::int64_t asInteger() const {
        return is<bool>() ? (std::get<bool>(m_data) ? 1 : 0) : std::get<std::int64_t>(m_data);
    }
    double asDouble() const {
        return is<double>() ? std::get<double>(m_data) : static_cast<double>(asInteger());
    }
    bool asBool() const { return std::get<bool>(m_data); }
    const Undefined& asUndefined() const { return std::get<Undefined>(m_data); }
    const Function& asFunction() const { return std::get<Function>(m_data); }

    /// Python's bool().
    bool isTrue() const;
    /// Python's name of the type, for messages.
    std::string typeName() const;
    int depth() const;

 private:
    std::variant<None, Undefined, bool, std::int64_t, double, TextPointer, SequencePointer, DictPointer,
                 std::shared_ptr<Namespace>, std::shared_ptr<const Loop>, const MacroStatement*, Function>
        m_data;
};

}  // namespace engine::jinja
