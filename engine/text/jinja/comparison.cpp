#include <algorithm>

#include "engine/text/jinja/operators.h"

namespace engine::jinja {
namespace {

bool numbersEqual(const Value& left, const Value& right) {
    if (left.isInteger() && right.isInteger()) return left.asInteger() == right.asInteger();
    const auto wide = [](const Value& value) {
        return value.isInteger() ? static_cast<long double>(value.asInteger())
                                 : static_cast<long double>(value.asDouble());
    };
    return wide(left) == wide(right);
}

bool dictsEqual(const Dict& left, const Dict& right, Budget& budget) {
    if (left.items.size() != right.items.size()) return false;
    return std::all_of(left.items.begin(), left.items.end(), [&](const auto& item) {
        const Value* other = find(right, item.first, budget);
        return other != nullptr && equal(item.second, *other, budget);
    });
}

bool sequencesEqual(const Value& left, const Value& right, Budget& budget) {
    const Sequence& a = left.asSequence();
    const Sequence& b = right.asSequence();
    if (&a == &b) return true;
    if (a.shape == Shape::Lazy || b.shape == Shape::Lazy) return false;
    if (a.shape == Shape::View || b.shape == Shape::View)
        fail("views cannot be compared; put |list behind them");
    return a.shape == b.shape &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [&](const Value& x, const Value& y) { return equal(x, y, budget); });
}

}  // namespace

bool equal(const Value& left, const Value& right, Budget& budget) {
    budget.work(1);
    if (left.isNumber() && right.isNumber()) return numbersEqual(left, right);
    if (left.isText() && right.isText()) {
        budget.work(std::min(left.asString().size(), right.asString().size()) / Budget::kBytesPerUnit);
        return left.asString() == right.asString();
    }
    const Budget::Level level(budget);
    if (left.isSequence() && right.isSequence()) return sequencesEqual(left, right, budget);
    if (left.isDict() && right.isDict()) return dictsEqual(left.asDict(), right.asDict(), budget);
    if (left.is<std::shared_ptr<Namespace>>() && right.is<std::shared_ptr<Namespace>>())
        return &left.asNamespace() == &right.asNamespace();
    return (left.isNone() && right.isNone()) || (left.isUndefined() && right.isUndefined());
}

bool less(const Value& left, const Value& right, Budget& budget) {
    budget.work(1);
    if (left.isNumber() && right.isNumber()) {
        if (left.isInteger() && right.isInteger()) return left.asInteger() < right.asInteger();
        return left.asDouble() < right.asDouble();
    }
    if (left.isText() && right.isText()) {
        budget.work(std::min(left.asString().size(), right.asString().size()) / Budget::kBytesPerUnit);
        return left.asString() < right.asString();  // UTF-8 sorts as code points do
    }
    const bool lists = left.isSequence() && right.isSequence() &&
                       left.asSequence().shape == right.asSequence().shape &&
                       left.asSequence().shape <= Shape::Tuple;
    if (!lists) fail("'<' not supported between '" + left.typeName() + "' and '" + right.typeName() + "'");
    const Budget::Level level(budget);
    const auto& a = left.asSequence().items;
    const auto& b = right.asSequence().items;
    for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at) {
        if (!equal(a[at], b[at], budget)) return less(a[at], b[at], budget);
    }
    return a.size() < b.size();
}

bool contains(const Value& container, const Value& item, Budget& budget) {
    if (container.isUndefined()) return false;
    if (container.isText()) {
        if (!item.isText()) fail("'in <string>' requires a text, not " + item.typeName());
        budget.text(container.asString().size());
        return container.asString().find(item.asString()) != std::string::npos;
    }
    if (container.isDict()) return find(container.asDict(), item, budget) != nullptr;
    if (!container.isSequence()) fail("argument of type '" + container.typeName() + "' is not iterable");
    const Sequence& sequence = container.asSequence();
    const bool lazy = sequence.shape == Shape::Lazy;
    for (std::size_t at = lazy ? sequence.taken : 0; at < sequence.items.size(); ++at) {
        if (lazy) sequence.taken = at + 1;
        if (equal(sequence.items[at], item, budget)) return true;
    }
    return false;
}

bool compare(Comparison comparison, const Value& left, const Value& right, Budget& budget) {
    switch (comparison) {
        case Comparison::Equal:
            return equal(left, right, budget);
        case Comparison::NotEqual:
            return !equal(left, right, budget);
        case Comparison::Less:
            return less(left, right, budget);
        case Comparison::Greater:
            return less(right, left, budget);
        case Comparison::LessEqual:
            return less(left, right, budget) || equal(left, right, budget);
        case Comparison::GreaterEqual:
            return less(right, left, budget) || equal(left, right, budget);
        case Comparison::In:
            return contains(right, left, budget);
        case Comparison::NotIn:
            return !contains(right, left, budget);
    }
    return false;
}

}  // namespace engine::jinja
