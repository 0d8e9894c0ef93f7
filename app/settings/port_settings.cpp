#include "app/settings/port_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHostAddress>
#include <QSettings>
#include <QUrl>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto onKey = "port/on";
constexpr auto hostKey = "port/host";
constexpr auto portKey = "port/port";
constexpr auto keysKey = "port/keys_file";
constexpr auto originsKey = "port/origins";

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PortSettings)
};

bool isOrigin(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    return isWebAddress(url) && url.path().isEmpty();
}

}  // namespace

QString problemOf(const PortSettings& settings) {
    const QHostAddress address(settings.host);
    const bool isLocalName = settings.host == u"localhost";
    if (address.isNull() && !isLocalName)
        return Text::tr(
                   "%1 is no address: write 127.0.0.1 for this computer alone, or 0.0.0.0 for all that "
                   "can reach it.")
            .arg(settings.host);
    if (settings.port < 1 || settings.port > 65535) return Text::tr("A port is a number from 1 to 65535.");
    for (const QString& origin : settings.origins) {
        if (!isOrigin(origin))
            return Text::tr("%1 is no origin: write it as https://name or https://name:port.").arg(origin);
    }
    if (!settings.keysFile.isEmpty() && !QFileInfo(settings.keysFile).isFile())
        return Text::tr("There is no keys file %1.").arg(settings.keysFile);
    if (!isLocalName && !address.isLoopback() && settings.keysFile.isEmpty())
        return Text::tr("Other computers can reach this address: choose a keys file first.");
    return {};
}

PortSettings readPortSettings(const QSettings& file) {
    PortSettings settings;
    settings.isOn = file.value(onKey, false).toBool();
    settings.host = file.value(hostKey, settings.host).toString();
    settings.port = wholeIn(file.value(portKey), 1, 65535).value_or(settings.port);
    settings.keysFile = file.value(keysKey).toString();
    settings.origins = file.value(originsKey).toStringList();
    settings.origins.removeAll({});
    if (!problemOf(settings).isEmpty()) settings.isOn = false;
    return settings;
}

void writeSettings(QSettings& file, const PortSettings& settings) {
    file.setValue(onKey, settings.isOn);
    file.setValue(hostKey, settings.host);
    file.setValue(portKey, settings.port);
    file.setValue(keysKey, settings.keysFile);
    file.setValue(originsKey, settings.origins);
}

}  // namespace app
