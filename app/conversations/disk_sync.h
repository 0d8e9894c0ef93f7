#pragma once

#include <QString>

namespace app {

/// Makes a file, or what was made or renamed in a folder, outlive a power cut. Best effort. Any thread.
void syncToDisk(const QString& path);

}  // namespace app
