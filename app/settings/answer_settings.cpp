#include "app/settings/answer_settings.h"

#include <QSettings>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto instructionsKey = "answers/instructions";
constexpr auto temperatureKey = "answers/temperature";
constexpr auto topPKey = "answers/top_p";
constexpr auto maxTokensKey = "answers/max_tokens";
constexpr auto pictureTokensKey = "answers/picture_tokens";
constexpr auto contextKey = "answers/context";
constexpr auto styleKey = "answers/style";

void setOrForget(QSettings& file, const char* key, const std::optional<double>& value) {
    if (value) {
        file.setValue(key, *value);
    } else {
        file.remove(key);
    }
}

}  // namespace

AnswerSettings readAnswerSettings(const QSettings& file) {
    using S = AnswerSettings;
    AnswerSettings settings;
    settings.instructions = file.value(instructionsKey).toString().left(S::longestInstructions);
    settings.temperature = numberIn(file.value(temperatureKey), 0, 2);
    settings.topP = numberIn(file.value(topPKey), 0.01, 1);
    settings.maxTokens =
        wholeIn(file.value(maxTokensKey), S::leastTokens, S::mostTokens).value_or(settings.maxTokens);
    settings.pictureTokens =
        wholeIn(file.value(pictureTokensKey), S::leastPictureTokens, S::mostPictureTokens).value_or(0);
    settings.contextTokens = wholeIn(file.value(contextKey), S::leastContext, S::mostContext).value_or(0);
    settings.style = styleFrom(file.value(styleKey).toString());
    return settings;
}

void writeSettings(QSettings& file, const AnswerSettings& settings) {
    file.setValue(instructionsKey, settings.instructions);
    setOrForget(file, temperatureKey, settings.temperature);
    setOrForget(file, topPKey, settings.topP);
    file.setValue(maxTokensKey, settings.maxTokens);
    file.setValue(pictureTokensKey, settings.pictureTokens);
    file.setValue(contextKey, settings.contextTokens);
    file.setValue(styleKey, wordsOf(settings.style));
}

}  // namespace app
