#include "app/upstream/server_check.h"

#include <utility>

#include "app/errors/error_text.h"
#include "app/errors/guarded.h"
#include "app/upstream/fleet_watch.h"
#include "app/upstream/upstream_address.h"
#include "app/upstream/upstream_loader.h"

namespace app {
namespace {

struct Look {
    QStringList sentences;
    QStringList models;
    bool allWell = true;
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

engine::Result<Look> lookAtAll(const UpstreamSettings& settings, const std::stop_token& stop) {
    const auto made = upstreamOptions(settings);
    if (!made) return made.error();
    const UpstreamOptions& options = made.value();
    const HttpClient client(options.authorities, options.proxy);
    Look look;
    for (const std::string& address : options.addresses) {
        const QString host = QString::fromStdString(hostOf(address));
        if (look.models.isEmpty()) look.models = modelsOf(address, options, client, stop);
        const auto found = lookAt(address, options, client, stop);
        if (stop.stop_requested()) break;
        look.allWell = look.allWell && found;
        look.sentences +=
            found ? ServerCheck::tr("%1 serves %2.").arg(host, QString::fromStdString(found.value().name))
                  : errorText(found.error());
    }
    return look;
}

}  // namespace

ServerCheck::ServerCheck(QObject* parent) : QObject(parent) {}

ServerCheck::~ServerCheck() {
    m_stop.request_stop();
}

void ServerCheck::look(const UpstreamSettings& settings) {
    m_stop.request_stop();
    m_stop = {};
    if (const QString problem = problemOf(settings); !problem.isEmpty())
        return emit looked(problem, {}, false);
    m_queue.add([this, settings, stop = m_stop.get_token()]() -> BackgroundQueue::Then {
        auto result = guarded([&] { return lookAtAll(settings, stop); });
        if (stop.stop_requested()) return [] {};
        return [this, stop, result = std::move(result)] {
            if (stop.stop_requested()) return;
            if (!result) return emit looked(errorText(result.error()), {}, false);
            const Look& look = result.value();
            emit looked(look.sentences.join(u'\n'), look.models, look.allWell);
        };
    });
}

}  // namespace app
