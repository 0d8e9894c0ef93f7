#include "app/upstream/server_check.h"

#include <utility>

#include "app/errors/error_text.h"
#include "app/errors/guarded.h"
#include "app/upstream/server_look.h"
#include "app/upstream/upstream_loader.h"

namespace app {
namespace {

struct Report {
    QStringList sentences;
    QStringList models;  ///< of the first that lists any
    bool allWell = true;
};

engine::Result<Report> reportOn(const engine::Result<UpstreamOptions>& options, const std::stop_token& stop) {
    if (!options) return options.error();
    Report report;
    for (const ServerLook& look : lookAtServers(options.value(), stop)) {
        report.sentences += look.sentence;
        if (report.models.isEmpty()) report.models = look.models;
        report.allWell = report.allWell && look.isWell;
    }
    return report;
}

}  // namespace

ServerCheck::ServerCheck(QObject* parent) : QObject(parent) {}

ServerCheck::~ServerCheck() {
    m_stop.request_stop();
}

void ServerCheck::look(const UpstreamSettings& settings, const QByteArray& key) {
    m_stop.request_stop();
    m_stop = {};
    if (const QString problem = problemOf(settings); !problem.isEmpty())
        return emit looked(problem, {}, false);
    if (!key.isEmpty()) {
        UpstreamSettings others = settings;
        others.keyFile.clear();
        auto options = upstreamOptions(others);
        if (options) options.value().key = key.toStdString();
        return lookWith(std::move(options));
    }
    m_key.find(settings, [this, settings, stop = m_stop.get_token()](const Keychain::Found& found) {
        if (stop.stop_requested()) return;
        if (!found.problem.isEmpty()) return emit looked(found.problem, {}, false);
        lookWith(upstreamOptions(settings, found.secret.toStdString()));
    });
}

void ServerCheck::lookWith(engine::Result<UpstreamOptions> options) {
    m_queue.add([this, options = std::move(options), stop = m_stop.get_token()]() -> BackgroundQueue::Then {
        auto result = guarded([&] { return reportOn(options, stop); });
        if (stop.stop_requested()) return [] {};
        return [this, stop, result = std::move(result)] {
            if (stop.stop_requested()) return;
            if (!result) return emit looked(errorText(result.error()), {}, false);
            const Report& report = result.value();
            emit looked(report.sentences.join(u'\n'), report.models, report.allWell);
        };
    });
}

}  // namespace app
