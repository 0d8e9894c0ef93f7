#include <iostream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/language.h"

int main(int argc, char** argv) {
    const app::Interrupt interrupt;
    // QImage and its plugins need no more than this: no display is touched.
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName("glancedesk");
    QCoreApplication::setApplicationVersion(GLANCEDESK_VERSION);
    app::installLanguage(*QCoreApplication::instance());

    CLI::App cli("GlanceDesk without a window: questions about screenshots, answered on this machine.",
                 "glancedesk-cli");
    cli.set_version_flag("--version", GLANCEDESK_VERSION);
    cli.require_subcommand(1);
    const std::pair<const char*, app::Runner> commands[] = {{"ask", app::addAskCommand(cli)},
                                                            {"trace", app::addTraceCommand(cli)},
                                                            {"tokenize", app::addTokenizeCommand(cli)},
                                                            {"template", app::addTemplateCommand(cli)}};
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? app::Done : app::WrongUsage;
    }
    for (const auto& [name, run] : commands) {
        if (cli.got_subcommand(name)) return run(interrupt);
    }
    return app::WrongUsage;
}
