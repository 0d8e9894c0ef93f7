#include "ui/palette/command_palette.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/common/choice_list.h"
#include "ui/common/fuzzy.h"

namespace ui {

namespace {

constexpr int kMostShown = 60;
constexpr int kMostRows = 12;
constexpr int kWidth = 600;
constexpr int kTop = 64;

int scoreOf(const Command& command, const QString& query) {
    const int byText = fuzzyScore(query, command.text);
    if (byText >= 0 || command.more.isEmpty()) return byText;
    // Found by its other words: behind what says what was typed.
    const int byMore = fuzzyScore(query, command.text + u' ' + command.more);
    return byMore < 0 ? -1 : byMore / 2;
}

}  // namespace

CommandPalette::CommandPalette(QList<Command> commands, QWidget* window)
    : QFrame(window),
      m_commands(std::move(commands)),
      m_field(new QLineEdit),
      m_list(new ChoiceList),
      m_before(QApplication::focusWidget()) {
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Find anything"));
    m_field->setObjectName(QStringLiteral("commandField"));
    m_field->setPlaceholderText(tr("Actions, conversations, templates…"));
    m_field->setAccessibleName(tr("Find anything"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandChoices"));
    m_list->setAccessibleName(tr("What was found"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &ChoiceList::chosen, this, &CommandPalette::runCurrent);
    window->installEventFilter(this);
    filter();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::filter() {
    const QString query = m_field->text().trimmed();
    QList<std::pair<int, int>> ranks;
    for (int i = 0; i < m_commands.size(); ++i) {
        if (query.isEmpty() && !m_commands[i].isOffered) continue;
        const int score = query.isEmpty() ? 0 : scoreOf(m_commands[i], query);
        if (score >= 0) ranks.append({-score, i});
    }
    std::sort(ranks.begin(), ranks.end());
    m_shown.clear();
    QList<Choice> choices;
    for (const auto& [score, index] : ranks) {
        if (m_shown.size() == kMostShown) break;
        m_shown.append(index);
        choices.append({m_commands[index].text, m_commands[index].detail, m_commands[index].icon});
    }
    m_list->setChoices(choices);
    fit();
}

void CommandPalette::fit() {
    const QSize room = parentWidget()->size();
    const int width = qMin(kWidth, room.width() - 32);
    const int rows = qBound(1, m_list->count(), kMostRows);
    const int height = m_list->heightFor(rows) + m_field->sizeHint().height() + 24;
    setGeometry((room.width() - width) / 2, kTop, width, qMin(height, room.height() - kTop - 16));
}

void CommandPalette::runCurrent() {
    const int row = m_list->current();
    if (row < 0 || row >= m_shown.size()) return;
    const std::function<void()> run = m_commands[m_shown[row]].run;
    leave();
    run();
}

/// The keyboard goes back to where it was.
void CommandPalette::leave() {
    const QPointer<QWidget> before = m_before;
    close();
    if (before) before->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize) fit();
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut) {
        // A menu of the field, or another window, comes back here.
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) close();
    }
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            leave();
            return true;
        case Qt::Key_Up:
            m_list->step(-1);
            return true;
        case Qt::Key_Down:
            m_list->step(1);
            return true;
        case Qt::Key_PageUp:
            m_list->step(-kMostRows);
            return true;
        case Qt::Key_PageDown:
            m_list->step(kMostRows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        default:
            return QFrame::eventFilter(watched, event);
    }
}

}  // namespace ui
