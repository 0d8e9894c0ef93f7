#include "ui/chat/composer.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/chat/attachment_strip.h"
#include "ui/chat/question_edit.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace ui {

Composer::Composer(app::ImageImporter& importer, QWidget* parent)
    : QWidget(parent),
      m_attachments(new Attachments(importer, this)),
      m_card(new QFrame),
      m_strip(new AttachmentStrip(*m_attachments)),
      m_edit(new QuestionEdit),
      m_attach(new QToolButton),
      m_send(new QToolButton),
      m_tools(new QHBoxLayout),
      m_hint(new QLabel),
      m_editBar(new QFrame),
      m_editLabel(new QLabel),
      m_editCancel(new QToolButton) {
    setObjectName(QStringLiteral("composer"));
    layOut();
    connect(m_attachments, &Attachments::changed, this, [this] {
        refresh();
        emit edited();
        if (m_sendWhenOpen && !m_attachments->isOpening()) send();
    });
    connect(m_attachments, &Attachments::refused, this, [this](const QString& sentence) {
        m_sendWhenOpen = false;  // the agent should see that a picture is missing
        refresh();
        emit refused(sentence);
    });
    connect(m_attachments, &Attachments::noticed, this, &Composer::noticed);
    connect(m_strip, &AttachmentStrip::openRequested, this, &Composer::openRequested);
    connect(m_edit, &QuestionEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &QuestionEdit::textChanged, this, [this] {
        refresh();
        emit edited();
    });
    connect(m_editCancel, &QToolButton::clicked, this, &Composer::cancelEdit);
    connect(m_edit, &QuestionEdit::pasted, this, [this](const QMimeData* source) { take(*source); });
    connect(m_edit, &QuestionEdit::focusChanged, this, [this](bool focused) {
        m_card->setProperty("focused", focused);
        style()->unpolish(m_card);
        style()->polish(m_card);
    });
    connect(m_attach, &QToolButton::clicked, this, &Composer::attachRequested);
    connect(m_send, &QToolButton::clicked, this, [this] {
        if (m_busy) {
            emit stopRequested();
        } else {
            send();
        }
    });
    retranslate();
}

void Composer::layOut() {
    m_card->setObjectName(QStringLiteral("composerCard"));
    m_attach->setObjectName(QStringLiteral("attachButton"));
    m_attach->setIcon(icons::icon(QStringLiteral("attach")));
    m_attach->setIconSize({20, 20});
    m_attach->setFocusPolicy(Qt::StrongFocus);
    m_send->setObjectName(QStringLiteral("sendButton"));
    m_send->setFixedSize(36, 36);
    m_send->setIconSize({20, 20});
    m_send->setFocusPolicy(Qt::StrongFocus);
    m_hint->setObjectName(QStringLiteral("composerHint"));
    m_hint->setTextFormat(Qt::PlainText);

    m_editBar->setObjectName(QStringLiteral("editBar"));
    m_editLabel->setObjectName(QStringLiteral("editLabel"));
    m_editLabel->setTextFormat(Qt::PlainText);
    m_editCancel->setObjectName(QStringLiteral("cancelEdit"));
    m_editCancel->setIcon(icons::icon(QStringLiteral("close"), QPalette::PlaceholderText));
    m_editCancel->setIconSize({16, 16});
    m_editCancel->setFocusPolicy(Qt::StrongFocus);
    auto* bar = new QHBoxLayout(m_editBar);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->addWidget(m_editLabel, 1);
    bar->addWidget(m_editCancel);
    m_editBar->hide();

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_attach);
    m_tools->setSpacing(2);
    buttons->addLayout(m_tools);
    buttons->addWidget(m_hint, 1);
    buttons->addWidget(m_send);

    auto* card = new QVBoxLayout(m_card);
    card->setContentsMargins(14, 12, 10, 8);
    card->setSpacing(6);
    card->addWidget(m_editBar);
    card->addWidget(m_strip);
    card->addWidget(m_edit);
    card->addLayout(buttons);

    // As wide as the column of messages above.
    m_card->setMaximumWidth(828);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 4);
    row->addStretch(1);
    row->addWidget(m_card, 1000);
    row->addStretch(1);
    setTabOrder(m_editCancel, m_edit);
    setTabOrder(m_edit, m_attach);
    setTabOrder(m_attach, m_send);
    setFocusProxy(m_edit);
}

void Composer::addTool(QWidget* tool) {
    m_tools->addWidget(tool);
    // Tab goes through it on the way from the attach button to the send button.
    QWidget* before = m_attach;
    for (QToolButton* button : tool->findChildren<QToolButton*>()) {
        setTabOrder(before, button);
        before = button;
    }
    setTabOrder(before, m_send);
}

