#include "ui/chat/attachment_cost.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/images/picture_costs.h"
#include "ui/chat/attachments.h"
#include "ui/chat/question_edit.h"

namespace ui {

namespace {

/// Rounded as a person would say it.
QString spoken(double seconds) {
    if (seconds < 1) return AttachmentCost::tr("first word in less than a second");
    if (seconds < 90)
        return AttachmentCost::tr("first word in about %1 s")
            .arg(qRound(seconds < 10 ? seconds : seconds / 5) * (seconds < 10 ? 1 : 5));
    return AttachmentCost::tr("first word in about %1 min").arg(qRound(seconds / 60));
}

QLabel* makeLabel(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}  // namespace

AttachmentCost::AttachmentCost(Attachments& attachments, const QuestionEdit& edit,
                               const app::PictureCosts& costs, QWidget* parent)
    : QFrame(parent),
      m_attachments(attachments),
      m_edit(edit),
      m_costs(costs),
      m_cost(makeLabel("attachmentCost")),
      m_hint(makeLabel("attachmentHint")),
      m_crop(new QPushButton),
      m_cut(new QPushButton) {
    setObjectName(QStringLiteral("attachmentCostBar"));
    m_crop->setObjectName(QStringLiteral("cropLarge"));
    m_cut->setObjectName(QStringLiteral("cutTall"));
    for (QPushButton* button : {m_crop, m_cut})
        button->setAutoDefault(false);
    auto* hint = new QHBoxLayout;
    hint->setSpacing(8);
    hint->addWidget(m_hint, 1);
    hint->addWidget(m_crop);
    hint->addWidget(m_cut);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(hint);
    column->addWidget(m_cost);
    connect(&attachments, &Attachments::changed, this, &AttachmentCost::refresh);
    connect(&edit, &QuestionEdit::textChanged, this, &AttachmentCost::refresh);
    connect(&costs, &app::PictureCosts::changed, this, &AttachmentCost::refresh);
    connect(m_crop, &QPushButton::clicked, this, [this] { emit cropRequested(m_large); });
    connect(m_cut, &QPushButton::clicked, this, [this] {
        if (const Attachment* large = m_attachments.find(m_large))
            m_attachments.cut(m_large, m_costs.slices(large->picture.image.size()));
    });
    refresh();
}

QString AttachmentCost::text() const {
    return isHidden() ? QString() : m_cost->text();
}

QString AttachmentCost::costLine() const {
    QList<QSize> sizes;
    for (const app::Picture& picture : m_attachments.pictures())
        sizes += picture.image.size();
    const auto cost = m_costs.cost(sizes, m_edit.toPlainText());
    if (sizes.isEmpty() || !cost) return {};
    QString line = tr("Pictures: %1 tokens").arg(QLocale().toString(cost->pictureTokens));
    if (cost->seconds) line += QStringLiteral("  ·  ") + spoken(*cost->seconds);
    return line;
}

void AttachmentCost::refresh() {
    const QString line = costLine();
    m_cost->setText(line);
    m_cost->setAccessibleName(line);
    m_cost->setToolTip(tr("Seconds are told by earlier answers of this model on this computer."));
    offer();
    setVisible(!line.isEmpty());
}

void AttachmentCost::offer() {
    m_large = 0;
    for (const Attachment& item : m_attachments.items()) {
        if (!item.isReady) continue;
        const QSize size = item.picture.image.size();
        const auto plan = m_costs.plan(size);
        if (!plan || !plan->isShrunk()) continue;
        m_large = item.ticket;
        m_hint->setText(tr("%1 is larger than the model can use: it sees %2 × %3 of the %4 × %5 pixels.")
                            .arg(item.name)
                            .arg(plan->seen.width())
                            .arg(plan->seen.height())
                            .arg(size.width())
                            .arg(size.height()));
        const auto parts = static_cast<int>(m_costs.slices(size).size());
        m_crop->setText(tr("Crop…"));
        m_crop->setToolTip(tr("Cut out the part that matters"));
        m_crop->setAccessibleName(tr("Crop %1").arg(item.name));
        m_cut->setText(tr("Cut into %n parts", nullptr, parts));
        m_cut->setToolTip(tr("Parts from top to bottom that the model sees at full size"));
        m_cut->setAccessibleName(m_cut->text());
        m_cut->setVisible(parts > 0);
        break;
    }
    m_hint->setVisible(m_large != 0);
    m_crop->setVisible(m_large != 0);
    if (m_large == 0) m_cut->hide();
}

void AttachmentCost::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QFrame::changeEvent(event);
}

}  // namespace ui
