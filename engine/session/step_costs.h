#pragma once

#include <array>

namespace engine {

/// What a pass over few rows takes on this machine, learnt while running, and how many guessed tokens are
/// worth their rows.
class StepCosts {
 public:
    static constexpr int mostRows = 32;

    void add(int rows, double seconds);

    /// Guesses to check besides `rows` that are there anyway and bring `tokens` on average, when each is
    /// right with `hitRate`: as many as bring the most tokens a second to all in the pass, none when none
    /// pays.
    int worthwhile(int rows, double tokens, double hitRate) const;
    /// Tokens that so many guesses bring on average.
    static double gain(int guesses, double hitRate);

 private:
    double estimate(int rows) const;

    std::array<double, mostRows + 1> m_seconds{};  // by rows; 0: not known yet
};

}  // namespace engine
