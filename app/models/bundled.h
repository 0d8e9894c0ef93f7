#pragma once

#include <QString>

namespace app::bundled {

/// The folder that holds what ships with the program: $GLANCEDESK_RESOURCES, else ../share/glancedesk beside
/// the program, else the source tree (development builds). Empty when none is there.
QString resourcesFolder();

/// The demo model's checkpoint folder; empty when it isn't there.
QString demoModelFolder();

/// The screenshots to try; empty when they aren't there.
QString samplesFolder();

/// The same folder on disk, however it is spelled.
bool isSameFolder(const QString& one, const QString& other);

}  // namespace app::bundled
