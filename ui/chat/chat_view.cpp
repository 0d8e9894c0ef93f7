#include "ui/chat/chat_view.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QWheelEvent>

#include "ui/chat/markdown_document.h"
#include "ui/chat/message_list_model.h"
#include "ui/chat/message_list_view.h"
#include "ui/chat/message_toolbar.h"
#include "ui/chat/plain_text.h"
#include "ui/chat/welcome_page.h"
#include "ui/common/icons.h"

namespace ui {

namespace {

/// A menu reads & as the mark of a key.
QString menuText(QString text) {
    return text.replace(u'&', QLatin1String("&&")).left(80);
}

}  // namespace

ChatView::ChatView(const app::Conversation& conversation, const QString& samples, QWidget* parent)
    : QWidget(parent),
      m_conversation(conversation),
      m_model(new MessageListModel(conversation, this)),
      m_list(new MessageListView),
      m_toolbar(nullptr),
      m_welcome(new WelcomePage(samples)),
      m_jump(new QPushButton(this)),
      m_pages(new QStackedLayout(this)) {
    setObjectName(QStringLiteral("chatView"));
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_list);
    m_list->setModel(m_model);
    // Beside the list, not in it: a screen reader finds nothing in a list but its items.
    m_toolbar = new MessageToolbar(this);
    m_jump->setObjectName(QStringLiteral("jumpButton"));
    m_jump->setIcon(icons::icon(QStringLiteral("down")));
    m_jump->setCursor(Qt::PointingHandCursor);
    m_jump->hide();

    connect(m_jump, &QPushButton::clicked, m_list, &MessageListView::followEnd);
    connect(m_list, &MessageListView::followingChanged, this, &ChatView::placeJumpButton);
    connect(m_list, &MessageListView::settled, this, &ChatView::placeToolbar);
    connect(m_list, &MessageListView::linkActivated, this, &ChatView::linkActivated);
    connect(m_list, &MessageListView::pictureActivated, this, &ChatView::pictureActivated);
    connect(m_list, &MessageListView::copyRequested, this, &ChatView::copyRow);
    connect(m_list, &MessageListView::menuRequested, this, &ChatView::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChatView::placeToolbar);
    connect(m_welcome, &WelcomePage::sampleChosen, this, &ChatView::sampleChosen);
    connectToolbar();
    retranslate();
    showPage();
}

void ChatView::connectToolbar() {
    connect(m_toolbar, &MessageToolbar::regenerateRequested, this, [this] {
        if (toolbarRow() >= 0) emit regenerateRequested(MessageListModel::turnIndexOf(toolbarRow()));
    });
    connect(m_toolbar, &MessageToolbar::editRequested, this, [this] {
        if (toolbarRow() >= 0) emit editRequested(MessageListModel::turnIndexOf(toolbarRow()));
    });
    connect(m_toolbar, &MessageToolbar::replyRequested, this, [this] {
        if (toolbarRow() >= 0) emit replyRequested(MessageListModel::turnIndexOf(toolbarRow()));
    });
    connect(m_toolbar, &MessageToolbar::approveRequested, this, [this] {
        if (toolbarRow() >= 0) emit approveRequested(MessageListModel::turnIndexOf(toolbarRow()));
    });
    connect(m_toolbar, &MessageToolbar::continueRequested, this, &ChatView::continueRequested);
    connect(m_toolbar, &MessageToolbar::quoteRequested, this, [this] {
        const QString marked = m_list->selectedText();
        if (const app::Turn* turn = toolbarTurn())
            emit quoteRequested(marked.isEmpty() ? plainText(turn->answer) : marked);
    });
    connect(m_toolbar, &MessageToolbar::copyRequested, this, [this] {
        if (const app::Turn* turn = toolbarTurn()) copy(turn->answer);
    });
    connect(m_toolbar, &MessageToolbar::copyPlainRequested, this, [this] {
        if (const app::Turn* turn = toolbarTurn()) copy(plainText(turn->answer));
    });
    connect(m_toolbar, &MessageToolbar::thinkingToggled, this, [this] {
        if (toolbarRow() >= 0) m_list->toggleThinking(m_model->index(toolbarRow()));
    });
    connect(m_toolbar, &MessageToolbar::previousRequested, this, [this] { showVersion(-1); });
    connect(m_toolbar, &MessageToolbar::nextRequested, this, [this] { showVersion(1); });
}

void ChatView::showVersion(int step) {
    const app::Turn* turn = toolbarTurn();
    if (turn == nullptr) return;
    const app::TurnId version = turn->versions.value(turn->versions.indexOf(turn->id) + step);
    if (version > 0) emit versionRequested(MessageListModel::turnIndexOf(toolbarRow()), version);
}

void ChatView::showTurn(int index, const QStringList& words) {
    if (index < 0 || index >= m_conversation.turns.size()) return;
    m_list->messages().setMarked(words);
    const QModelIndex question = m_model->index(index * 2);
    const QModelIndex answer = m_model->index(MessageListModel::answerRowOf(index));
    m_list->setCurrentIndex(answer);
    m_list->scrollTo(answer);
    m_list->scrollTo(question);
    m_list->viewport()->update();
}

void ChatView::resetConversation() {
    m_model->reset();
    showPage();
}

void ChatView::addTurn(int index) {
    showPage();
    m_model->addTurn(index);
}

void ChatView::changeTurn(int index) {
    m_model->changeTurn(index);
}

void ChatView::changeQuestion(int index) {
    m_model->changeQuestion(index);
}

void ChatView::setBusy(bool busy) {
    m_busy = busy;
    placeToolbar();
}

