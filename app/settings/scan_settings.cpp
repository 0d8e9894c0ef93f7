#include "app/settings/scan_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto onKey = "port_scan/on";
constexpr auto addressKey = "port_scan/address";
constexpr auto passKey = "port_scan/pass_when_away";
const QString unixSign = QStringLiteral("unix:");
const QString tcpSign = QStringLiteral("tcp:");

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ScanSettings)
};

bool isTcp(const QString& address) {
    if (!address.startsWith(tcpSign)) return false;
    const qsizetype colon = address.lastIndexOf(u':');
    return colon > tcpSign.size() && wholeIn(address.mid(colon + 1), 1, 65535).has_value();
}

bool isUnix(const QString& address) {
    return address.startsWith(unixSign) && address.mid(unixSign.size()).startsWith(u'/');
}

}  // namespace

QString problemOf(const ScanSettings& settings) {
    if (!settings.isOn) return {};
    if (!isTcp(settings.address) && !isUnix(settings.address))
        return Text::tr(
                   "%1 is no address of a virus scanner: write unix:/run/clamav/clamd.ctl or "
                   "tcp:127.0.0.1:3310.")
            .arg(settings.address.isEmpty() ? Text::tr("Nothing") : settings.address);
    const QString path = settings.address.mid(unixSign.size());
    if (isUnix(settings.address) && !QFileInfo::exists(path))
        return Text::tr("There is no virus scanner at %1: start clamd, or switch the scan off.").arg(path);
    return {};
}

ScanSettings readScanSettings(const QSettings& file) {
    ScanSettings settings;
    const QString address = file.value(addressKey, settings.address).toString();
    const bool isSound = isTcp(address) || isUnix(address);
    if (isSound) settings.address = address;
    settings.isOn = isSound && file.value(onKey, false).toBool();
    settings.passesWhenAway = file.value(passKey, false).toBool();
    return settings;
}

void writeSettings(QSettings& file, const ScanSettings& settings) {
    file.setValue(onKey, settings.isOn);
    file.setValue(addressKey, settings.address);
    file.setValue(passKey, settings.passesWhenAway);
}

}  // namespace app
