#pragma once

#include <QLabel>

namespace ui {

/// A line of plain text that gives up its end, not its neighbours, where there is no room; the tooltip then
/// has all of it.
class ElidedLabel final : public QLabel {
    Q_OBJECT

 public:
    explicit ElidedLabel(QWidget* parent = nullptr);

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

}  // namespace ui
