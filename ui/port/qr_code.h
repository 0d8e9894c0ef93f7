#pragma once

#include <QWidget>

namespace ui {

/// A text as a QR code for a phone's camera: black on white in every theme, with the quiet border that
/// readers need.
class QrCode final : public QWidget {
    Q_OBJECT

 public:
    explicit QrCode(QWidget* parent = nullptr);

    /// Empty, or too long for a code: nothing is shown.
    void setText(const QString& text);

    QSize sizeHint() const override { return {160, 160}; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    int m_side = 0;     ///< modules
    QByteArray m_dark;  ///< one byte for each module, row by row
};

}  // namespace ui
