#include "app/settings/model_settings.h"

#include <array>

#include <QSettings>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto weightsKey = "model/weights";
constexpr auto deviceKey = "model/device";
constexpr auto smallVisionKey = "model/small_vision";
constexpr auto threadsKey = "model/threads";
constexpr auto smallCacheKey = "model/small_cache";
constexpr auto reuseKey = "model/reuse_megabytes";

constexpr std::array<const char*, 4> weightsWords = {"auto", "bf16", "int8", "int4"};
constexpr std::array<const char*, 3> deviceWords = {"auto", "cpu", "gpu"};

template <class Enum, std::size_t count>
Enum choiceOf(const QVariant& value, const std::array<const char*, count>& words) {
    const QString word = value.toString();
    for (std::size_t i = 0; i < count; ++i) {
        if (word == QLatin1String(words[i])) return static_cast<Enum>(i);
    }
    return static_cast<Enum>(0);
}

template <class Enum, std::size_t count>
QString wordOf(Enum choice, const std::array<const char*, count>& words) {
    return QLatin1String(words.at(static_cast<std::size_t>(choice)));
}

}  // namespace

ModelSettings readModelSettings(const QSettings& file) {
    ModelSettings settings;
    settings.weights = choiceOf<WeightsChoice>(file.value(weightsKey), weightsWords);
    settings.device = choiceOf<ComputeChoice>(file.value(deviceKey), deviceWords);
    settings.smallVision = file.value(smallVisionKey, false).toBool();
    settings.threads = wholeIn(file.value(threadsKey), 1, ModelSettings::mostThreads).value_or(0);
    settings.smallCache = file.value(smallCacheKey, false).toBool();
    settings.reuseMegabytes =
        wholeIn(file.value(reuseKey), 0, ModelSettings::mostReuse).value_or(settings.reuseMegabytes);
    return settings;
}

void writeSettings(QSettings& file, const ModelSettings& settings) {
    file.setValue(weightsKey, wordOf(settings.weights, weightsWords));
    file.setValue(deviceKey, wordOf(settings.device, deviceWords));
    file.setValue(smallVisionKey, settings.smallVision);
    file.setValue(threadsKey, settings.threads);
    file.setValue(smallCacheKey, settings.smallCache);
    file.setValue(reuseKey, settings.reuseMegabytes);
}

}  // namespace app
