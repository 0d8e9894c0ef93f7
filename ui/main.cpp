#include <cstdio>
#include <exception>
#include <optional>

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QSysInfo>

#include "app/server/port_switch.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/common/theme.h"
#include "ui/main_window.h"

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

struct Options {
    app::ServicesOptions services;
    QStringList images;
};

int complain(int code, const QString& line) {
    std::fprintf(stderr, "glancedesk: %s\n", qUtf8Printable(line));
    return code;
}

/// Reads the command line before there is a display; empty with an exit code when the program ends here.
std::optional<Options> readOptions(int argc, char** argv, int* exitCode) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Answers questions about screenshots on this computer."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addOption(
        {QStringLiteral("model"), QStringLiteral("Folder of the model."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("data"), QStringLiteral("Folder for conversations and settings."),
                      QStringLiteral("DIR")});
    // A file manager hands pictures over as they are.
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("A picture to attach."),
                                 QStringLiteral("[FILE…]"));
    parser.addOption({QStringLiteral("image"),
                      QStringLiteral("Attach a picture; may be given several times."),
                      QStringLiteral("FILE")});
    *exitCode = 0;
    if (!parser.parse(QCoreApplication::arguments())) {
        *exitCode = complain(kWrongUsage, parser.errorText());
        return std::nullopt;
    }
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return std::nullopt;
    }
    if (parser.isSet(version)) {
        std::printf("glancedesk %s\n", GLANCEDESK_VERSION);
        return std::nullopt;
    }
    Options options;
    options.services.modelFolder = parser.value(QStringLiteral("model"));
    options.services.dataFolder = parser.isSet(QStringLiteral("data"))
                                      ? parser.value(QStringLiteral("data"))
                                      : qEnvironmentVariable("GLANCEDESK_DATA");
    options.images = parser.values(QStringLiteral("image")) + parser.positionalArguments();
    if (parser.isSet(QStringLiteral("model")) && !QFileInfo(options.services.modelFolder).isDir()) {
        *exitCode = complain(kFailed, QStringLiteral("no such folder: %1").arg(options.services.modelFolder));
        return std::nullopt;
    }
    for (const QString& image : options.images) {
        if (QFileInfo(image).isFile()) continue;
        *exitCode = complain(kFailed, QStringLiteral("no such picture: %1").arg(image));
        return std::nullopt;
    }
    return options;
}

/// Qt aborts without a display server; say so instead.
bool hasDisplay() {
    if (QSysInfo::kernelType() != QLatin1String("linux")) return true;
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("glancedesk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GLANCEDESK_VERSION));
    int exitCode = 0;
    const auto options = readOptions(argc, argv, &exitCode);
    if (!options) return exitCode;
    if (!hasDisplay())
        return complain(kFailed, QStringLiteral("there is no display; glancedesk-cli works without one"));

    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("glancedesk"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/glancedesk.svg")));
    try {
        app::Services services(options->services);
        app::PortSwitch port(services);
        ui::Theme theme(application);
        ui::MainWindow window(services, theme, &port);
        window.attach(options->images);
        window.show();
        // To who starts the program for the first time by its icon.
        const bool isPlain = options->services.dataFolder.isEmpty() && options->images.isEmpty();
        if (isPlain && !services.settings().isWelcomed()) window.showGuide();
        return QApplication::exec();
    } catch (const std::exception& error) {
        return complain(kFailed, QString::fromUtf8(error.what()));
    }
}
