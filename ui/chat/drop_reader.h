#pragma once

#include <variant>
#include <vector>

#include <QByteArray>
#include <QImage>
#include <QString>
#include <QStringList>

class QMimeData;

namespace ui {

struct DroppedFile {
    QString path;
};
struct DroppedBytes {
    QByteArray bytes;
    QString name;
};
struct DroppedImage {
    QImage image;
    QString name;
};
using DroppedItem = std::variant<DroppedFile, DroppedBytes, DroppedImage>;

/// What something dragged over the window would bring. Found without reading pixels, as it is asked for at
/// every drag.
struct DropVerdict {
    int pictures = 0;
    bool text = false;
    QStringList refusals;  ///< one sentence each, in the user's language

    bool isTaken() const { return pictures > 0 || text; }
};

/// What was dropped or pasted.
struct DropContents {
    std::vector<DroppedItem> items;
    QString text;
    QStringList refusals;
};

/// Order of trust: local files, then pixels that came along, then pictures inside HTML. A web address is
/// never fetched. Text is taken beside pixels (spreadsheets give both), but not where it only names the
/// files.
DropVerdict judgeDrop(const QMimeData& data);
DropContents readDrop(const QMimeData& data);

/// For file dialogs: *.png *.jpg …
QStringList pictureNameFilters();

}  // namespace ui
