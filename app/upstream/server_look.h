#pragma once

#include <stop_token>
#include <vector>

#include <QString>
#include <QStringList>

#include "app/upstream/upstream_options.h"

namespace app {

/// How one address is, in words.
struct ServerLook {
    QString host;
    bool isWell = false;
    QString model;       ///< that it serves; empty when it isn't well
    QStringList models;  ///< all that it lists
    QString sentence;    ///< what it serves, or what is wrong and what to do
};

/// Looks at each address once: is it there, does it take the key, does it have the model. Blocks; a stop ends
/// it early. Any thread.
std::vector<ServerLook> lookAtServers(const UpstreamOptions& options, const std::stop_token& stop);

}  // namespace app
