#pragma once

#include <QLineEdit>

namespace ui {

/// A field to search in, with a magnifying glass where wanted and a button that clears it. A screen reader
/// has names for both.
class SearchField final : public QLineEdit {
    Q_OBJECT

 public:
    enum class Glass { Shown, Hidden };
    explicit SearchField(Glass glass, QWidget* parent = nullptr);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();

    QAction* m_glass = nullptr;
};

}  // namespace ui
