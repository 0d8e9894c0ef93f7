#include "tests/engine/support/expected.h"

#include <algorithm>
#include <cmath>

#include "tests/engine/support/fixtures.h"

namespace expected {

raw::File read(const std::string& name) {
    return raw::read(fixtures::data() / "expected" / (name + ".safetensors"));
}

std::vector<float> keptRows(const raw::File& got, const raw::File& expected, const std::string& name) {
    const auto& tensor = got.at(name);
    const auto values = tensor.floats();
    const auto width = tensor.shape.at(1);
    std::vector<float> kept;
    for (const auto row : expected.at(name + ".rows").integers())
        kept.insert(kept.end(), values.begin() + row * width, values.begin() + (row + 1) * width);
    return kept;
}

double largestDifference(const raw::File& got, const raw::File& expected, const std::string& name) {
    if (got.at(name).shape != expected.at(name + ".shape").integers()) return INFINITY;
    const auto have = keptRows(got, expected, name);
    const auto want = expected.at(name).floats();
    double largest = have.size() == want.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(have.size(), want.size()); ++i) {
        const auto difference = std::abs(double{have[i]} - double{want[i]});
        largest = std::isnan(difference) ? INFINITY : std::max(largest, difference);
    }
    return largest;
}

double leastCosine(const std::vector<float>& a, const std::vector<float>& b, std::size_t width) {
    double least = a.size() == b.size() ? 1 : -1;
    for (std::size_t row = 0; row < std::min(a.size(), b.size()); row += width) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (std::size_t i = row; i < row + width; ++i) {
            dot += double{a[i]} * b[i];
            aa += double{a[i]} * a[i];
            bb += double{b[i]} * b[i];
        }
        const auto cosine = dot / std::sqrt(aa * bb);
        least = std::isnan(cosine) ? -1 : std::min(least, cosine);
    }
    return least;
}

}  // namespace expected
