#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace ui::icons {

/// The icon of resources/icons with that name, drawn in the application's palette at any size; it follows a
/// change of theme by itself.
QIcon icon(const QString& name, QPalette::ColorRole role = QPalette::ButtonText);
/// In a colour of its own.
QIcon icon(const QString& name, const QColor& color);

/// One drawing, for painters.
QPixmap pixmap(const QString& name, const QSize& size, qreal scale, const QColor& color);

}  // namespace ui::icons
