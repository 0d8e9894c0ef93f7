#pragma once

#include <QString>
#include <QStringList>

class QSettings;

namespace app {

/// The port that other programs may use, as the agent wants it.
struct PortSettings {
    bool isOn = false;
    QString host = QStringLiteral("127.0.0.1");
    int port = 8080;
    QString keysFile;     ///< empty: no keys
    QStringList origins;  ///< web pages that may use it, such as https://help.example.com

    bool operator==(const PortSettings&) const = default;
};

/// Why the port cannot be opened so, in one sentence; empty when it can. Other computers need keys.
QString problemOf(const PortSettings& settings);

/// A value that makes no sense or lies out of its range reads as its default.
PortSettings readPortSettings(const QSettings& file);
void writeSettings(QSettings& file, const PortSettings& settings);

}  // namespace app
