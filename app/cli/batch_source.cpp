#include "app/cli/batch_source.h"

#include <algorithm>

#include <QCollator>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace app {
namespace {

constexpr qint64 largestList = 64LL * 1024 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Batch)
};

BatchSource problem(const QString& sentence) {
    return {{}, sentence};
}

BatchSource ofFolder(const QString& place, const QString& question) {
    const QDir folder(place);
    const QStringList kinds{QStringLiteral("*.png"),  QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"),
                            QStringLiteral("*.webp"), QStringLiteral("*.bmp"), QStringLiteral("*.gif")};
    QStringList names = folder.entryList(kinds, QDir::Files);  // in capitals too
    QCollator order;
    order.setNumericMode(true);
    std::sort(names.begin(), names.end(), order);
    BatchSource source;
    for (const QString& name : names)
        source.items.append({name, folder.filePath(name), question});
    if (names.isEmpty())
        return problem(
            Text::tr("%1 holds no picture (PNG, JPEG, WebP, BMP or GIF): name another folder.").arg(place));
    return source;
}

BatchSource ofList(const QString& place, const QString& question) {
    QFile file(place);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestList)
        return problem(Text::tr("%1 cannot be read: check the path.").arg(place));
    const QDir folder = QFileInfo(place).dir();
    BatchSource source;
    QSet<QString> seen;
    int number = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        ++number;
        if (line.isEmpty()) continue;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const QString image = object[QStringLiteral("image")].toString();
        const QString asked = object[QStringLiteral("question")].toString(question);
        if (image.isEmpty() || asked.isEmpty()) {
            return problem(
                Text::tr("%1, line %2: write {\"image\": \"shot.png\", \"question\": \"…\"}, or give "
                         "--question for all.")
                    .arg(place)
                    .arg(number));
        }
        // The same once more would have the same row.
        if (seen.contains(image + u'\n' + asked)) continue;
        seen.insert(image + u'\n' + asked);
        source.items.append({image, folder.filePath(image), asked});
    }
    if (source.items.isEmpty()) return problem(Text::tr("%1 holds no line: write at least one.").arg(place));
    return source;
}

}  // namespace

BatchSource batchSource(const QString& place, const QString& question) {
    const QFileInfo info(place);
    if (!info.exists()) return problem(Text::tr("There is no %1: name a folder of pictures.").arg(place));
    return info.isDir() ? ofFolder(place, question) : ofList(place, question);
}

}  // namespace app
