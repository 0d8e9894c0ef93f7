#include <cstdio>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

#include "app/cli/command.h"
#include "app/cli/keychain_wait.h"
#include "app/data_folder.h"
#include "app/settings/settings.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServersCommand)
};

struct Options {
    std::string data;
    std::vector<std::string> addresses;
    std::string model;
    std::string keyFile;
    std::string authorities;
    bool keepsPictures = false;

    CLI::App* list = nullptr;
    CLI::App* use = nullptr;
    CLI::App* off = nullptr;
    CLI::App* key = nullptr;
};

void say(const QString& line) {
    std::printf("%s\n", qUtf8Printable(line));
}

QString keyText(const UpstreamSettings& servers) {
    if (!servers.keyFile.isEmpty()) return Text::tr("Key: in the file %1").arg(servers.keyFile);
    if (!qEnvironmentVariableIsEmpty("GLANCEDESK_UPSTREAM_KEY"))
        return Text::tr("Key: in GLANCEDESK_UPSTREAM_KEY");
    return servers.keyKept != 0 ? Text::tr("Key: in the keychain") : Text::tr("Key: none");
}

int list(const UpstreamSettings& servers) {
    say(servers.isOn ? Text::tr("Servers answer in this computer's place:")
                     : Text::tr("This computer's model answers. Servers that are kept:"));
    for (const QString& address : servers.addresses)
        say(QStringLiteral("  ") + address);
    if (servers.addresses.isEmpty()) say(QStringLiteral("  ") + Text::tr("none"));
    if (!servers.model.isEmpty()) say(Text::tr("Model: %1").arg(servers.model));
    say(keyText(servers));
    say(servers.keepsPictures ? Text::tr("Pictures stay on this computer.")
                              : Text::tr("Pictures go to the servers."));
    return Done;
}

int use(Settings& settings, const Options& options) {
    UpstreamSettings servers = settings.upstream();
    servers.isOn = true;
    servers.addresses.clear();
    for (const std::string& address : options.addresses)
        servers.addresses += QString::fromStdString(address);
    servers.model = QString::fromStdString(options.model);
    const auto absolute = [](const std::string& path) {
        return path.empty() ? QString() : QDir().absoluteFilePath(QString::fromStdString(path));
    };
    servers.keyFile = absolute(options.keyFile);
    servers.authorities = absolute(options.authorities);
    servers.keepsPictures = options.keepsPictures;
    if (const QString problem = problemOf(servers); !problem.isEmpty()) return fail(problem);
    settings.setUpstream(servers);
    return Done;
}

/// Read from stdin, so that neither the shell nor the list of processes sees it.
int key(Settings& settings, const Interrupt& interrupt) {
    std::string line;
    std::getline(std::cin, line);
    const QByteArray given = QByteArray::fromStdString(line).trimmed();
    if (const QString problem = keepKey(given, interrupt); !problem.isEmpty()) return fail(problem);
    UpstreamSettings servers = settings.upstream();
    servers.keyKept = given.isEmpty() ? 0 : QDateTime::currentMSecsSinceEpoch();
    settings.setUpstream(servers);
    return Done;
}

int run(const Options& options, const Interrupt& interrupt) {
    Settings settings(
        QDir(dataFolder(QString::fromStdString(options.data))).filePath(QStringLiteral("settings.ini")));
    if (options.use->parsed()) return use(settings, options);
    if (options.key->parsed()) return key(settings, interrupt);
    UpstreamSettings servers = settings.upstream();
    if (options.off->parsed()) {
        servers.isOn = false;
        settings.setUpstream(servers);
        return Done;
    }
    return list(servers);
}

}  // namespace

Runner addServersCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand(
        "servers", "Servers in the place of this computer's model, for the window and `ask`");
    command->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* text) {
        CLI::App* one = command->add_subcommand(name, text);
        one->add_option("--data", options->data, "The data folder; the user's own when left out");
        return one;
    };
    options->list = add("list", "Which ones, where their key is and whether pictures stay here");
    options->use = add("use", "From now on these answer");
    options->use->add_option("ADDRESS", options->addresses, "Such as http://gpu1:8000")->required();
    options->use->add_option("--model", options->model,
                             "As the servers call it; the first that they list when left out");
    options->use->add_option("--key-file", options->keyFile,
                             "Holds the key alone, in the place of the keychain");
    options->use->add_option("--authorities", options->authorities,
                             "A PEM file of the company's own certificate authority");
    options->use->add_flag("--keep-pictures", options->keepsPictures,
                           "Questions with pictures are answered on this computer");
    options->off = add("off", "This computer's model answers again");
    options->key =
        add("key", "Read the servers' key from stdin and keep it in the keychain; an empty line forgets it");
    return [options](const Interrupt& interrupt) { return run(*options, interrupt); };
}

}  // namespace app
