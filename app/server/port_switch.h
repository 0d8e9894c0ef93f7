#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include "app/server/server_service.h"
#include "app/settings/cache_settings.h"
#include "app/settings/port_settings.h"
#include "app/settings/scan_settings.h"

namespace app {

class Services;
class Settings;

/// The port over the window's own model: open, closed and opened anew as the settings say. Main thread.
class PortSwitch final : public QObject {
    Q_OBJECT

 public:
    /// Opens the port when the settings ask for it. The services outlive it.
    explicit PortSwitch(Services& services, QObject* parent = nullptr);

    const ServerService& service() const { return m_service; }
    bool isWanted() const;
    /// Keeps the choice in the settings.
    void setWanted(bool wanted);

    /// Addresses of the page under which other computers find it, when they may; without a key.
    QStringList outerAddresses() const;

    /// Makes a key and returns it: it cannot be read again later. Names a keys file in the settings when
    /// there is none yet; from then on nobody asks without a key. Throws AuthError and PrivateFileError, each
    /// with one sentence.
    QString makeKey(const QString& name);

 signals:
    void changed();

 private:
    struct Wish {
        PortSettings port;
        CacheSettings cache;
        ScanSettings scan;

        bool operator==(const Wish&) const = default;
    };

    void follow();
    Wish wish() const;
    server::ServerOptions optionsOf(const Wish& wish) const;

    Services& m_services;
    Settings& m_settings;
    ServerService m_service;
    Wish m_open;  ///< what it was opened with
};

}  // namespace app
