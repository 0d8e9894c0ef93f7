#include "app/chat/title_service.h"

#include <utility>

#include "app/chat/chat_request.h"
#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_error.h"
#include "app/conversations/title.h"

namespace app {
namespace {

constexpr int pauseMilliseconds = 1500;

}  // namespace

TitleService::TitleService(ConversationStore& store, EngineWorker& worker, ChatService& chat, QObject* parent)
    : QObject(parent), m_store(store), m_worker(worker), m_chat(chat) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &TitleService::startNext);
    connect(&chat, &ChatService::kept, this, &TitleService::onKept);
    connect(&chat, &ChatService::busyChanged, this, &TitleService::onBusy);
    connect(&worker, &EngineWorker::text, this,
            [this](RunId run, engine::Channel channel, const QString& delta) {
                if (run == m_run && channel == engine::Channel::Answer) m_answer += delta;
            });
    connect(&worker, &EngineWorker::finished, this, [this](RunId run, TurnState state, const TurnStats&) {
        if (run != m_run || m_run == 0) return;
        if (state == TurnState::Stopped) {
            m_run = 0;  // a model was loaded meanwhile
        } else {
            finish();
        }
    });
    connect(&worker, &EngineWorker::failed, this, [this](RunId run, const QString&) {
        if (run == m_run) m_run = 0;
    });
}

void TitleService::onKept(std::int64_t conversation) {
    const QList<Turn>& turns = m_chat.conversation().turns;
    if (!m_enabled || m_chat.isBusy() || turns.size() != 1 || turns.first().answer.isEmpty() ||
        turns.first().state == TurnState::Failed || m_waiting.contains(conversation)) {
        return;
    }
    try {
        if (!ConversationShelf(m_store).wantsModelTitle(conversation)) return;
    } catch (const StoreError&) {
        return;  // the question's words do
    }
    m_waiting.append(conversation);
    m_pause.start();
}

void TitleService::onBusy(bool busy) {
    if (!busy) {
        if (!m_waiting.isEmpty()) m_pause.start();
        return;
    }
    m_pause.stop();
    if (m_run == 0) return;
    m_worker.stop(std::exchange(m_run, 0));
    m_waiting.prepend(m_conversation);
}

void TitleService::startNext() {
    if (m_run != 0 || m_waiting.isEmpty() || m_chat.isBusy()) return;
    m_conversation = m_waiting.takeFirst();
    try {
        const Conversation conversation = m_store.loadText(m_conversation);
        if (conversation.turns.isEmpty()) return;
        m_answer.clear();
        m_run = m_worker.answer(requestForTitle(conversation.turns.first()));
    } catch (const StoreError&) {
        // The question's words do.
    }
}

void TitleService::finish() {
    m_run = 0;
    const QString title = titleFromModel(m_answer);
    try {
        if (!title.isEmpty() && ConversationShelf(m_store).setModelTitle(m_conversation, title))
            emit titled(m_conversation);
    } catch (const StoreError&) {
        // The question's words do.
    }
    if (!m_waiting.isEmpty()) m_pause.start();
}

}  // namespace app
