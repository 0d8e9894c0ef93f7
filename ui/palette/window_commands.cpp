#include "ui/palette/window_commands.h"

#include <QAction>
#include <QWidget>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_library.h"
#include "app/services.h"
#include "app/snippets/snippet_library.h"
#include "ui/actions.h"
#include "ui/chat/composer.h"
#include "ui/chat/question_edit.h"
#include "ui/palette/command_palette.h"
#include "ui/snippets/snippet_typing.h"

namespace ui {

namespace {

constexpr int kRecent = 6;  ///< conversations before anything is typed

void addActions(const WindowParts& parts, QList<Command>& commands) {
    for (int i = 0; i < static_cast<int>(ActionId::Count); ++i) {
        const auto id = static_cast<ActionId>(i);
        QAction* action = parts.actions->get(id);
        if (id == ActionId::Palette || !action->isEnabled()) continue;
        QString text = action->text();
        text.remove(QStringLiteral("…"));
        commands.append({text, action->shortcut().toString(QKeySequence::NativeText),
                         parts.actions->iconOf(id), parts.actions->englishOf(id),
                         [action] { action->trigger(); }});
    }
}

void addConversations(const WindowParts& parts, QList<Command>& commands) {
    app::ChatService& chat = parts.services.chat();
    const auto titles = parts.services.library().titles();
    for (int i = 0; i < titles.size(); ++i) {
        const std::int64_t id = titles[i].id;
        commands.append({titles[i].title,
                         CommandPalette::tr("Conversation"),
                         QStringLiteral("chat"),
                         {},
                         [&chat, id] {
                             if (chat.conversation().id != id) chat.open(id);
                         },
                         i < kRecent});
    }
}

void addSnippets(const WindowParts& parts, QList<Command>& commands) {
    for (const app::Snippet& snippet : parts.services.snippets().snippets()) {
        commands.append(
            {QStringLiteral("/%1  %2").arg(snippet.name, snippet.title),
             {},
             snippet.kind == app::SnippetKind::Reply ? QStringLiteral("reply") : QStringLiteral("snippet"),
             {},
             [typing = parts.snippets, snippet] { typing->insert(snippet); },
             false});
    }
}

}  // namespace

void openPalette(const WindowParts& parts) {
    QList<Command> commands;
    addActions(parts, commands);
    addSnippets(parts, commands);
    addConversations(parts, commands);
    delete parts.window->findChild<CommandPalette*>();
    new CommandPalette(std::move(commands), parts.window);
}

}  // namespace ui
