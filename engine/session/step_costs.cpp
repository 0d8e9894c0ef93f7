#include "engine/session/step_costs.h"

#include <algorithm>

namespace engine {

void StepCosts::add(int rows, double seconds) {
    if (rows < 1 || rows > mostRows) return;
    auto& held = m_seconds[static_cast<std::size_t>(rows)];
    constexpr double weight = 0.2;
    held = held == 0 ? seconds : held + weight * (seconds - held);
}

double StepCosts::estimate(int rows) const {
    constexpr double firstGuess = 0.25;  // of one row more, as long as nothing is known
    const auto known = [&](int count) { return m_seconds[static_cast<std::size_t>(count)]; };
    if (known(rows) > 0) return known(rows);
    int below = rows;
    while (below > 0 && known(below) == 0)
        --below;
    int above = rows;
    while (above <= mostRows && known(above) == 0)
        ++above;
    if (below > 0 && above <= mostRows)
        return known(below) + (known(above) - known(below)) * (rows - below) / (above - below);
    if (below > 0) return known(below) * (1 + firstGuess * (rows - below) / below);
    if (above <= mostRows) return known(above);
    return 1 + firstGuess * rows;
}

double StepCosts::gain(int guesses, double hitRate) {
    double tokens = 0;
    double chance = 1;
    for (int i = 0; i < guesses; ++i) {
        chance *= hitRate;
        tokens += chance;
    }
    return tokens;
}

int StepCosts::worthwhile(int rows, double tokens, double hitRate) const {
    constexpr double margin = 1.05;  // a draw goes to no guesses
    double best = margin * tokens / estimate(rows);
    int chosen = 0;
    for (int guesses = 1; guesses <= 8 && rows + guesses <= mostRows; ++guesses) {
        const double rate = (tokens + gain(guesses, hitRate)) / estimate(rows + guesses);
        if (rate > best) {
            best = rate;
            chosen = guesses;
        }
    }
    return chosen;
}

}  // namespace engine
