#include "app/settings/upstream_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>

#include "app/upstream/upstream_address.h"

namespace app {
namespace {

constexpr auto onKey = "servers/on";
constexpr auto addressesKey = "servers/addresses";
constexpr auto modelKey = "servers/model";
constexpr auto keyFileKey = "servers/key_file";
constexpr auto keyKeptKey = "servers/key_kept";
constexpr auto authoritiesKey = "servers/authorities";
constexpr auto picturesKey = "servers/keeps_pictures";

constexpr int mostServers = 64;
constexpr int longestName = 512;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(UpstreamSettings)
};

bool isFile(const QString& path) {
    return path.isEmpty() || QFileInfo(path).isFile();
}

}  // namespace

QString problemOf(const UpstreamSettings& settings) {
    if (settings.isOn && settings.addresses.isEmpty())
        return Text::tr("Write the address of at least one server, such as http://gpu1:8000.");
    if (settings.addresses.size() > mostServers)
        return Text::tr("At most %1 servers can be used at once.").arg(mostServers);
    for (const QString& address : settings.addresses) {
        if (!upstreamAddress(address.toStdString())) {
            return Text::
                tr("%1 is no address of a server: write it as http://name:port or https://name, without a "
                   "key.")
                    .arg(address);
        }
    }
    if (settings.model.size() > longestName) return Text::tr("The model's name is too long.");
    if (!isFile(settings.keyFile)) return Text::tr("There is no key file %1.").arg(settings.keyFile);
    if (!isFile(settings.authorities))
        return Text::tr("There is no certificate file %1.").arg(settings.authorities);
    return {};
}

UpstreamSettings readUpstreamSettings(const QSettings& file) {
    UpstreamSettings settings;
    settings.isOn = file.value(onKey, false).toBool();
    settings.addresses = file.value(addressesKey).toStringList();
    settings.addresses.removeAll({});
    settings.model = file.value(modelKey).toString().trimmed();
    settings.keyFile = file.value(keyFileKey).toString();
    settings.keyKept = file.value(keyKeptKey, 0).toLongLong();
    settings.authorities = file.value(authoritiesKey).toString();
    settings.keepsPictures = file.value(picturesKey, false).toBool();
    if (!problemOf(settings).isEmpty()) settings.isOn = false;
    return settings;
}

void writeSettings(QSettings& file, const UpstreamSettings& settings) {
    file.setValue(onKey, settings.isOn);
    file.setValue(addressesKey, settings.addresses);
    file.setValue(modelKey, settings.model);
    file.setValue(keyFileKey, settings.keyFile);
    file.setValue(keyKeptKey, static_cast<qint64>(settings.keyKept));
    file.setValue(authoritiesKey, settings.authorities);
    file.setValue(picturesKey, settings.keepsPictures);
}

}  // namespace app
