#include "ui/chat/question_edit.h"

#include <algorithm>

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QtMath>

namespace ui {

namespace {

constexpr int kMostLines = 8;

}  // namespace

QuestionEdit::QuestionEdit(QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(QStringLiteral("questionEdit"));
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setAcceptDrops(false);  // the whole window takes drops
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &QuestionEdit::grow);
    grow();
}

int QuestionEdit::heightFor(int lines) const {
    return qCeil(fontMetrics().lineSpacing() * lines + 2 * document()->documentMargin()) + 2;
}

QSize QuestionEdit::sizeHint() const {
    // QPlainTextEdit's layout measures in lines.
    const int lines = std::max(1, static_cast<int>(document()->documentLayout()->documentSize().height()));
    return {320, heightFor(std::min(lines, kMostLines))};
}

QSize QuestionEdit::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void QuestionEdit::grow() {
    const int lines = static_cast<int>(document()->documentLayout()->documentSize().height());
    setVerticalScrollBarPolicy(lines > kMostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height() != sizeHint().height()) setFixedHeight(sizeHint().height());
}

void QuestionEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    if (m_composing) return;  // this Enter is the input method's
    if (event->modifiers() & Qt::ShiftModifier) {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    } else if (!event->isAutoRepeat()) {
        emit sendRequested();
    }
}

void QuestionEdit::inputMethodEvent(QInputMethodEvent* event) {
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
    grow();
}

void QuestionEdit::focusInEvent(QFocusEvent* event) {
    QPlainTextEdit::focusInEvent(event);
    emit focusChanged(true);
}

void QuestionEdit::focusOutEvent(QFocusEvent* event) {
    m_composing = false;
    QPlainTextEdit::focusOutEvent(event);
    emit focusChanged(false);
}

void QuestionEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) grow();
}

void QuestionEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    grow();
}

bool QuestionEdit::canInsertFromMimeData(const QMimeData* source) const {
    return source->hasUrls() || source->hasImage() || source->hasHtml() || source->hasText();
}

void QuestionEdit::insertFromMimeData(const QMimeData* source) {
    emit pasted(source);
}

}  // namespace ui
