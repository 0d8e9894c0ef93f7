#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QDateTime>

#include "app/cli/command.h"
#include "app/server/auth/api_keys.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(KeysCommand)
};

struct Options {
    std::string file;
    std::string name;
    std::vector<std::string> scopes{std::string(scope::chat), std::string(scope::models)};
    CLI::App* add = nullptr;
    CLI::App* list = nullptr;
    CLI::App* revoke = nullptr;
};

QString timeText(UnixTime time) {
    if (time == 0) return Text::tr("never");
    return QDateTime::fromSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODate);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ",") + word;
    return text;
}

void printList(const std::vector<ApiKey>& keys) {
    std::size_t width = 4;
    for (const ApiKey& key : keys)
        width = std::max(width, key.name.size());
    const auto print = [width](const std::string& name, const std::string& scopes, const QString& created,
                               const QString& used) {
        std::printf("%-*s  %-20s  %-20s  %s\n", static_cast<int>(width), name.c_str(), scopes.c_str(),
                    qUtf8Printable(created), qUtf8Printable(used));
    };
    print("NAME", "SCOPES", "CREATED", "LAST USED");
    for (const ApiKey& key : keys)
        print(key.name, joined(key.scopes), timeText(key.created), timeText(key.lastUsed));
}

int run(const Options& options) {
    ApiKeys keys(options.file.empty() ? ApiKeys::defaultFile() : std::filesystem::path(options.file));
    if (options.add->parsed()) {
        // The key alone goes to stdout, so that it can be piped into a secret store.
        std::printf("%s\n", keys.add(options.name, options.scopes).c_str());
        std::fprintf(stderr, "%s\n", qUtf8Printable(Text::tr("Keep this key now: it is not shown again.")));
    } else if (options.revoke->parsed()) {
        if (!keys.revoke(options.name)) {
            return fail(Text::tr("There is no key %1.").arg(QString::fromStdString(options.name)));
        }
    } else {
        printList(keys.list());
    }
    return Done;
}

}  // namespace

Runner addKeysCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("keys", "API keys of the port");
    auto options = std::make_shared<Options>();
    command->require_subcommand(1);
    command->add_option("--file", options->file, "The file of keys; the data folder's when left out");

    options->add = command->add_subcommand("add", "Make a key and print it, once");
    options->add->add_option("NAME", options->name, "Who will use it")->required();
    options->add
        ->add_option("--scope", options->scopes, "chat, models or metrics; may be given several times")
        ->type_size(1)
        ->allow_extra_args(false);
    options->list = command->add_subcommand("list", "Names, scopes and last uses; never the keys");
    options->revoke =
        command->add_subcommand("revoke", "Take a key back; a running server follows within a second");
    options->revoke->add_option("NAME", options->name, "Whose")->required();
    for (CLI::App* each : {options->add, options->list, options->revoke})
        each->fallthrough();

    return [options](const Interrupt&) -> int {
        try {
            return run(*options);
        } catch (const std::exception& error) {
            return fail(QString::fromUtf8(error.what()));
        }
    };
}

}  // namespace app
