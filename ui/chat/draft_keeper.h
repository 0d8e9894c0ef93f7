#pragma once

#include <stop_token>

#include <QObject>
#include <QTimer>

namespace app {
class ChatService;
class ConversationLibrary;
class ConversationStore;
}  // namespace app

namespace ui {

class Composer;

/// Keeps what is being written beside each conversation: it is saved a moment after the last change and comes
/// back with its pictures when the conversation is opened again.
class DraftKeeper final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it.
    DraftKeeper(Composer& composer, app::ChatService& chat, app::ConversationStore& store,
                app::ConversationLibrary& library, QObject* parent);

 public slots:
    void saveNow();

 private:
    void save();
    void follow();
    void load();

    Composer& m_composer;
    app::ChatService& m_chat;
    app::ConversationStore& m_store;
    app::ConversationLibrary& m_library;
    std::int64_t m_conversation = 0;
    bool m_loading = false;
    std::stop_source m_opening;
    QTimer m_pause;
};

}  // namespace ui
