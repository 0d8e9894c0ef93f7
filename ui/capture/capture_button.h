#pragma once

#include <QWidget>

class QAction;
class QToolButton;

namespace ui {

/// Beside the paper clip: a click captures a region; held, or by its menu key, it offers the rest.
class CaptureButton final : public QWidget {
    Q_OBJECT

 public:
    /// The actions outlive it.
    CaptureButton(QAction& region, QAction& window, QAction& screen, QWidget* parent = nullptr);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();

    QToolButton* m_button;
};

}  // namespace ui
