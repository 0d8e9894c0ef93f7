#include "ui/snippets/snippet_typing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QTextBlock>

#include "app/snippets/blanks.h"
#include "app/snippets/snippet_library.h"
#include "ui/chat/question_edit.h"
#include "ui/snippets/blank_marks.h"
#include "ui/snippets/snippet_popup.h"

namespace ui {

namespace {

constexpr int kLongestName = 40;

}  // namespace

SnippetTyping::SnippetTyping(QuestionEdit& edit, const app::SnippetLibrary& library, QWidget* window)
    : QObject(window),
      m_edit(edit),
      m_library(library),
      m_popup(new SnippetPopup(window)),
      m_marks(new BlankMarks(edit.document())) {
    edit.installEventFilter(this);
    connect(&edit, &QPlainTextEdit::textChanged, this, &SnippetTyping::follow);
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, &SnippetTyping::follow);
    connect(m_popup, &SnippetPopup::chosen, this, &SnippetTyping::choose);
}

/// A / counts at the beginning of a line and behind a space: not in a path, a date or an address.
std::optional<SnippetTyping::Typed> SnippetTyping::typed() const {
    const QTextCursor cursor = m_edit.textCursor();
    if (cursor.hasSelection()) return {};
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype slash = before.lastIndexOf(u'/');
    if (slash < 0 || (slash > 0 && !before[slash - 1].isSpace())) return {};
    const QString name = before.mid(slash + 1);
    if (name.size() > kLongestName) return {};
    for (const QChar c : name) {
        if (c.isSpace()) return {};
    }
    return Typed{cursor.block().position() + static_cast<int>(slash), name};
}

void SnippetTyping::follow() {
    const auto typing = typed();
    if (!typing || !m_edit.hasFocus()) {
        m_dismissed = -1;
        m_popup->hide();
        return;
    }
    if (typing->start == m_dismissed) return;
    m_popup->offer(m_library.snippets(), typing->name);
    if (m_popup->isHidden()) return;
    const QRect line = m_edit.cursorRect();
    m_popup->place(QRect(m_edit.viewport()->mapTo(m_popup->parentWidget(), line.topLeft()), line.size()));
}

void SnippetTyping::choose() {
    const app::Snippet* chosen = m_popup->current();
    const auto typing = typed();
    if (chosen == nullptr || !typing) return;
    const app::Snippet snippet = *chosen;
    QTextCursor cursor = m_edit.textCursor();
    cursor.setPosition(typing->start);
    cursor.setPosition(typing->start + 1 + static_cast<int>(typing->name.size()), QTextCursor::KeepAnchor);
    m_edit.setTextCursor(cursor);
    insert(snippet);
}

void SnippetTyping::insert(const app::Snippet& snippet) {
    m_popup->hide();
    QTextCursor cursor = m_edit.textCursor();
    const int start = cursor.selectionStart();
    cursor.insertText(app::filled(snippet.text, app::knownBlanks(QGuiApplication::clipboard()->text())));
    const int end = cursor.position();
    cursor.setPosition(start);
    m_edit.setTextCursor(cursor);
    m_edit.setFocus();
    if (!stepToBlank(true) || m_edit.textCursor().selectionStart() >= end) {
        cursor.setPosition(end);
        m_edit.setTextCursor(cursor);
    }
    m_edit.ensureCursorVisible();
}

/// The next blank after the cursor, or before it, from the other end when there is none; false: no blanks.
bool SnippetTyping::stepToBlank(bool forward) {
    const QList<app::Blank> blanks = app::blanksIn(m_edit.toPlainText());
    if (blanks.isEmpty()) return false;
    QTextCursor cursor = m_edit.textCursor();
    const app::Blank* next = forward ? &blanks.first() : &blanks.last();
    if (forward) {
        const int from = cursor.hasSelection() ? cursor.selectionEnd() : cursor.position();
        for (auto blank = blanks.crbegin(); blank != blanks.crend() && blank->start >= from; ++blank)
            next = &*blank;
    } else {
        for (auto blank = blanks.cbegin();
             blank != blanks.cend() && blank->start + blank->length <= cursor.selectionStart(); ++blank) {
            next = &*blank;
        }
    }
    cursor.setPosition(next->start);
    cursor.setPosition(next->start + next->length, QTextCursor::KeepAnchor);
    m_edit.setTextCursor(cursor);
    m_edit.ensureCursorVisible();
    return true;
}

/// The first Enter with an open blank shows it; the second sends the text as it is.
bool SnippetTyping::holdsBack() {
    const QString text = m_edit.toPlainText();
    const QList<app::Blank> blanks = app::blanksIn(text);
    if (blanks.isEmpty() || text == m_held) return false;
    m_held = text;
    QTextCursor cursor = m_edit.textCursor();
    cursor.movePosition(QTextCursor::Start);
    m_edit.setTextCursor(cursor);
    stepToBlank(true);
    emit noticed(
        tr("“%1” is still to be filled in. Enter once more sends it as it is.").arg(blanks.first().name));
    return true;
}

bool SnippetTyping::takeKey(const QKeyEvent& event) {
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (!m_popup->isHidden()) {
        switch (event.key()) {
            case Qt::Key_Up:
                m_popup->step(-1);
                return true;
            case Qt::Key_Down:
                m_popup->step(1);
                return true;
            case Qt::Key_Escape:
                if (const auto typing = typed()) m_dismissed = typing->start;
                m_popup->hide();
                return true;
            default:
                break;
        }
        if ((isEnter && !(event.modifiers() & Qt::ShiftModifier)) || event.key() == Qt::Key_Tab) {
            choose();
            return true;
        }
        return false;
    }
    if (event.key() == Qt::Key_Tab) return stepToBlank(true);
    if (event.key() == Qt::Key_Backtab) return stepToBlank(false);
    return isEnter && !(event.modifiers() & Qt::ShiftModifier) && !event.isAutoRepeat() && holdsBack();
}

bool SnippetTyping::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::ShortcutOverride:
            // Esc closes the popup before it stops an answer.
            if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_popup->isHidden()) {
                event->accept();
                return true;
            }
            break;
        case QEvent::KeyPress:
            if (!m_edit.isComposing() && takeKey(*static_cast<QKeyEvent*>(event))) {
                event->accept();
                return true;
            }
            break;
        case QEvent::FocusOut:
            m_popup->hide();
            break;
        case QEvent::PaletteChange:
            m_marks->rehighlight();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace ui
