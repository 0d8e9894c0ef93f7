#pragma once

#include <vector>

#include "app/doctor/checkup.h"
#include "app/upstream/server_look.h"

namespace app {

/// How the servers in the model's place are, one finding each, and where pictures go. One that is away while
/// another answers is a Hint.
QList<Finding> checkServers(const std::vector<ServerLook>& looks, bool keepsPictures);

/// The servers are set and cannot be used so, in one sentence.
QList<Finding> serversProblem(const QString& sentence);

}  // namespace app
