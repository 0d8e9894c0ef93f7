#include "app/server/port_switch.h"

#include <mutex>
#include <utility>

#include <QHostAddress>
#include <QNetworkInterface>

#include "app/chat/engine_worker.h"
#include "app/server/auth/api_keys.h"
#include "app/server/model/fingerprint.h"
#include "app/server/model/model_source.h"
#include "app/server/server_options.h"
#include "app/services.h"
#include "app/settings/settings.h"

namespace app {
namespace {

/// Reading a checkpoint's small files takes a while: done once for each folder. From any thread.
class Fingerprints final {
 public:
    std::string of(const QString& folder) {
        const std::lock_guard lock(m_mutex);
        if (folder != m_folder || m_mark.empty()) {
            m_folder = folder;
            m_mark = server::fingerprintOf(folder.toStdString());
        }
        return m_mark;
    }

 private:
    std::mutex m_mutex;
    QString m_folder;
    std::string m_mark;
};

server::ModelSource sourceOf(const EngineWorker& worker) {
    return {[&worker] { return worker.modelInUse().generator; }, [&worker] { return worker.loadedShare(); },
            [&worker, marks = std::make_shared<Fingerprints>()] {
                return marks->of(worker.modelInUse().folder);
            }};
}

/// This computer's addresses in its networks.
QStringList ownAddresses() {
    QStringList addresses;
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() &&
            !address.isLinkLocal())
            addresses += address.toString();
    }
    return addresses;
}

bool isForOthers(const PortSettings& settings) {
    return !server::isLoopback(settings.host.toStdString());
}

/// Those of the network that the settings open.
QStringList reachableAddresses(const PortSettings& settings) {
    if (!isForOthers(settings)) return {};
    const QHostAddress host(settings.host);
    const bool isAny =
        host == QHostAddress(QHostAddress::AnyIPv4) || host == QHostAddress(QHostAddress::AnyIPv6);
    return isAny ? ownAddresses() : QStringList{settings.host};
}

}  // namespace

PortSwitch::PortSwitch(Services& services, QObject* parent)
    : QObject(parent),
      m_services(services),
      m_settings(services.settings()),
      m_service(sourceOf(services.worker())) {
    connect(&m_settings, &Settings::portChanged, this, &PortSwitch::follow);
    connect(&m_service, &ServerService::changed, this, [this] {
        emit changed();
        if (m_service.state() == PortState::Off) follow();
    });
    follow();
}

bool PortSwitch::isWanted() const {
    return m_settings.port().isOn;
}

void PortSwitch::setWanted(bool wanted) {
    PortSettings settings = m_settings.port();
    settings.isOn = wanted;
    m_settings.setPort(settings);
}

QStringList PortSwitch::outerAddresses() const {
    QStringList pages;
    for (const QString& address : reachableAddresses(m_open.port))
        pages += QStringLiteral("http://%1:%2/").arg(address).arg(m_open.port.port);
    return pages;
}

QString PortSwitch::makeKey(const QString& name) {
    PortSettings settings = m_settings.port();
    const bool isFirst = settings.keysFile.isEmpty();
    if (isFirst) settings.keysFile = m_services.folder() + QStringLiteral("/server/keys.json");
    const std::string key =
        ApiKeys(settings.keysFile.toStdString())
            .add(name.toStdString(), {std::string(scope::chat), std::string(scope::models)});
    if (isFirst) m_settings.setPort(settings);
    return QString::fromStdString(key);
}

PortSwitch::Wish PortSwitch::wish() const {
    return {m_settings.port(), m_settings.cache(), m_settings.scan()};
}

server::ServerOptions PortSwitch::optionsOf(const Wish& wish) const {
    server::ServerOptions options = server::optionsIn(m_services.folder().toStdString());
    options.host = wish.port.host.toStdString();
    options.port = static_cast<std::uint16_t>(wish.port.port);
    options.keysFile = wish.port.keysFile.toStdString();
    for (const QString& origin : wish.port.origins)
        options.allowedOrigins.push_back(origin.toStdString());
    for (const QString& address : reachableAddresses(wish.port))
        options.allowedHosts.push_back(address.toStdString());
    options.cacheBytes = std::int64_t{wish.cache.megabytes} << 20;
    options.cacheLifetime = std::chrono::minutes(wish.cache.minutes);
    if (!wish.cache.isOn) options.cacheFile.clear();
    if (wish.scan.isOn) {
        options.clamd.emplace();
        options.clamd->address = wish.scan.address.toStdString();
        options.clamd->whenDown = wish.scan.passesWhenAway ? ClamdDown::PassBy : ClamdDown::Refuse;
    }
    return options;
}

/// A port that is open with other settings closes first; that it has closed calls this again.
void PortSwitch::follow() {
    const Wish wanted = wish();
    if (m_service.state() == PortState::On) {
        if (!wanted.port.isOn || wanted != m_open) m_service.stop();
        return;
    }
    if (m_service.state() == PortState::Closing || !wanted.port.isOn) return emit changed();
    m_open = wanted;
    m_service.start(optionsOf(wanted));
}

}  // namespace app
