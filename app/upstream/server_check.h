#pragma once

#include <stop_token>

#include <QObject>
#include <QStringList>

#include "app/background/background_queue.h"
#include "app/settings/upstream_settings.h"
#include "app/upstream/upstream_key.h"
#include "app/upstream/upstream_options.h"
#include "engine/error.h"

namespace app {

/// Looks at the servers of settings that aren't kept yet, for who writes them. Main thread.
class ServerCheck final : public QObject {
    Q_OBJECT

 public:
    explicit ServerCheck(QObject* parent = nullptr);
    ~ServerCheck() override;

    /// A look that is still under way gives way. `key`: one that is typed and not kept yet, which goes before
    /// all others.
    void look(const UpstreamSettings& settings, const QByteArray& key = {});

 signals:
    /// `report`: one sentence for each address. `models`: what the first that answers lists.
    void looked(const QString& report, const QStringList& models, bool allWell);

 private:
    void lookWith(engine::Result<UpstreamOptions> options);

    std::stop_source m_stop;
    UpstreamKey m_key;
    BackgroundQueue m_queue;
};

}  // namespace app
