#pragma once

#include <optional>

#include <QList>

namespace app {

/// How long an earlier answer took to begin on this machine.
struct MeasuredStart {
    int pictureTokens = 0;
    int promptTokens = 0;  ///< all of them
    double seconds = 0;
};

/// Seconds until the first word of an answer to so many tokens, from earlier answers of about that size.
/// Empty while nothing comparable was measured.
std::optional<double> expectedStart(const QList<MeasuredStart>& measured, int pictureTokens,
                                    int promptTokens);

}  // namespace app
