#include "app/upstream/server_look.h"

#include <QCoreApplication>

#include "app/errors/error_text.h"
#include "app/upstream/fleet_watch.h"
#include "app/upstream/upstream_address.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServerLook)
};

QStringList modelsOf(const std::string& address, const UpstreamOptions& options, const HttpClient& client,
                     const std::stop_token& stop) {
    HttpCall call;
    call.url = address + "/models";
    call.key = options.key;
    QStringList names;
    for (const std::string& name : namesIn(client.run(call, stop).body))
        names += QString::fromStdString(name);
    return names;
}

ServerLook lookAtOne(const std::string& address, const UpstreamOptions& options, const HttpClient& client,
                     const std::stop_token& stop) {
    ServerLook look;
    look.host = QString::fromStdString(hostOf(address));
    look.models = modelsOf(address, options, client, stop);
    const auto found = lookAt(address, options, client, stop);
    look.isWell = static_cast<bool>(found);
    if (!found) {
        look.sentence = errorText(found.error());
        return look;
    }
    look.model = QString::fromStdString(found.value().name);
    look.sentence = options.key.empty()
                        ? Text::tr("%1 serves %2.").arg(look.host, look.model)
                        : Text::tr("%1 takes the key and serves %2.").arg(look.host, look.model);
    return look;
}

}  // namespace

std::vector<ServerLook> lookAtServers(const UpstreamOptions& options, const std::stop_token& stop) {
    const HttpClient client(options.authorities, options.proxy);
    std::vector<ServerLook> looks;
    for (const std::string& address : options.addresses) {
        if (stop.stop_requested()) break;
        looks.push_back(lookAtOne(address, options, client, stop));
    }
    return looks;
}

}  // namespace app
