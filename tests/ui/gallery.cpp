// Pictures of every window in Chinese and English, light and dark: gallery FOLDER [LOOK]. LOOK is one of
// zh_light, zh_dark, en_light, en_dark; without it all four. Any display does, also
// QT_QPA_PLATFORM=offscreen.
#include <cstdio>
#include <exception>

#include <QApplication>
#include <QDir>

#include "tests/ui/gallery_stories.h"

namespace {

struct Look {
    const char* name;
    app::Language language;
    app::Theme theme;
};

constexpr Look kLooks[] = {{"zh_light", app::Language::Chinese, app::Theme::Light},
                           {"zh_dark", app::Language::Chinese, app::Theme::Dark},
                           {"en_light", app::Language::English, app::Theme::Light},
                           {"en_dark", app::Language::English, app::Theme::Dark}};

constexpr void (*kStories[])(app::Language, app::Theme, const test::Camera&) = {
    test::dayAtTheDesk,    test::conversationsPutInOrder, test::knownFaultsAtWork,    test::queueAtWork,
    test::picturesCloseUp, test::portForOthers,           test::everyWindowOfTheMenu, test::modelsComeAndGo};

void save(QWidget& window, const QString& path) {
    // Layouts take more than one round: twice the same is the picture.
    QImage before;
    for (int round = 0; round < 20; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        const QImage now = window.grab().toImage();
        if (now == before) break;
        before = now;
    }
    if (!before.save(path)) throw std::runtime_error(path.toStdString() + " cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2 || argc > 3 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: gallery FOLDER [LOOK]\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QString wanted = QString::fromLocal8Bit(argc > 2 ? argv[2] : "");
    int taken = 0;
    try {
        for (const Look& look : kLooks) {
            if (!wanted.isEmpty() && wanted != QLatin1String(look.name)) continue;
            for (const auto story : kStories) {
                story(look.language, look.theme, [&](QWidget& window, const QString& name) {
                    save(window, folder.filePath(QStringLiteral("%1_%2.png").arg(look.name, name)));
                    ++taken;
                });
            }
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    std::printf("%d pictures in %s\n", taken, qPrintable(folder.path()));
    return taken > 0 ? 0 : 2;
}
