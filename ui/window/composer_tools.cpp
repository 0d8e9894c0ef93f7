#include "ui/window/composer_tools.h"

#include "app/chat/chat_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "app/snippets/snippet_library.h"
#include "ui/chat/composer.h"
#include "ui/chat/style_bar.h"
#include "ui/common/banner.h"
#include "ui/snippets/snippet_typing.h"

namespace ui {

namespace {

void addStyleBar(const WindowParts& parts) {
    auto* bar = new StyleBar;
    app::ChatService& chat = parts.services.chat();
    app::Settings& settings = parts.services.settings();
    bar->show(chat.style());
    QObject::connect(&chat, &app::ChatService::styleChanged, bar, [bar, &chat] { bar->show(chat.style()); });
    QObject::connect(bar, &StyleBar::chosen, &chat, [&chat, &settings](const app::AnswerStyle& style) {
        chat.setStyle(style);
        // The next conversation begins with what was chosen last.
        app::AnswerSettings answers = settings.answers();
        answers.style = style;
        settings.setAnswers(answers);
    });
    parts.composer->addTool(bar);
}

void addSnippets(WindowParts& parts) {
    const app::SnippetLibrary& library = parts.services.snippets();
    auto* typing = new SnippetTyping(parts.composer->edit(), library, parts.window);
    parts.snippets = typing;
    QObject::connect(
        typing, &SnippetTyping::noticed, parts.banner,
        [banner = parts.banner](const QString& text) { banner->showSentence(BannerKind::Notice, text); });
    if (!library.problem().isEmpty()) parts.banner->showSentence(BannerKind::Problem, library.problem());
}

}  // namespace

void addComposerTools(WindowParts& parts) {
    addStyleBar(parts);
    addSnippets(parts);
}

}  // namespace ui
