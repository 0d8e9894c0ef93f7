#include "ui/conversation_desk.h"

#include <QDir>
#include <QFileDialog>
#include <QInputDialog>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_library.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/common/banner.h"
#include "ui/sidebar/sidebar.h"

namespace ui {

ConversationDesk::ConversationDesk(app::Services& services, const Parts& parts, QWidget* window)
    : QObject(window), m_services(services), m_parts(parts), m_window(window) {
    connectSidebar();
    connectChat();
    connectExports();
}

void ConversationDesk::connectSidebar() {
    app::ConversationLibrary& library = m_services.library();
    connect(m_parts.sidebar, &Sidebar::openRequested, this, &ConversationDesk::open);
    connect(m_parts.sidebar, &Sidebar::exportRequested, this, &ConversationDesk::exportConversations);
    connect(&library, &app::ConversationLibrary::failed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Problem, sentence); });
    connect(&library, &app::ConversationLibrary::trashed, this, [this](const QList<std::int64_t>& ids) {
        leaveIfOpen(ids);
        m_parts.banner->showSentence(BannerKind::Notice,
                                     tr("%n conversation(s) moved to the trash; kept there for 30 days.",
                                        nullptr, static_cast<int>(ids.size())),
                                     tr("Undo"), [this, ids] { m_services.library().restore(ids); });
    });
    connect(&library, &app::ConversationLibrary::erased, this, &ConversationDesk::leaveIfOpen);
    connect(&library, &app::ConversationLibrary::changed, this, &ConversationDesk::leaveIfGone);
}

void ConversationDesk::connectChat() {
    app::ChatService& chat = m_services.chat();
    const auto follow = [this, &chat] { m_parts.sidebar->setOpen(chat.conversation().id); };
    connect(&chat, &app::ChatService::conversationReset, this, follow);
    connect(&chat, &app::ChatService::kept, this, follow);
    connect(&chat, &app::ChatService::questionChanged, m_parts.chat, &ChatView::changeQuestion);
    connect(m_parts.chat, &ChatView::regenerateRequested, &chat,
            [&chat](int turn) { chat.regenerate(turn); });
    connect(m_parts.chat, &ChatView::continueRequested, &chat, [&chat] { chat.continueAnswer(); });
    connect(m_parts.chat, &ChatView::versionRequested, this, &ConversationDesk::showVersion);
    connect(m_parts.chat, &ChatView::replyRequested, this, &ConversationDesk::writeReply);
    connect(m_parts.chat, &ChatView::quoteRequested, m_parts.composer, &Composer::quote);
    connect(m_parts.chat, &ChatView::editRequested, this, [this, &chat](int turn) {
        const app::Turn& edited = chat.conversation().turns[turn];
        m_parts.composer->beginEdit(turn, edited.question, edited.pictures);
    });
    // An edit belongs to the conversation that is shown.
    connect(&chat, &app::ChatService::conversationReset, m_parts.composer, [this, &chat] {
        if (!chat.isBusy()) m_parts.composer->cancelEdit();
    });
}

void ConversationDesk::connectExports() {
    app::Exporter& exporter = m_services.exporter();
    connect(&exporter, &app::Exporter::failed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Problem, sentence); });
    connect(&exporter, &app::Exporter::exported, this, [this](int files, const QString& path, int lost) {
        QString sentence =
            files == 1 ? tr("Exported to %1.").arg(QDir::toNativeSeparators(path))
                       : tr("Exported %1 files to %2.").arg(files).arg(QDir::toNativeSeparators(path));
        if (lost > 0)
            sentence += u' ' + tr("%n picture(s) could not be read and are missing.", nullptr, lost);
        m_parts.banner->showSentence(lost > 0 ? BannerKind::Problem : BannerKind::Notice, sentence);
    });
}

void ConversationDesk::open(std::int64_t conversation, app::TurnId turn, const QStringList& words) {
    app::ChatService& chat = m_services.chat();
    if (chat.conversation().id != conversation || turn != 0) {
        const bool isShown = chat.conversation().id == conversation &&
                             std::any_of(chat.conversation().turns.begin(), chat.conversation().turns.end(),
                                         [&](const app::Turn& one) { return one.id == turn; });
        if (!isShown) chat.open(conversation, turn);
    }
    const QList<app::Turn>& turns = chat.conversation().turns;
    for (int i = 0; turn != 0 && i < turns.size(); ++i) {
        if (turns[i].id == turn) m_parts.chat->showTurn(i, words);
    }
}

