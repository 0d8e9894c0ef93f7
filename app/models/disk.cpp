#include "app/models/disk.h"

#include <filesystem>

#include <QFile>
#include <QLocale>

namespace app {

QString sizeText(std::int64_t bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

bool linkOrCopy(const QString& from, const QString& to) {
    std::error_code problem;
    std::filesystem::create_hard_link(QFile::encodeName(from).toStdString(),
                                      QFile::encodeName(to).toStdString(), problem);
    return !problem || QFile::copy(from, to);
}

}  // namespace app
