#pragma once

#include <QString>

class QSettings;

namespace app {

/// The virus scanner (ClamAV's clamd) that looks at the pictures which come through the port.
struct ScanSettings {
    bool isOn = false;
    QString address = QStringLiteral("unix:/run/clamav/clamd.ctl");  ///< or tcp:HOST:PORT
    bool passesWhenAway = false;  ///< pictures are taken while the scanner does not answer

    bool operator==(const ScanSettings&) const = default;
};

/// Why pictures cannot be scanned so, in one sentence; empty when they can, or shall not.
QString problemOf(const ScanSettings& settings);

/// A value that makes no sense reads as its default. Whether the scanner is there is not asked.
ScanSettings readScanSettings(const QSettings& file);
void writeSettings(QSettings& file, const ScanSettings& settings);

}  // namespace app
