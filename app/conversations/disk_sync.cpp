#include "app/conversations/disk_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <QFile>

namespace app {

void syncToDisk(const QString& path) {
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

}  // namespace app
