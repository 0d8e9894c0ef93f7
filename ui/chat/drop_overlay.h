#pragma once

#include <QWidget>

#include "ui/chat/drop_reader.h"

namespace ui {

/// Lies over the window while something is dragged across it and says what would become of it.
class DropOverlay final : public QWidget {
    Q_OBJECT

 public:
    explicit DropOverlay(QWidget* parent);

    void showVerdict(const DropVerdict& verdict);
    QString headline() const { return m_headline; }
    QString detail() const { return m_detail; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    bool m_taken = false;
    QString m_headline;
    QString m_detail;
};

}  // namespace ui
