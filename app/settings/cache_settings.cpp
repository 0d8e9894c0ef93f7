#include "app/settings/cache_settings.h"

#include <QSettings>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto onKey = "port_cache/on";
constexpr auto megabytesKey = "port_cache/megabytes";
constexpr auto minutesKey = "port_cache/minutes";

}  // namespace

CacheSettings readCacheSettings(const QSettings& file) {
    using S = CacheSettings;
    CacheSettings settings;
    settings.isOn = file.value(onKey, settings.isOn).toBool();
    settings.megabytes = wholeIn(file.value(megabytesKey), 1, S::mostMegabytes).value_or(settings.megabytes);
    settings.minutes = wholeIn(file.value(minutesKey), 1, S::mostMinutes).value_or(settings.minutes);
    return settings;
}

void writeSettings(QSettings& file, const CacheSettings& settings) {
    file.setValue(onKey, settings.isOn);
    file.setValue(megabytesKey, settings.megabytes);
    file.setValue(minutesKey, settings.minutes);
}

}  // namespace app
