#pragma once

#include <QObject>
#include <QTimer>

#include "app/chat/token_batcher.h"
#include "app/chat/turn.h"

namespace app {

class ConversationStore;
class EngineWorker;

/// The use case of the window: ask, stop, regenerate, start anew. Lives on the main thread and is the only
/// writer of the conversation. A turn is on disk before the model is called; asked while the model loads, it
/// waits. Every turn ends in one place, and events of a turn that has ended are dropped.
class ChatService final : public QObject {
    Q_OBJECT

 public:
    ChatService(ConversationStore& store, EngineWorker& worker, QObject* parent = nullptr);
    /// A running answer is stopped and kept.
    ~ChatService() override;

    const Conversation& conversation() const { return m_conversation; }
    /// A turn is waiting or running; ask() is refused meanwhile.
    bool isBusy() const { return m_run != 0 || m_isKeeping; }

    /// False when busy or when there is neither text nor picture. Without text the question is "describe this
    /// picture" in the user's language.
    bool ask(const QString& question, const QList<Picture>& pictures);
    /// The turn ends here and now; what the model still sends is dropped.
    void stop();
    /// Answers the last turn again; its old answer is replaced.
    bool regenerate();
    void startConversation();

 signals:
    void conversationReset();
    void turnAdded(int index);
    /// At most about 30 times a second while an answer streams.
    void turnChanged(int index);
    void busyChanged(bool busy);
    /// Something could not be kept on disk: one sentence in the user's language.
    void storeFailed(const QString& sentence);

 private:
    void startKept();
    void startRun();
    bool isCurrent(std::int64_t run) const { return run == m_run && m_run != 0; }
    void onProgress(TurnState stage, double fraction);
    void onBatch(const QString& answer, const QString& thinking);
    void finishTurn(TurnState state, const TurnStats& stats, const QString& problem);
    void keep();
    Turn& lastTurn() { return m_conversation.turns.last(); }
    int lastIndex() const { return static_cast<int>(m_conversation.turns.size()) - 1; }

    ConversationStore& m_store;
    EngineWorker& m_worker;
    Conversation m_conversation;
    std::int64_t m_run = 0;    ///< of the worker; 0 when nothing runs
    bool m_isKeeping = false;  ///< the question's pictures are being written
    int m_ask = 0;             ///< counts questions, so that a late "written" of a stopped one is dropped
    QString m_storeProblem;    ///< said already
    TurnId m_unkept = 0;       ///< counts down: ids of turns that could not be written
    TokenBatcher m_batcher;
    QTimer m_saveTimer;  ///< runs while there is text that isn't on disk
};

}  // namespace app
