#pragma once

#include <QAbstractListModel>

#include "app/chat/turn.h"

namespace ui {

enum class RowKind { Question, Answer };

/// The conversation as rows: each turn is a question and an answer. It reads the conversation where it lives
/// and is told of changes by the service's signals; a streaming answer changes exactly one row.
class MessageListModel final : public QAbstractListModel {
    Q_OBJECT

 public:
    /// The conversation outlives the model.
    explicit MessageListModel(const app::Conversation& conversation, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    static RowKind kindOf(int row) { return row % 2 == 0 ? RowKind::Question : RowKind::Answer; }
    static int turnIndexOf(int row) { return row / 2; }
    static int answerRowOf(int turnIndex) { return turnIndex * 2 + 1; }
    const app::Turn& turn(int row) const { return m_conversation.turns[turnIndexOf(row)]; }

 public slots:
    void reset();
    void addTurn(int index);
    void changeTurn(int index);
    void changeQuestion(int index);

 private:
    const app::Conversation& m_conversation;
    int m_turns = 0;  ///< that the views know of
};

}  // namespace ui
