#include "ui/chat/drop_overlay.h"

#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace ui {

DropOverlay::DropOverlay(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("dropOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::showVerdict(const DropVerdict& verdict) {
    m_taken = verdict.isTaken();
    m_detail = verdict.refusals.mid(0, 3).join(u'\n');
    if (verdict.refusals.size() > 3) m_detail += QStringLiteral(" …");
    m_headline = verdict.pictures > 0 ? tr("Drop to attach %n picture(s)", nullptr, verdict.pictures)
                 : verdict.text       ? tr("Drop to put the text into your question")
                                      : tr("This can't be attached");
    setAccessibleName(m_detail.isEmpty() ? m_headline : m_headline + u'\n' + m_detail);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent*) {
    const Colors& colors = colorsOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = colors.window;
    veil.setAlpha(232);
    painter.fillRect(rect(), veil);

    const QColor tone = m_taken ? colors.accent : colors.danger;
    const QRect frame = rect().adjusted(18, 18, -18, -18);
    QPen pen(tone, 2, Qt::DashLine);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.drawRoundedRect(frame, 18, 18);

    const int iconTop = frame.center().y() - 84;
    painter.drawPixmap(frame.center().x() - 24, iconTop,
                       icons::pixmap(m_taken ? QStringLiteral("drop") : QStringLiteral("warning"), {48, 48},
                                     devicePixelRatioF(), tone));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    painter.setPen(colors.text);
    const QRect headline = frame.adjusted(32, iconTop + 62 - frame.top(), -32, 0);
    QRect used;
    painter.drawText(headline, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_headline, &used);
    painter.setFont(font());
    painter.setPen(m_taken ? colors.dim : colors.danger);
    painter.drawText(headline.adjusted(0, used.height() + 12, 0, 0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_detail);
}

}  // namespace ui
