#pragma once

#include <QDialog>
#include <QList>

#include "app/images/picture.h"

class QLabel;
class QToolButton;

namespace ui {

class PictureCanvas;

/// Shows the pictures of a question large, one at a time. Esc closes.
class PictureViewer final : public QDialog {
    Q_OBJECT

 public:
    PictureViewer(QList<app::Picture> pictures, int first, QWidget* parent = nullptr);

    int current() const { return m_current; }
    PictureCanvas& canvas() const { return *m_canvas; }

 private:
    void show(int index);
    void describe();

    QList<app::Picture> m_pictures;
    int m_current = 0;
    PictureCanvas* m_canvas;
    QLabel* m_info;
    QToolButton* m_previous;
    QToolButton* m_next;
};

}  // namespace ui
