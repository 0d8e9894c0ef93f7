#include "ui/port/qr_code.h"

#include <memory>

#include <QPainter>
#include <qrencode.h>

namespace ui {

QrCode::QrCode(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("qrCode"));
    setFixedSize(QrCode::sizeHint());
}

void QrCode::setText(const QString& text) {
    m_side = 0;
    m_dark.clear();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        text.isEmpty() ? nullptr : QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (code) {
        m_side = code->width;
        for (int i = 0; i < m_side * m_side; ++i)
            m_dark += static_cast<char>(code->data[i] & 1);
    }
    setAccessibleName(m_side == 0 ? QString() : tr("QR code of %1").arg(text));
    update();
}

void QrCode::paintEvent(QPaintEvent*) {
    if (m_side == 0) return;
    constexpr int border = 4;  // modules, by the standard
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const qreal module = static_cast<qreal>(width()) / (m_side + 2 * border);
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (m_dark[y * m_side + x] == 0) continue;
            // Edges on whole pixels: gaps between modules would disturb readers.
            const QPointF from((x + border) * module, (y + border) * module);
            painter.fillRect(QRect(from.toPoint(), (from + QPointF(module, module)).toPoint() - QPoint(1, 1)),
                             Qt::black);
        }
    }
}

}  // namespace ui
