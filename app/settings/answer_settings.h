#pragma once

#include <optional>

#include <QString>

#include "app/chat/answer_style.h"

class QSettings;

namespace app {

/// How the model answers, for every conversation. What is empty is left to the checkpoint.
struct AnswerSettings {
    static constexpr int leastTokens = 16;
    static constexpr int mostTokens = 32'768;
    static constexpr int leastPictureTokens = 64;
    static constexpr int mostPictureTokens = 16'384;
    static constexpr int leastContext = 2048;
    static constexpr int mostContext = 1 << 20;
    static constexpr int longestInstructions = 20'000;  ///< characters

    QString instructions;               ///< the system prompt
    std::optional<double> temperature;  ///< 0 to 2
    std::optional<double> topP;         ///< above 0, to 1
    int maxTokens = 2048;               ///< of one answer
    int pictureTokens = 0;              ///< of one picture; 0: as the checkpoint says
    int contextTokens = 0;              ///< of a conversation that is given along; 0: all that fits
    AnswerStyle style;                  ///< of new conversations

    bool operator==(const AnswerSettings&) const = default;
};

/// A value that makes no sense or lies out of its range reads as its default.
AnswerSettings readAnswerSettings(const QSettings& file);
void writeSettings(QSettings& file, const AnswerSettings& settings);

}  // namespace app
