#pragma once

#include <memory>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include "tests/ui/desk.h"

namespace test {

/// Files as a file manager hands them over.
inline std::unique_ptr<QMimeData> filesOf(const QStringList& files) {
    auto mime = std::make_unique<QMimeData>();
    QList<QUrl> urls;
    for (const QString& file : files)
        urls += QUrl::fromLocalFile(file);
    mime->setUrls(urls);
    return mime;
}

inline void dragOver(Desk& desk, const QMimeData& mime) {
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desk.window, &enter);
}

inline void dropOn(Desk& desk, const QMimeData& mime) {
    QDropEvent drop(QPointF(210, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desk.window, &drop);
}

/// As the agent does it.
inline void drop(Desk& desk, const QStringList& files) {
    const auto mime = filesOf(files);
    dragOver(desk, *mime);
    dropOn(desk, *mime);
}

}  // namespace test
