#include "ui/faults/fault_bar.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/chat/plain_text.h"
#include "ui/common/icons.h"
#include "ui/faults/fault_text.h"

namespace ui {

namespace {

constexpr QSize kPicture(112, 84);
constexpr int kLines = 5;  ///< of the answer without scrolling

}  // namespace

FaultBar::FaultBar(QWidget* parent)
    : QFrame(parent),
      m_picture(new QLabel),
      m_title(new QLabel),
      m_differences(new QLabel),
      m_answer(new QPlainTextEdit),
      m_copy(new QPushButton),
      m_next(new QPushButton),
      m_edit(new QPushButton),
      m_close(new QToolButton) {
    setObjectName(QStringLiteral("faultBar"));
    layOut();
    connect(m_copy, &QPushButton::clicked, this,
            [this] { emit copyRequested(plainText(m_matches[m_current].fault.answer)); });
    connect(m_edit, &QPushButton::clicked, this,
            [this] { emit editRequested(m_matches[m_current].fault.id); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        m_current = (m_current + 1) % static_cast<int>(m_matches.size());
        refresh();
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        showMatches({});
        emit dismissed();
    });
    hide();
}

void FaultBar::layOut() {
    const std::pair<QWidget*, const char*> names[] = {
        {m_picture, "faultPicture"}, {m_title, "faultTitle"}, {m_differences, "faultDifferences"},
        {m_answer, "faultAnswer"},   {m_copy, "copyFault"},   {m_next, "nextFault"},
        {m_edit, "editFault"},       {m_close, "closeFault"}};
    for (const auto& [widget, name] : names)
        widget->setObjectName(QString::fromLatin1(name));
    for (QLabel* label : {m_title, m_differences}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_answer->setReadOnly(true);
    m_answer->setTabChangesFocus(true);
    m_answer->installEventFilter(this);
    m_picture->setFixedSize(kPicture);
    m_picture->setAlignment(Qt::AlignCenter);
    for (QPushButton* button : {m_copy, m_next, m_edit})
        button->setAutoDefault(false);
    m_close->setIcon(icons::icon(QStringLiteral("close")));
    m_close->setIconSize({16, 16});
    m_close->setFocusPolicy(Qt::StrongFocus);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_next);
    buttons->addWidget(m_edit);
    buttons->addStretch();
    auto* column = new QVBoxLayout;
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_differences);
    column->addWidget(m_answer);
    column->addLayout(buttons);
    // As wide as the composer below.
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("faultCard"));
    card->setMaximumWidth(828);
    auto* inside = new QHBoxLayout(card);
    inside->setContentsMargins(14, 10, 10, 10);
    inside->setSpacing(14);
    inside->addWidget(m_picture, 0, Qt::AlignTop);
    inside->addLayout(column, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 0);
    row->addStretch(1);
    row->addWidget(card, 1000);
    row->addStretch(1);
    setTabOrder(m_answer, m_copy);
    setTabOrder(m_copy, m_next);
    setTabOrder(m_next, m_edit);
    setTabOrder(m_edit, m_close);
}

void FaultBar::showMatches(const QList<app::FaultMatch>& matches) {
    const auto shown = m_matches.isEmpty() ? 0 : m_matches[m_current].fault.id;
    m_matches = matches;
    m_current = 0;
    for (int i = 0; i < matches.size(); ++i) {
        if (matches[i].fault.id == shown) m_current = i;  // it stays while the agent types
    }
    setVisible(!matches.isEmpty());
    if (!matches.isEmpty()) refresh();
}

void FaultBar::refresh() {
    const app::FaultMatch& match = m_matches[m_current];
    const QString date = QLocale().toString(match.fault.approved.toLocalTime().date(), QLocale::ShortFormat);
    QString title = match.distance.isMatch()
                        ? tr("Known fault, approved on %1; the pictures are %2 % alike")
                              .arg(date)
                              .arg(qRound(match.distance.likeness() * 100))
                        : tr("Known fault, approved on %1; the model sees the same thing").arg(date);
    if (!match.sameCodes.isEmpty())
        title +=
            QStringLiteral("  ·  ") + tr("same code: %1").arg(match.sameCodes.join(QStringLiteral(", ")));
    m_title->setText(title);
    m_differences->setText(differenceText(match));
    m_differences->setVisible(!m_differences->text().isEmpty());
    m_answer->setPlainText(plainText(match.fault.answer));
    fitAnswer();
    m_answer->setAccessibleName(tr("The approved answer"));
    m_answer->setAccessibleDescription(title + u' ' + m_differences->text());
    m_answer->setToolTip(match.fault.question);
    QPixmap picture = QPixmap::fromImage(
        QImage::fromData(match.fault.thumbnail)
            .scaled(kPicture * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
    picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture->setPixmap(picture);
    m_picture->setVisible(!match.fault.thumbnail.isEmpty());
    m_copy->setText(tr("Copy the answer"));
    m_copy->setToolTip(tr("Copy it as plain text for the customer"));
    m_next->setText(tr("Next (%1 of %2)").arg(m_current + 1).arg(m_matches.size()));
    m_next->setToolTip(tr("Show the next known fault"));
    m_next->setVisible(m_matches.size() > 1);
    m_edit->setText(tr("Edit…"));
    m_edit->setToolTip(tr("Change or delete this known fault"));
    for (QPushButton* button : {m_copy, m_next, m_edit})
        button->setAccessibleName(button->text());
    m_close->setToolTip(tr("It is something else"));
    m_close->setAccessibleName(tr("Hide the known fault"));
    setAccessibleName(title);
}

/// As high as its text, up to some lines; the rest scrolls.
void FaultBar::fitAnswer() {
    int lines = 0;
    const QTextDocument& document = *m_answer->document();
    for (QTextBlock block = document.begin(); block.isValid() && lines < kLines; block = block.next()) {
        document.documentLayout()->blockBoundingRect(block);  // wraps it now
        lines += block.layout()->lineCount();
    }
    m_answer->setFixedHeight(m_answer->fontMetrics().lineSpacing() * qBound(1, lines, kLines) + 28);
}

bool FaultBar::eventFilter(QObject* watched, QEvent* event) {
    // The text is wrapped anew after this.
    if (watched == m_answer && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &FaultBar::fitAnswer, Qt::QueuedConnection);
    return QFrame::eventFilter(watched, event);
}

void FaultBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && !m_matches.isEmpty()) refresh();
    QFrame::changeEvent(event);
}

}  // namespace ui