/// In the language of the answer, unless the agent chose one; an answer that isn't the last is given along.
void ConversationDesk::writeReply(int turn) {
    app::ChatService& chat = m_services.chat();
    const QList<app::Turn>& turns = chat.conversation().turns;
    if (turn < 0 || turn >= turns.size() || turns[turn].answer.isEmpty()) return;
    const QString& answer = turns[turn].answer;
    const app::AnswerLanguage language = chat.style().language;
    const bool isChinese =
        language == app::AnswerLanguage::Chinese ||
        (language == app::AnswerLanguage::AsAsked &&
         std::any_of(answer.begin(), answer.end(), [](QChar c) { return c.script() == QChar::Script_Han; }));
    QString wish =
        isChinese
            ? QStringLiteral("请据此写一段可以直接发给客户的回复：礼貌、简短、分步骤，不使用 Markdown 标记。")
            : QStringLiteral(
                  "Write the reply to the customer from this: polite, short, step by step, "
                  "without Markdown.");
    if (turn + 1 < turns.size()) wish += QStringLiteral("\n\n") + answer;
    chat.ask(wish, {});
}

void ConversationDesk::writeReplyToLast() {
    writeReply(static_cast<int>(m_services.chat().conversation().turns.size()) - 1);
}

void ConversationDesk::showVersion(int turn, app::TurnId version) {
    if (m_services.chat().showVersion(turn, version)) m_parts.chat->showTurn(turn, {});
}

void ConversationDesk::leaveIfOpen(const QList<std::int64_t>& ids) {
    if (ids.contains(m_services.chat().conversation().id)) m_services.chat().startConversation();
}

/// What is asked in it now could not be kept.
void ConversationDesk::leaveIfGone() {
    app::ChatService& chat = m_services.chat();
    const std::int64_t id = chat.conversation().id;
    if (id <= 0 || chat.isBusy() || !m_services.library().isGone(id)) return;
    chat.startConversation();
    m_parts.banner->showSentence(BannerKind::Notice,
                                 tr("The conversation was deleted for good in another window."));
}

void ConversationDesk::exportOpen() {
    const std::int64_t id = m_services.chat().conversation().id;
    if (id > 0) exportConversations({id});
}

void ConversationDesk::exportConversations(const QList<std::int64_t>& ids) {
    const auto summaries = m_services.library().summaries(ids);
    if (summaries.isEmpty()) return;
    if (ids.size() == 1) {
        chooseFile(ids, summaries.first().title);
    } else {
        chooseFolder(ids);
    }
}

void ConversationDesk::chooseFile(const QList<std::int64_t>& ids, const QString& title) {
    auto* dialog = new QFileDialog(m_window, tr("Export conversation"), m_services.settings().exportPlace());
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QStringList filters{tr("PDF document") + QStringLiteral(" (*.pdf)"),
                              tr("Web page") + QStringLiteral(" (*.html)"), QStringLiteral("Markdown (*.md)"),
                              tr("JSON, to import again") + QStringLiteral(" (*.json)")};
    static constexpr app::ExportFormat kFormats[] = {app::ExportFormat::Pdf, app::ExportFormat::Html,
                                                     app::ExportFormat::Markdown, app::ExportFormat::Json};
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(app::fileNameFor(title, app::ExportFormat::Pdf));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString& filter) {
        dialog->setDefaultSuffix(app::suffixOf(kFormats[qMax(0, filters.indexOf(filter))]));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, ids](const QString& path) {
        const auto format = app::formatOf(QFileInfo(path).suffix());
        m_services.exporter().exportTo(path, ids, format.value_or(app::ExportFormat::Markdown));
    });
    dialog->open();
}

void ConversationDesk::chooseFolder(const QList<std::int64_t>& ids) {
    auto* formats = new QInputDialog(m_window);
    formats->setObjectName(QStringLiteral("formatDialog"));
    formats->setAttribute(Qt::WA_DeleteOnClose);
    formats->setWindowTitle(tr("Export %n conversation(s)", nullptr, static_cast<int>(ids.size())));
    formats->setLabelText(tr("Format:"));
    formats->setComboBoxItems(
        {QStringLiteral("PDF"), QStringLiteral("HTML"), QStringLiteral("Markdown"), QStringLiteral("JSON")});
    connect(formats, &QInputDialog::textValueSelected, this, [this, ids](const QString& name) {
        const auto format =
            app::formatOf(name == QLatin1String("Markdown") ? QStringLiteral("md") : name.toLower());
        auto* dialog =
            new QFileDialog(m_window, tr("Export into a folder"), m_services.settings().exportPlace());
        dialog->setObjectName(QStringLiteral("exportFolderDialog"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        connect(dialog, &QFileDialog::fileSelected, this, [this, ids, format](const QString& folder) {
            m_services.exporter().exportInto(folder, ids, format.value_or(app::ExportFormat::Markdown));
        });
        dialog->open();
    });
    formats->open();
}

}  // namespace ui
