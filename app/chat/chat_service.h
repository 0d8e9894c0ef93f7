#pragma once

#include <QObject>

#include "app/chat/turn.h"

namespace app {

class ConversationStore;
class EngineWorker;

/// The use case of the window: ask, stop, regenerate, start anew. Lives on the main thread and is the only writer of
/// the conversation. A turn is on disk before the model is called; asked while the model loads, it waits. Every turn
/// ends in one place, and events of a turn that has ended are dropped.
class ChatService final : public QObject {
    Q_OBJECT

 public:
    ChatService(ConversationStore& store, EngineWorker& worker, QObject* parent = nullptr);
    ~ChatService() override;

    const Conversation& conversation() const { return m_conversation; }
    /// A turn is waiting or running; ask() is refused meanwhile.
    bool isBusy() const;

    /// False when busy or when there is neither text nor picture. Without text the question is "describe this picture"
    /// in the user's language.
    bool ask(const QString& question, const QList<Picture>& pictures);
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
    ConversationStore& m_store;
    EngineWorker& m_worker;
    Conversation m_conversation;
};

}  // namespace app
