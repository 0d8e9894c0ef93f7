// The conversations on this machine: list, export, import.
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "app/cli/command.h"
#include "app/conversations/conversation_search.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/data_folder.h"
#include "app/exporting/importer.h"
#include "app/exporting/json_format.h"

namespace app {
namespace {

constexpr qint64 largestImport = 2LL * 1024 * 1024 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exporter)
};

struct ListOptions {
    std::string data;
    std::string search;
    bool trash = false;
    bool json = false;
};

struct ExportOptions {
    std::string data;
    std::vector<std::int64_t> conversations;
    bool all = false;
    std::string format;
    std::string out;
};

struct ImportOptions {
    std::string data;
    std::string file;
};

void addData(CLI::App& command, std::string& data) {
    command.add_option("--data", data, "Folder of the conversations; the window's own when left out")
        ->envname("GLANCEDESK_DATA");
}

QString folderOf(const std::string& data) {
    return dataFolder(QString::fromStdString(data));
}

/// A StoreError is one line and exit code 1.
template <class Call>
int guarded(const Call& call) {
    spdlog::set_level(spdlog::level::off);  // the window's log is not for stdout
    try {
        return call();
    } catch (const StoreError& error) {
        return fail(error.sentence());
    }
}

int list(const ListOptions& options) {
    ConversationStore store(folderOf(options.data));
    ConversationShelf shelf(store);
    const ShelfPlace place{options.trash ? ShelfPlace::Kind::Trash : ShelfPlace::Kind::All};
    QList<std::int64_t> ids;
    QHash<std::int64_t, QString> excerpts;
    if (options.search.empty()) {
        ids = shelf.ids(place);
    } else {
        for (const SearchHit& hit :
             findConversations(store.database(), QString::fromStdString(options.search), place, {}, 10000)) {
            ids += hit.conversation;
            excerpts[hit.conversation] = hit.excerpt;
        }
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const ConversationSummary& one : shelf.summaries(ids)) {
        const std::string changed = one.changed.toUTC().toString(Qt::ISODate).toStdString();
        if (!options.json) {
            std::printf("%lld\t%s\t%s\n", static_cast<long long>(one.id), changed.c_str(),
                        qUtf8Printable(one.title));
            continue;
        }
        nlohmann::ordered_json tags = nlohmann::ordered_json::array();
        for (const QString& tag : one.tags)
            tags.push_back(tag.toStdString());
        all.push_back({{"id", one.id},
                       {"title", one.title.toStdString()},
                       {"changed", changed},
                       {"pinned", one.isPinned},
                       {"tags", tags},
                       {"excerpt", excerpts.value(one.id).toStdString()}});
    }
    if (options.json)
        std::printf("%s\n", all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    return Done;
}

int exportFile(const ExportOptions& options) {
    ConversationStore store(folderOf(options.data));
    QList<std::int64_t> ids(options.conversations.begin(), options.conversations.end());
    if (options.all) ids = ConversationShelf(store).ids({});
    QList<ExportedConversation> conversations;
    for (const std::int64_t id : ids) {
        ExportedConversation conversation = collectForExport(store, id);
        readPictures(conversation, store.pictures());
        if (conversation.lostPictures > 0) {
            std::fprintf(stderr, "%s\n",
                         qUtf8Printable(Text::tr("%n picture(s) could not be read and are missing.", nullptr,
                                                 conversation.lostPictures)));
        }
        conversations += conversation;
    }
    const auto format = formatOf(QString::fromStdString(options.format)).value_or(ExportFormat::Markdown);
    const QString problem =
        writeExport(QString::fromStdString(options.out), exportedBytes(conversations, format));
    return problem.isEmpty() ? Done : fail(problem);
}

int importFile(const ImportOptions& options) {
    QFile file(QString::fromStdString(options.file));
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestImport)
        return fail(Text::tr("%1 cannot be read (%2).").arg(file.fileName(), file.errorString()));
    const ParsedExport parsed = fromJson(file.readAll());
    if (!parsed.problem.isEmpty()) return fail(parsed.problem);
    ConversationStore store(folderOf(options.data));
    const ImportOutcome outcome = importConversations(store, parsed.conversations);
    std::printf("%s\n", qUtf8Printable(Text::tr("%1 conversations with %2 questions were imported.")
                                           .arg(outcome.conversations)
                                           .arg(outcome.turns)));
    if (outcome.lostPictures > 0) {
        std::fprintf(stderr, "%s\n",
                     qUtf8Printable(Text::tr("%n picture(s) could not be read and are missing.", nullptr,
                                             outcome.lostPictures)));
    }
    return Done;
}

}  // namespace

Runner addConversationsCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("conversations", "List the conversations of the window");
    auto options = std::make_shared<ListOptions>();
    addData(*command, options->data);
    command->add_option("--search", options->search, "Only those that hold these words");
    command->add_flag("--trash", options->trash, "What lies in the trash");
    command->add_flag("--json", options->json, "One JSON array");
    return [options](const Interrupt&) { return guarded([&] { return list(*options); }); };
}

Runner addExportCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("export", "Write conversations to a file");
    auto options = std::make_shared<ExportOptions>();
    addData(*command, options->data);
    auto* which = command->add_option_group("which");
    which->add_option("--conversation", options->conversations, "Its number; may be given several times");
    which->add_flag("--all", options->all, "All that are not in the trash");
    which->require_option(1);
    command->add_option("--format", options->format, "md, html, pdf or json (which can be imported)")
        ->required()
        ->check(CLI::IsMember({"md", "html", "pdf", "json"}));
    command->add_option("--out", options->out, "The file; it is there whole or not at all")->required();
    return [options](const Interrupt&) { return guarded([&] { return exportFile(*options); }); };
}

Runner addImportCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("import", "Add the conversations of an exported JSON file");
    auto options = std::make_shared<ImportOptions>();
    addData(*command, options->data);
    command->add_option("file", options->file, "The .json file")->required();
    return [options](const Interrupt&) { return guarded([&] { return importFile(*options); }); };
}

}  // namespace app
