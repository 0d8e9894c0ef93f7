#include "app/images/first_word.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace app {
namespace {

constexpr std::size_t neighbours = 5;

}  // namespace

std::optional<double> expectedStart(const QList<MeasuredStart>& measured, int pictureTokens,
                                    int promptTokens) {
    // Attention makes long prompts dearer by the token, so those of about the same length tell the rate, and
    // their median is deaf to the one answer during which something else ran.
    struct Rate {
        double distance;
        double secondsPerToken;
    };
    std::vector<Rate> rates;
    for (const MeasuredStart& start : measured) {
        if (start.seconds <= 0 || start.promptTokens <= 0) continue;
        if ((start.pictureTokens > 0) != (pictureTokens > 0)) continue;
        rates.push_back({std::abs(std::log(double(start.promptTokens) / std::max(1, promptTokens))),
                         start.seconds / start.promptTokens});
    }
    if (rates.empty()) return std::nullopt;
    std::ranges::stable_sort(rates, {}, &Rate::distance);
    rates.resize(std::min(rates.size(), neighbours));
    std::ranges::sort(rates, {}, &Rate::secondsPerToken);
    return rates[rates.size() / 2].secondsPerToken * promptTokens;
}

}  // namespace app
