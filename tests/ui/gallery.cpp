// Pictures of every window in Chinese and English, light and dark: gallery FOLDER. Any display does, also
// QT_QPA_PLATFORM=offscreen.
#include <cstdio>

#include <QDir>

#include "app/snippets/snippet_library.h"
#include "tests/ui/all_windows.h"
#include "ui/snippets/snippet_popup.h"

using test::Desk;
using test::FakeGenerator;

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

bool save(QWidget& widget, const QDir& folder, const QString& name) {
    QCoreApplication::processEvents();
    const QString path = folder.filePath(name + QStringLiteral(".png"));
    if (widget.grab().save(path)) return true;
    std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
    return false;
}

/// False when a picture could not be written or the answer did not come.
bool photograph(const Look& look, const QDir& folder) {
    const bool isChinese = look.language == app::Language::Chinese;
    Desk desk(
        {FakeGenerator::answer(
            isChinese ? "图中路由器的 **INTERNET** 指示灯为红色，表示**没有连接到互联网**。\n\n1. "
                        "检查网线是否插紧\n"
                        "2. 重启光猫和路由器\n3. 仍为红色时联系运营商"
                      : "The **INTERNET** light of the router is red: it is **not connected**.\n\n1. Check "
                        "the cable\n2. Restart the modem and the router\n3. If it stays red, call the "
                        "provider")},
        look.language);
    desk.services.settings().setTheme(look.theme);
    const auto picture = [&](const QString& name) { return QString::fromLatin1(look.name) + u'_' + name; };
    bool isWell = save(desk.window, folder, picture("welcome"));
    desk.window.attach({GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png"});
    const bool isOpen = QTest::qWaitFor([&] { return desk.composer().pictures().size() == 1; });
    desk.ask(isChinese ? "这个红灯是什么意思？客户该怎么办？" : "What does the red light mean?");
    const bool isAnswered = isOpen && QTest::qWaitFor([&] {
                                const auto& turns = desk.services.chat().conversation().turns;
                                return !turns.isEmpty() && turns.last().state == app::TurnState::Done;
                            });
    isWell = isWell && isAnswered && save(desk.window, folder, picture("window"));

    desk.composer().edit().setPlainText("/");
    desk.composer().edit().moveCursor(QTextCursor::End);
    auto* popup = desk.find<ui::SnippetPopup>("snippetPopup");
    popup->offer(desk.services.snippets().snippets(), {});
    popup->place(QRect(desk.composer().mapTo(&desk.window, QPoint(40, 10)), QSize(2, 18)));
    isWell = isWell && save(desk.window, folder, picture("slash"));
    popup->hide();
    desk.composer().edit().setPlainText(isChinese ? "{{称呼}}，您好！截图已经收到，{{时间点}}前给您答复。"
                                                  : "Hello {{name}}, I will answer by {{when}}.");
    isWell = isWell && save(desk.window, folder, picture("blanks"));
    desk.window.resize(440, 600);
    isWell = isWell && save(desk.window, folder, picture("narrow"));
    desk.window.resize(1180, 780);

    for (const QString& action : test::windowActions()) {
        QWidget* window = test::openBy(desk, action);
        if (window == nullptr) continue;
        int page = 0;
        test::forEachPage(*window, [&] {
            QWidget& shown = window->isWindow() ? *window : static_cast<QWidget&>(desk.window);
            isWell =
                save(shown, folder, picture(action.mid(6).toLower() + QString::number(page++))) && isWell;
        });
        window->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return isWell;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: gallery FOLDER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    for (const Look& look : kLooks) {
        if (!photograph(look, folder)) return 1;
    }
    return 0;
}
