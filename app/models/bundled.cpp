#include "app/models/bundled.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace app::bundled {
namespace {

QString folderIn(const QString& parent, const QString& name) {
    if (parent.isEmpty()) return {};
    const QFileInfo folder(QDir(parent).filePath(name));
    return folder.isDir() ? folder.absoluteFilePath() : QString();
}

}  // namespace

QString resourcesFolder() {
    const QString candidates[] = {qEnvironmentVariable("GLANCEDESK_RESOURCES"),
                                  QCoreApplication::applicationDirPath() + "/../share/glancedesk",
                                  // of a source tree: the program lies in build/PRESET/bin
                                  QCoreApplication::applicationDirPath() + "/../../../resources"};
    for (const QString& candidate : candidates) {
        if (!candidate.isEmpty() && QFileInfo(candidate).isDir()) return QDir(candidate).canonicalPath();
    }
    return {};
}

QString demoModelFolder() {
    return folderIn(resourcesFolder(), "models/demo");
}

QString samplesFolder() {
    return folderIn(resourcesFolder(), "samples");
}

bool isSameFolder(const QString& one, const QString& other) {
    const QString path = QFileInfo(one).canonicalFilePath();
    return !path.isEmpty() && path == QFileInfo(other).canonicalFilePath();
}

}  // namespace app::bundled
