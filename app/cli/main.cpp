#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QGuiApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/language.h"
#include "app/logging.h"

namespace {

/// QImage and its plugins need no more than a QCoreApplication, and no display is touched. Only a PDF needs
/// fonts, which come without a display too.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv) {
    if (argc < 2 || std::string_view(argv[1]) != "export")
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // What Qt remarks about a machine without a desktop is nothing to the user.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    return std::make_unique<QGuiApplication>(argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
    const app::Interrupt interrupt;
    const auto application = makeApplication(argc, argv);
    app::logErrorsAlone();  // stdout is for what was asked for
    QCoreApplication::setApplicationName("glancedesk");
    QCoreApplication::setApplicationVersion(GLANCEDESK_VERSION);
    app::installLanguage(*QCoreApplication::instance());

    CLI::App cli("GlanceDesk without a window: questions about screenshots, answered on this machine.",
                 "glancedesk-cli");
    cli.set_version_flag("--version", GLANCEDESK_VERSION);
    cli.require_subcommand(1);
    const std::pair<const char*, app::Runner> commands[] = {
        {"ask", app::addAskCommand(cli)},
        {"trace", app::addTraceCommand(cli)},
        {"conversations", app::addConversationsCommand(cli)},
        {"export", app::addExportCommand(cli)},
        {"import", app::addImportCommand(cli)},
        {"tokenize", app::addTokenizeCommand(cli)},
        {"template", app::addTemplateCommand(cli)},
        {"serve", app::addServeCommand(cli)},
        {"keys", app::addKeysCommand(cli)},
        {"audit", app::addAuditCommand(cli)},
        {"bench", app::addBenchCommand(cli)},
        {"plan", app::addPlanCommand(cli)},
        {"models", app::addModelsCommand(cli)},
        {"servers", app::addServersCommand(cli)},
        {"doctor", app::addDoctorCommand(cli)}};
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
