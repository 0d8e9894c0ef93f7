#pragma once

#include <array>

namespace engine {

/// What a pass over few rows takes on this machine, learnt while running, and how many guessed tokens are
/// worth their rows.
class StepCosts {
 public:
    static constexpr int mostRows = 32;

    void add(int rows, double seconds);

    /// Guesses to check besides `rows` that are there anyway, when each is right with `hitRate`: as many as
    /// bring the most tokens a second, none when none pays.
    int worthwhile(int rows, double hitRate) const;

 private:
    double estimate(int rows) const;

    std::array<double, mostRows + 1> m_seconds{};  // by rows; 0: not known yet
};

}  // namespace engine
