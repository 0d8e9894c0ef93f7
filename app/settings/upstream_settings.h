#pragma once

#include <cstdint>

#include <QString>
#include <QStringList>

class QSettings;

namespace app {

/// Whether servers answer in the place of this computer's model, and which.
struct UpstreamSettings {
    bool isOn = false;
    QStringList addresses;       ///< as they were written: "gpu1:8000", "https://ai.example.com/v1"
    QString model;               ///< empty: the first that they list
    QString keyFile;             ///< holds the key; empty: GLANCEDESK_UPSTREAM_KEY, the keychain, or none
    std::int64_t keyKept = 0;    ///< when the keychain was given the key, in ms since 1970; 0: it has none
    QString authorities;         ///< PEM file of the company's own certificate authority; empty: the system's
    bool keepsPictures = false;  ///< questions with pictures are answered on this computer

    bool operator==(const UpstreamSettings&) const = default;
};

/// Why the servers cannot be used so, in one sentence; empty when they can.
QString problemOf(const UpstreamSettings& settings);

/// A value that makes no sense reads as its default; servers with a problem are off.
UpstreamSettings readUpstreamSettings(const QSettings& file);
void writeSettings(QSettings& file, const UpstreamSettings& settings);

}  // namespace app
