#pragma once

#include <optional>

#include <QList>
#include <QObject>
#include <QTimer>

#include "app/chat/turn.h"

namespace app {

class ChatService;
class ConversationStore;
class EngineWorker;

/// Lets the model name a conversation after its first exchange, when nobody waits for the model: a question
/// stops it, and it begins again in the next pause. Main thread.
class TitleService final : public QObject {
    Q_OBJECT

 public:
    TitleService(ConversationStore& store, EngineWorker& worker, ChatService& chat,
                 QObject* parent = nullptr);

    /// Off for a model that cannot write titles; the question's words stay then.
    void setEnabled(bool enabled) { m_enabled = enabled; }
    /// How long the model must have had nothing to do.
    void setPause(int milliseconds) { m_pause.setInterval(milliseconds); }

 signals:
    void titled(std::int64_t conversation);

 private:
    void onKept(std::int64_t conversation);
    void onBusy(bool busy);
    void startNext();
    void finish();

    ConversationStore& m_store;
    EngineWorker& m_worker;
    ChatService& m_chat;
    bool m_enabled = true;
    QList<std::int64_t> m_waiting;
    std::int64_t m_run = 0;  ///< of the worker; 0: none
    std::int64_t m_conversation = 0;
    QString m_answer;
    QTimer m_pause;
};

}  // namespace app
