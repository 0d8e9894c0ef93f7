#include "ui/chat/message_list_model.h"

#include "ui/chat/state_text.h"

namespace ui {

MessageListModel::MessageListModel(const app::Conversation& conversation, QObject* parent)
    : QAbstractListModel(parent),
      m_conversation(conversation),
      m_turns(static_cast<int>(conversation.turns.size())) {}

int MessageListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_turns * 2;
}

QVariant MessageListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const app::Turn& shown = turn(index.row());
    const bool isQuestion = kindOf(index.row()) == RowKind::Question;
    switch (role) {
        case Qt::DisplayRole:
            return isQuestion ? shown.question : shown.answer;
        case Qt::AccessibleTextRole:
            return isQuestion ? spokenQuestion(shown) : spokenAnswer(shown);
        default:
            return {};
    }
}

void MessageListModel::reset() {
    beginResetModel();
    m_turns = static_cast<int>(m_conversation.turns.size());
    endResetModel();
}

void MessageListModel::addTurn(int index) {
    if (index != m_turns) {
        reset();
        return;
    }
    beginInsertRows({}, index * 2, index * 2 + 1);
    ++m_turns;
    endInsertRows();
}

void MessageListModel::changeTurn(int index) {
    if (index < 0 || index >= m_turns) return;
    const QModelIndex answer = this->index(answerRowOf(index));
    emit dataChanged(answer, answer);
}

void MessageListModel::changeQuestion(int index) {
    if (index < 0 || index >= m_turns) return;
    const QModelIndex question = this->index(index * 2);
    emit dataChanged(question, question);
}

}  // namespace ui