void Composer::addBelowPictures(QWidget* widget) {
    auto* card = static_cast<QVBoxLayout*>(m_card->layout());
    card->insertWidget(card->indexOf(m_strip) + 1, widget);
}

QString Composer::question() const {
    return m_edit->toPlainText().trimmed();
}

bool Composer::hasContents() const {
    return !question().isEmpty() || !m_attachments->items().isEmpty();
}

void Composer::addFiles(const QStringList& files) {
    std::vector<DroppedItem> items;
    for (const QString& file : files)
        items.push_back(DroppedFile{file});
    m_attachments->addAll(items);
}

void Composer::take(const QMimeData& source) {
    const DropContents contents = readDrop(source);
    m_attachments->addAll(contents.items);
    if (!contents.text.isEmpty()) {
        m_edit->insertPlainText(contents.text);
        m_edit->ensureCursorVisible();
    }
    if (!contents.refusals.isEmpty()) emit refused(contents.refusals.join(u'\n'));
    m_edit->setFocus();
}

void Composer::suggest(const QString& suggestion) {
    if (question().isEmpty()) {
        m_edit->setPlainText(suggestion);
        m_edit->selectAll();  // typing replaces it
    }
    m_edit->setFocus();
}

void Composer::quote(const QString& text) {
    QString quoted;
    for (const QString& line : text.trimmed().split(u'\n'))
        quoted += QStringLiteral("> ") + line + u'\n';
    QTextCursor cursor = m_edit->textCursor();
    if (!cursor.atBlockStart()) quoted.prepend(u'\n');
    cursor.insertText(quoted + u'\n');
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
    m_edit->setFocus();
}

void Composer::fill(const QString& text, const QList<app::Picture>& pictures) {
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_attachments->clear();
    for (const app::Picture& picture : pictures)
        m_attachments->add(picture);
}

void Composer::beginEdit(int turn, const QString& question, const QList<app::Picture>& pictures) {
    if (!isEditing()) {
        m_asideText = m_edit->toPlainText();
        m_asidePictures = this->pictures();
    }
    m_editedTurn = turn;
    m_editBar->show();
    fill(question, pictures);
    m_edit->setFocus();
}

void Composer::cancelEdit() {
    if (isEditing()) clear();
}

void Composer::clear() {
    m_sendWhenOpen = false;
    if (isEditing()) {
        m_editedTurn = -1;
        m_editBar->hide();
        fill(std::exchange(m_asideText, {}), std::exchange(m_asidePictures, {}));
        m_edit->setFocus();
        return;
    }
    m_edit->clear();
    m_attachments->clear();
}

void Composer::setBusy(bool busy) {
    m_busy = busy;
    refresh();
}

void Composer::send() {
    m_sendWhenOpen = false;
    if (m_busy || !hasContents()) return;
    if (m_attachments->isOpening()) {
        m_sendWhenOpen = true;
        refresh();
        return;
    }
    emit sendRequested();
}

void Composer::refresh() {
    const Colors& colors = colorsOf(palette());
    m_send->setEnabled(m_busy || hasContents());
    m_send->setIcon(
        m_busy ? icons::icon(QStringLiteral("stop"), colors.onAccent)
               : icons::icon(QStringLiteral("send"), m_send->isEnabled() ? colors.onAccent : colors.dim));
    const QString label = m_busy ? tr("Stop the answer") : tr("Send");
    m_send->setToolTip(m_busy ? tr("Stop (Esc)") : tr("Send (Enter)"));
    m_send->setAccessibleName(label);
    m_hint->setText(m_sendWhenOpen                        ? tr("Sends as soon as the pictures are open")
                    : m_busy && hasContents()             ? tr("You can send when the answer has ended")
                    : m_edit->document()->lineCount() > 1 ? QString()
                                                          : tr("Enter sends, Shift+Enter starts a new line"));
    const int room = m_card->width() - m_tools->sizeHint().width() - m_attach->sizeHint().width() - 90;
    if (m_hint->sizeHint().width() > room) m_hint->clear();
}

/// What can be pressed goes before what can be read.
void Composer::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refresh();
}

void Composer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) refresh();
    QWidget::changeEvent(event);
}

void Composer::retranslate() {
    m_edit->setPlaceholderText(tr("Ask about a screenshot…"));
    m_edit->setAccessibleName(tr("Your question"));
    m_edit->setToolTip({});
    m_editLabel->setText(tr("Editing an earlier question; the old one stays as a version"));
    m_editCancel->setToolTip(tr("Leave the question as it is"));
    m_editCancel->setAccessibleName(tr("Cancel editing"));
    m_attach->setToolTip(tr("Attach pictures, or drop or paste them"));
    m_attach->setAccessibleName(tr("Attach pictures"));
    refresh();
}

}  // namespace ui
