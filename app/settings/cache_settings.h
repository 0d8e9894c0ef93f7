#pragma once

class QSettings;

namespace app {

/// Answers of the port that are kept, so that the same question about the same picture is answered at once.
struct CacheSettings {
    static constexpr int mostMegabytes = 1'000'000;
    static constexpr int mostMinutes = 525'600;  ///< a year

    bool isOn = true;
    int megabytes = 256;
    int minutes = 60;  ///< that an answer is kept

    bool operator==(const CacheSettings&) const = default;
};

/// A value that makes no sense or lies out of its range reads as its default.
CacheSettings readCacheSettings(const QSettings& file);
void writeSettings(QSettings& file, const CacheSettings& settings);

}  // namespace app
