#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QKeySequence;
class QToolButton;

namespace ui {

class PictureCanvas;

/// A row of a viewer's buttons, each with its keys, which work in the whole dialog.
class ViewerBar final : public QWidget {
    Q_OBJECT

 public:
    explicit ViewerBar(QWidget* dialog);

    QToolButton* addButton(const char* name, const QString& icon, const QString& label,
                           const QList<QKeySequence>& shortcuts);
    /// Smaller, larger, fitted, actual size.
    void addZoom(PictureCanvas& canvas);
    void addGap(int width);
    QHBoxLayout& row() const { return *m_row; }

 private:
    QWidget* m_dialog;
    QHBoxLayout* m_row;
};

}  // namespace ui
