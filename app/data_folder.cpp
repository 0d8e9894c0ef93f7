#include "app/data_folder.h"

#include <QDir>
#include <QStandardPaths>

namespace app {

QString dataFolder(const QString& asked) {
    if (!asked.isEmpty()) return QDir(asked).absolutePath();
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath("glancedesk");
}

}  // namespace app
