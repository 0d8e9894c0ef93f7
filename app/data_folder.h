#pragma once

#include <QString>

namespace app {

/// Where conversations and settings lie: `asked` when it isn't empty, else the user's own folder. Independent
/// of how the program names itself, so that the window and the command line share it.
QString dataFolder(const QString& asked = {});

}  // namespace app
