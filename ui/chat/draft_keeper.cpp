#include "ui/chat/draft_keeper.h"

#include <optional>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_library.h"
#include "app/conversations/conversation_store.h"
#include "ui/chat/composer.h"
#include "ui/chat/question_edit.h"

namespace ui {

namespace {

constexpr int kPause = 700;

}  // namespace

DraftKeeper::DraftKeeper(Composer& composer, app::ChatService& chat, app::ConversationStore& store,
                         app::ConversationLibrary& library, QObject* parent)
    : QObject(parent), m_composer(composer), m_chat(chat), m_store(store), m_library(library) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &DraftKeeper::save);
    connect(&composer, &Composer::edited, this, [this] {
        if (!m_loading) m_pause.start();
    });
    connect(&chat, &app::ChatService::conversationReset, this, &DraftKeeper::follow);
    connect(&chat, &app::ChatService::kept, this, [this](std::int64_t id) {
        // A question made it a conversation of its own.
        if (m_conversation != 0 || id <= 0) return;
        m_library.keepDraft(0, {});
        m_conversation = id;
    });
    load();
}

void DraftKeeper::saveNow() {
    if (!m_pause.isActive()) return;
    m_pause.stop();
    save();
}

void DraftKeeper::save() {
    if (m_composer.isEditing()) return;  // an edited question is no draft
    m_library.keepDraft(m_conversation, {m_composer.question(), m_composer.pictures()});
}

void DraftKeeper::follow() {
    const std::int64_t now = m_chat.conversation().id;
    if (now == m_conversation) return;
    m_composer.cancelEdit();
    saveNow();
    m_conversation = now;
    m_loading = true;
    m_composer.clear();
    m_loading = false;
    load();
}

void DraftKeeper::load() {
    m_opening.request_stop();
    m_opening = {};
    const app::Draft draft = m_library.draft(m_conversation);
    if (draft.isEmpty()) return;
    m_loading = true;
    m_composer.edit().setPlainText(draft.text);
    m_composer.edit().moveCursor(QTextCursor::End);
    m_loading = false;
    m_store.openPictures(draft.pictures, m_opening.get_token(), this,
                         [this](const QByteArray&, const std::optional<app::Picture>& picture) {
                             m_loading = true;
                             if (picture) m_composer.attachments().add(*picture);
                             m_loading = false;
                         });
}

}  // namespace ui