void ChatView::showPage() {
    m_pages->setCurrentWidget(m_conversation.turns.isEmpty() ? static_cast<QWidget*>(m_welcome) : m_list);
    m_toolbar->raise();
    placeToolbar();
    placeJumpButton();
}

/// The answer under the mouse, else the current one, else the last.
int ChatView::toolbarRow() const {
    const int rows = m_model->rowCount();
    if (rows == 0) return -1;
    const auto isAnswer = [&](int row) { return row >= 0 && row < rows && row % 2 == 1; };
    if (m_toolbar->isAncestorOf(QGuiApplication::focusObject()
                                    ? qobject_cast<QWidget*>(QGuiApplication::focusObject())
                                    : nullptr) &&
        isAnswer(m_toolbar->property("row").toInt())) {
        return m_toolbar->property("row").toInt();  // it mustn't run away from who tabs through it
    }
    if (isAnswer(m_list->hoveredRow())) return m_list->hoveredRow();
    const int current = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    return m_list->hasFocus() && isAnswer(current) ? current : rows - 1;
}

const app::Turn* ChatView::toolbarTurn() const {
    const int row = toolbarRow();
    return row < 0 ? nullptr : &m_model->turn(row);
}

void ChatView::placeToolbar() {
    if (!m_toolbar) return;
    const int row = toolbarRow();
    if (row < 0 || m_model->turn(row).isRunning()) {
        m_toolbar->hide();
        return;
    }
    const QModelIndex index = m_model->index(row);
    m_toolbar->setProperty("row", row);
    m_toolbar->offer(m_model->turn(row), row == m_model->rowCount() - 1, m_busy,
                     m_list->messages().isThinkingShown(index), m_list->footerRect(index).width());
    m_toolbar->move(m_list->viewport()->mapTo(this, m_list->footerRect(index).topLeft()) - QPoint(4, 0));
    m_toolbar->show();
}

void ChatView::placeJumpButton() {
    m_jump->setVisible(!m_list->isFollowing() && !m_conversation.turns.isEmpty());
    m_jump->adjustSize();
    m_jump->move((width() - m_jump->width()) / 2, height() - m_jump->height() - 12);
    m_jump->raise();
}

void ChatView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeJumpButton();
}

/// Over the buttons, which lie above the list.
void ChatView::wheelEvent(QWheelEvent* event) {
    QCoreApplication::sendEvent(m_list->viewport(), event);
}

/// From the buttons the mouse leaves the list unseen by it.
void ChatView::leaveEvent(QEvent* event) {
    QCoreApplication::sendEvent(m_list->viewport(), event);
    QWidget::leaveEvent(event);
}

void ChatView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ChatView::retranslate() {
    m_list->setAccessibleName(tr("Conversation"));
    m_list->setToolTip({});
    m_jump->setText(tr("Latest"));
    m_jump->setToolTip(tr("Go to the end and follow the answer"));
    m_jump->setAccessibleName(tr("Go to the end of the conversation"));
    placeJumpButton();
}

void ChatView::copy(const QString& text) {
    if (text.isEmpty()) return;
    QGuiApplication::clipboard()->setText(text);
    emit copied();
}

void ChatView::copyLastAnswer() {
    if (!m_conversation.turns.isEmpty()) copy(m_conversation.turns.last().answer);
}

void ChatView::copyRow(const QModelIndex& index, const QString& marked) {
    copy(!marked.isEmpty() ? marked : index.data(Qt::DisplayRole).toString());
}

void ChatView::showMenu(const QModelIndex& index, const QPoint& position, const QString& link) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("messageMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const app::Turn turn = m_model->turn(index.row());
    const bool isAnswer = MessageListModel::kindOf(index.row()) == RowKind::Answer;
    if (const QString marked = m_list->selectedText(); !marked.isEmpty()) {
        menu->addAction(tr("Copy selection"), this, [this, marked] { copy(marked); });
    }
    if (isAnswer) {
        menu->addAction(tr("Copy as Markdown"), this, [this, turn] { copy(turn.answer); })
            ->setEnabled(!turn.answer.isEmpty());
        menu->addAction(tr("Copy as plain text"), this, [this, turn] { copy(plainText(turn.answer)); })
            ->setEnabled(!turn.answer.isEmpty());
        menu->addAction(tr("Quote in the question"), this,
                        [this, turn] { emit quoteRequested(plainText(turn.answer)); })
            ->setEnabled(!turn.answer.isEmpty());
        const int turnIndex = MessageListModel::turnIndexOf(index.row());
        menu->addAction(tr("Answer again"), this, [this, turnIndex] { emit regenerateRequested(turnIndex); })
            ->setEnabled(!m_busy);
    } else {
        menu->addAction(tr("Copy question"), this, [this, turn] { copy(turn.question); });
        const int turnIndex = MessageListModel::turnIndexOf(index.row());
        menu->addAction(tr("Edit the question"), this, [this, turnIndex] { emit editRequested(turnIndex); })
            ->setEnabled(!m_busy);
        for (int i = 0; i < turn.pictures.size(); ++i) {
            menu->addAction(tr("Open %1").arg(menuText(turn.pictures[i].name)), this,
                            [this, turnIndex, i] { emit pictureActivated(turnIndex, i); });
        }
    }
    if (!link.isEmpty()) {
        menu->addSeparator();
        menu->addAction(tr("Open %1").arg(menuText(link)), this, [this, link] { emit linkActivated(link); });
        menu->addAction(tr("Copy address"), this, [this, link] { copy(link); });
    }
    menu->popup(position);
}

}  // namespace ui
