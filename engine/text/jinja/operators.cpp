#include "engine/text/jinja/operators.h"

#include <algorithm>
#include <cmath>

#include "engine/text/jinja/printing.h"
#include "engine/text/jinja/python_text.h"

namespace engine::jinja {
namespace {

constexpr std::size_t kMostItems = 1'000'000;

[[noreturn]] void unsupportedOperands(const char* sign, const Value& left, const Value& right) {
    fail(std::string("unsupported operand types for ") + sign + ": " + left.typeName() + " and " +
         right.typeName());
}

void mustBeDefined(const Value& value) {
    if (value.isUndefined()) fail("'" + value.asUndefined().name + "' is undefined");
}

[[noreturn]] void tooLarge() {
    fail("a number is too large");
}

std::int64_t multiplied(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result)) tooLarge();
    return result;
}

std::int64_t power(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    if (base == 0 || base == 1) return exponent == 0 ? 1 : base;
    if (base == -1) return exponent % 2 == 0 ? 1 : -1;
    for (; exponent > 0; --exponent)  // ends by overflow after 63 steps
        result = multiplied(result, base);
    return result;
}

std::int64_t floorDivided(std::int64_t a, std::int64_t b) {
    if (b == 0) fail("division by zero");
    if (b == -1) return multiplied(a, -1);
    const std::int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::int64_t modulo(std::int64_t a, std::int64_t b) {
    if (b == 0) fail("division by zero");
    if (b == -1) return 0;
    const std::int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

// The sign of Python's rest is the divisor's.
double modulo(double a, double b) {
    if (b == 0) fail("division by zero");
    const double rest = std::fmod(a, b);
    if (rest == 0) return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

double floorDivided(double a, double b) {
    const double rest = modulo(a, b);
    const double quotient = (a - rest) / b;
    if (quotient == 0) return std::copysign(0.0, a / b);
    const double floored = std::floor(quotient);
    return quotient - floored > 0.5 ? floored + 1 : floored;
}

Value integerArithmetic(Arithmetic operation, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    switch (operation) {
        case Arithmetic::Add:
            if (__builtin_add_overflow(a, b, &result)) tooLarge();
            return result;
        case Arithmetic::Subtract:
            if (__builtin_sub_overflow(a, b, &result)) tooLarge();
            return result;
        case Arithmetic::Multiply:
            return multiplied(a, b);
        case Arithmetic::Divide:
            if (b == 0) fail("division by zero");
            return static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b));
        case Arithmetic::FloorDivide:
            return floorDivided(a, b);
        case Arithmetic::Modulo:
            return modulo(a, b);
        case Arithmetic::Power:
            if (b >= 0) return power(a, b);
            if (a == 0) fail("zero to a negative power");
            return std::pow(static_cast<double>(a), static_cast<double>(b));
    }
    return None{};
}

Value floatArithmetic(Arithmetic operation, double a, double b) {
    switch (operation) {
        case Arithmetic::Add:
            return a + b;
        case Arithmetic::Subtract:
            return a - b;
        case Arithmetic::Multiply:
            return a * b;
        case Arithmetic::Divide:
            if (b == 0) fail("division by zero");
            return a / b;
        case Arithmetic::FloorDivide:
            return floorDivided(a, b);
        case Arithmetic::Modulo:
            return modulo(a, b);
        case Arithmetic::Power:
            break;
    }
    const double result = std::pow(a, b);
    // Python gives a complex number or an error here.
    if (std::isnan(result) || (std::isinf(result) && std::isfinite(a))) fail("a power out of range");
    return result;
}

Value added(const Value& left, const Value& right, Budget& budget) {
    if (left.isText() && right.isText())
        return TextBuilder(budget).add(left.asText()).add(right.asText()).take();
    const bool lists = left.isSequence() && right.isSequence() &&
                       left.asSequence().shape == right.asSequence().shape &&
                       left.asSequence().shape <= Shape::Tuple;
    if (!lists) unsupportedOperands("+", left, right);
    std::vector<Value> items = left.asSequence().items;
    budget.work(items.size() + right.asSequence().items.size());
    items.insert(items.end(), right.asSequence().items.begin(), right.asSequence().items.end());
    return Value::sequence(std::move(items), left.asSequence().shape);
}

Value repeated(const Value& value, std::int64_t times, Budget& budget) {
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(times, 0));
    if (value.isText()) {
        TextBuilder out(budget);
        if (!value.asString().empty()) {
            for (std::size_t at = 0; at < count; ++at)
                out.add(value.asText());
        }
        return out.take();
    }
    const Sequence& sequence = value.asSequence();
    if (sequence.shape > Shape::Tuple) fail("a " + value.typeName() + " cannot be repeated");
    std::vector<Value> items;
    if (!sequence.items.empty() && count > kMostItems / sequence.items.size()) fail("a list is too long");
    budget.work(count * sequence.items.size());
    for (std::size_t at = 0; at < count && !sequence.items.empty(); ++at)
        items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    return Value::sequence(std::move(items), sequence.shape);
}

}  // namespace

Value arithmetic(Arithmetic operation, const Value& left, const Value& right, Budget& budget) {
    static constexpr const char* kSigns[] = {"+", "-", "*", "/", "//", "%", "**"};
    mustBeDefined(left);
    mustBeDefined(right);
    if (left.isInteger() && right.isInteger())
        return integerArithmetic(operation, left.asInteger(), right.asInteger());
    if (left.isNumber() && right.isNumber())
        return floatArithmetic(operation, left.asDouble(), right.asDouble());
    if (operation == Arithmetic::Add) return added(left, right, budget);
    if (operation == Arithmetic::Multiply) {
        if ((left.isText() || left.isSequence()) && right.isInteger())
            return repeated(left, right.asInteger(), budget);
        if ((right.isText() || right.isSequence()) && left.isInteger())
            return repeated(right, left.asInteger(), budget);
    }
    unsupportedOperands(kSigns[static_cast<int>(operation)], left, right);
}

Value negated(const Value& value) {
    mustBeDefined(value);
    if (value.isInteger()) return multiplied(value.asInteger(), -1);
    if (!value.isNumber()) fail("a " + value.typeName() + " has no sign");
    return -value.asDouble();
}

std::vector<Value> walk(const Value& value, Budget& budget) {
    if (value.isUndefined()) return {};
    std::vector<Value> out;
    if (value.isText()) {
        budget.work(8 * value.asString().size());  // each character becomes a value
        for (MarkedText& character : python::characters(value.asText()))
            out.emplace_back(std::move(character));
    } else if (value.isDict()) {
        for (const auto& [key, item] : value.asDict().items)
            out.push_back(key);
    } else if (value.isSequence()) {
        const Sequence& sequence = value.asSequence();
        if (sequence.shape == Shape::Lazy) {
            out.assign(sequence.items.begin() + static_cast<std::ptrdiff_t>(sequence.taken),
                       sequence.items.end());
            sequence.taken = sequence.items.size();
        } else {
            out = sequence.items;
        }
    } else {
        fail("'" + value.typeName() + "' object is not iterable");
    }
    budget.work(1 + out.size());
    return out;
}

std::int64_t lengthOf(const Value& value) {
    if (value.isUndefined()) return 0;
    if (value.isText()) return python::length(value.asText());
    if (value.isDict()) return static_cast<std::int64_t>(value.asDict().items.size());
    if (!value.isSequence() || value.asSequence().shape == Shape::Lazy)
        fail("object of type '" + value.typeName() + "' has no length");
    return static_cast<std::int64_t>(value.asSequence().items.size());
}

}  // namespace engine::jinja
