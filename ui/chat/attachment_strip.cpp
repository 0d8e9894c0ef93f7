#include "ui/chat/attachment_strip.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace ui {

namespace {

constexpr int kSide = 72;

QPixmap spinnerAt(int step, const QColor& color, qreal scale) {
    QPixmap pixmap(QSize(24, 24) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(3, 3, 18, 18), -step * 30 * 16, 250 * 16);
    return pixmap;
}

}  // namespace

AttachmentStrip::AttachmentStrip(Attachments& attachments, QWidget* parent)
    : QScrollArea(parent), m_attachments(attachments), m_body(new QWidget), m_row(new QHBoxLayout(m_body)) {
    setObjectName(QStringLiteral("attachmentStrip"));
    m_body->setObjectName(QStringLiteral("attachmentBody"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(10);
    m_row->addStretch();
    setWidget(m_body);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(kSide + 20);
    viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    hide();

    m_spinner.setInterval(80);
    connect(&m_spinner, &QTimer::timeout, this, &AttachmentStrip::turn);
    connect(&attachments, &Attachments::changed, this, &AttachmentStrip::sync);
    sync();
}

void AttachmentStrip::sync() {
    const QList<Attachment>& items = m_attachments.items();
    m_cards.removeIf([&](const Card& card) {
        const bool gone = std::none_of(items.begin(), items.end(),
                                       [&](const Attachment& item) { return item.ticket == card.ticket; });
        if (!gone) return false;
        card.frame->hide();
        m_row->removeWidget(card.frame);
        card.frame->deleteLater();
        return true;
    });
    for (int place = 0; place < items.size(); ++place) {
        const Attachment& item = items[place];
        auto card = std::find_if(m_cards.begin(), m_cards.end(),
                                 [&](const Card& existing) { return existing.ticket == item.ticket; });
        if (card == m_cards.end()) {
            m_cards += makeCard(item, place);
            card = m_cards.end() - 1;
        }
        if (item.isReady && !card->isReady) showReady(*card, item.picture);
    }
    setVisible(!m_cards.isEmpty());
    if (m_attachments.isOpening()) {
        m_spinner.start();
    } else {
        m_spinner.stop();
    }
    rebuildLabels();
}

AttachmentStrip::Card AttachmentStrip::makeCard(const Attachment& attachment, int place) {
    Card card;
    card.ticket = attachment.ticket;
    card.frame = new QFrame;
    card.frame->setObjectName(QStringLiteral("attachment%1").arg(attachment.ticket));
    card.frame->setProperty("role", QStringLiteral("attachment"));
    card.frame->setFixedSize(kSide + 32, kSide + 6);
    card.thumbnail = new QToolButton(card.frame);
    card.thumbnail->setObjectName(QStringLiteral("openAttachment%1").arg(attachment.ticket));
    card.thumbnail->setProperty("role", QStringLiteral("thumbnail"));
    card.thumbnail->setIconSize({kSide + 22, kSide - 4});
    card.thumbnail->setGeometry(card.frame->rect().adjusted(1, 1, -1, -1));
    card.thumbnail->setFocusPolicy(Qt::StrongFocus);
    card.remove = new QToolButton(card.frame);
    card.remove->setObjectName(QStringLiteral("removeAttachment%1").arg(attachment.ticket));
    card.remove->setProperty("role", QStringLiteral("remove"));
    card.remove->setIcon(icons::icon(QStringLiteral("close")));
    card.remove->setIconSize({12, 12});
    card.remove->setGeometry(card.frame->width() - 25, 3, 22, 22);
    card.remove->setFocusPolicy(Qt::StrongFocus);
    connect(card.remove, &QToolButton::clicked, this,
            [this, ticket = attachment.ticket] { m_attachments.remove(ticket); });
    connect(card.thumbnail, &QToolButton::clicked, this, [this, ticket = attachment.ticket] {
        const Attachment* item = m_attachments.find(ticket);
        if (item && item->isReady) emit openRequested(ticket);
    });
    card.frame->setToolTip(attachment.name);
    m_row->insertWidget(place, card.frame);  // where its picture stands in the question
    return card;
}

void AttachmentStrip::showReady(Card& card, const app::Picture& picture) {
    card.isReady = true;
    card.thumbnail->setIcon(QIcon(QPixmap::fromImage(picture.thumbnail)));
    card.thumbnail->setCursor(Qt::PointingHandCursor);
}

void AttachmentStrip::turn() {
    ++m_step;
    const QIcon icon(spinnerAt(m_step, colorsOf(palette()).accent, devicePixelRatioF()));
    for (const Card& card : m_cards) {
        if (!card.isReady) card.thumbnail->setIcon(icon);
    }
}

void AttachmentStrip::rebuildLabels() {
    for (const Card& card : m_cards) {
        const QString name = card.frame->toolTip();
        card.thumbnail->setToolTip(card.isReady ? tr("Open and edit %1").arg(name)
                                                : tr("Opening %1…").arg(name));
        card.thumbnail->setAccessibleName(card.thumbnail->toolTip());
        card.remove->setToolTip(tr("Remove %1").arg(name));
        card.remove->setAccessibleName(card.remove->toolTip());
    }
    setAccessibleName(tr("Attached pictures"));
}

void AttachmentStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) rebuildLabels();
    QScrollArea::changeEvent(event);
}

}  // namespace ui
