#include "tests/ui/gallery_stories.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QToolButton>

#include "app/conversations/conversation_library.h"
#include "app/faults/known_faults.h"
#include "app/images/image_import.h"
#include "app/queue/work_queue.h"
#include "app/snippets/snippet_library.h"
#include "tests/ui/dropped_files.h"
#include "tests/ui/gallery_hands.h"
#include "ui/chat/attachment_strip.h"
#include "ui/faults/fault_bar.h"
#include "ui/sidebar/conversation_list_model.h"
#include "ui/sidebar/sidebar.h"
#include "ui/snippets/snippet_popup.h"
#include "ui/viewer/picture_canvas.h"
#include "ui/viewer/picture_editor.h"
#include "ui/viewer/picture_viewer.h"

namespace test {
namespace {

FakeGenerator::Step says(const QString& text) {
    return FakeGenerator::answer(text.toStdString());
}

QString routerAnswer(const Words& in) {
    return in(
        "图中路由器的 **INTERNET** 指示灯为红色，表示**没有连接到互联网**。\n\n1. 检查网线是否插紧\n"
        "2. 重启光猫和路由器\n3. 仍为红色时联系运营商",
        "The **INTERNET** light of the router is red: it is **not connected**.\n\n1. Check the cable\n"
        "2. Restart the modem and the router\n3. If it stays red, call the provider");
}

QString longAnswer(const Words& in) {
    return in(
        "## 结论\n\n这台打印机显示错误代码 **E-203**，含义是“纸盒 2 缺纸或纸张没有放到位”。这不是硬件损坏，"
        "通常两三分钟内就能处理好，不需要把设备寄回来。\n\n## 处理步骤\n\n1. 打开纸盒 2，取出全部纸张，"
        "检查有没有折角、受潮或粘连的纸，有的话换掉。\n2. 把纸抖松、对齐，放入时不要超过右侧的最大高度线。\n"
        "3. 把纸盒完全推入，听到“咔嗒”一声为止。\n\n| 现象 | 可能的原因 | 怎么办 |\n|---|---|---|\n"
        "| 放纸后代码仍在 | 传感器被纸屑挡住 | 用干布擦净纸盒后方的黑色小窗 |\n"
        "| 过几分钟又出现 | 纸张规格设置不对 | 在“设置 → 纸张”里选 A4 普通纸 |\n| 每次开机都出现 | "
        "分页器磨损 | "
        "记下序列号，联系售后 |\n\n> 如果客户急着打印，可以先在打印对话框里选“纸盒 "
        "1”。\n\n```\n错误历史：E-203 × 4"
        "（最近 24 小时）\n```\n",
        "## In short\n\nThe printer shows **E-203**: tray 2 is empty, or the paper does not lie where it "
        "should. Nothing is broken, and it takes two or three minutes.\n\n## What to do\n\n1. Open tray 2, "
        "take "
        "all paper out, and leave out sheets that are bent, damp or stuck together.\n2. Fan the paper, and "
        "stay "
        "below the line on the right side.\n3. Push the tray in until it clicks.\n\n| What is seen | Why | "
        "What "
        "to do |\n|---|---|---|\n| The code stays | Dust before the sensor | Wipe the small black window "
        "behind "
        "the tray |\n| It comes back | Another paper size is set | Settings → Paper: A4, plain |\n| It is "
        "there "
        "after each start | The separator is worn | Note the serial number, call the service |\n\n> In a "
        "hurry, "
        "choose “Tray 1” in the print dialog.\n\n```\nHistory: E-203 × 4 (last 24 hours)\n```\n");
}

void attach(Desk& desk, const QString& sample) {
    const auto before = desk.composer().pictures().size();
    desk.window.attach({kSamples + sample});
    waitFor([&] { return desk.composer().pictures().size() == before + 1; }, "The picture did not open.");
}

void askAndWait(Desk& desk, const QString& question) {
    const auto before = desk.services.chat().conversation().turns.size();
    desk.ask(question);
    waitFor([&] { return desk.services.chat().conversation().turns.size() == before + 1; }, "No turn came.");
    waitFor([&] { return !desk.services.chat().isBusy() && !desk.lastTurn().isRunning(); },
            "The answer did not end.");
}

app::Picture sample(const QString& name) {
    return std::get<app::Picture>(app::ImageImport().fromFile(kSamples + name));
}

}  // namespace

void dayAtTheDesk(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk({says(routerAnswer(in))}, language);
    themed(desk, theme);
    camera(desk.window, "welcome");
    attach(desk, "router_red_light.png");
    askAndWait(desk, in("这个红灯是什么意思？客户该怎么办？", "What does the red light mean?"));
    camera(desk.window, "window");

    desk.composer().edit().setPlainText("/");
    desk.composer().edit().moveCursor(QTextCursor::End);
    auto* popup = desk.find<ui::SnippetPopup>("snippetPopup");
    popup->offer(desk.services.snippets().snippets(), {});
    popup->place(QRect(desk.composer().mapTo(&desk.window, QPoint(40, 10)), QSize(2, 18)));
    camera(desk.window, "slash");
    popup->hide();
    desk.composer().edit().setPlainText(in("{{称呼}}，您好！截图已经收到，{{时间点}}前给您答复。",
                                           "Hello {{name}}, I will answer by {{when}}."));
    camera(desk.window, "blanks");
    desk.window.resize(440, 600);
    camera(desk.window, "narrow");
    desk.window.resize(1180, 780);

    attach(desk, "printer_error_code.png");
    attach(desk, "storage_full.png");
    desk.composer().edit().setPlainText(in(
        "客户说从昨天下午开始就打不出来，重启过两次，换过一次纸，先后试了纸盒 1 和纸盒 2 "
        "都不行。请看两张截图，"
        "说明分别是什么问题、先处理哪一个、每一步大概要多久，并写一段可以直接发给客户的话。",
        "The customer cannot print since yesterday afternoon, restarted twice, changed the paper once and "
        "tried "
        "both trays. Look at the two screenshots: what is wrong in each, which one goes first, how long does "
        "each step take? Then write something for the customer."));
    camera(desk.window, "composing");
    desk.generator->script = {says(longAnswer(in)), FakeGenerator::Block{}};
    desk.ask(desk.composer().question());
    waitFor([&] { return desk.generator->waitUntilBlocked(1) && !desk.lastTurn().answer.isEmpty(); },
            "No answer began.");
    camera(desk.window, "answering");
    desk.generator->release();
    waitFor([&] { return !desk.services.chat().isBusy(); }, "The answer did not end.");
    camera(desk.window, "long_answer");

    desk.generator->script.clear();
    desk.generator->error =
        engine::Error{engine::ErrorCode::OutOfMemory, {}, "a tensor", {6'000'000'000, 900'000'000}};
    askAndWait(desk, in("还有别的办法吗？", "Is there another way?"));
    camera(desk.window, "failed");
}

void conversationsPutInOrder(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk({says(routerAnswer(in))}, language);
    themed(desk, theme);
    const QStringList questions{in("路由器红灯不亮怎么办", "Router: the red light"),
                                in("打印机 E-203 缺纸", "Printer says E-203"),
                                in("支付被拒绝，银行卡余额充足，客户已经试了三次并且换过浏览器",
                                   "Payment declined although the card has money, "
                                   "third try in another browser"),
                                in("登录过期", "Login has expired"),
                                in("云盘空间不足", "Storage is full"),
                                in("摄像头蓝灯闪烁", "Camera: a blue light blinks")};
    for (const QString& question : questions) {
        desk.find<QAction>("actionNew")->trigger();
        askAndWait(desk, question);
    }
    app::ConversationLibrary& library = desk.services.library();
    const auto all = library.ids({});
    require(all.size() == questions.size(), "Not every conversation is there.");
    const std::int64_t folder = library.addFolder(in("网络设备", "Network devices"));
    library.addFolder(in("支付与账户", "Payments and accounts"));
    library.moveTo({all[0], all[5]}, folder);
    library.setTag({all[1], all[2]}, in("待回访", "call back"), true);
    library.setTag({all[2]}, in("紧急", "urgent"), true);
    library.setPinned({all[2]}, true);
    library.trash({all[4]});
    auto* sidebar = desk.find<ui::Sidebar>("sidebar");
    waitFor([&] { return sidebar->model().rowCount() == 5; }, "The list did not follow.");
    camera(desk.window, "sidebar");
}

void knownFaultsAtWork(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk({says(in("**E-203**：纸盒 2 缺纸。请放入 A4 纸并把纸盒推到底。",
                       "**E-203**: tray 2 is empty. Put in A4 paper and push the tray in."))},
              language);
    themed(desk, theme);
    if (QWidget* empty = openBy(desk, "actionKnownFaults")) {
        camera(*empty, "faults_empty");
        closeAndForget(empty);
    }
    attach(desk, "printer_error_code.png");
    askAndWait(desk, in("打印机显示 E-203，怎么处理？", "The printer shows E-203. What now?"));
    app::KnownFaults& faults = desk.services.knownFaults();
    require(faults.approve(desk.lastTurn()), "The answer was not approved.");
    app::Turn other = desk.lastTurn();
    other.pictures = {sample("router_red_light.png")};
    other.question = in("路由器红灯", "The router's red light");
    other.answer = routerAnswer(in);
    require(faults.approve(other), "The other answer was not approved.");
    app::Fault expired = faults.all().first();
    expired.expires = QDateTime::currentDateTimeUtc().addDays(-3);
    faults.change(expired);
    desk.find<QAction>("actionNew")->trigger();
    attach(desk, "printer_error_code.png");
    desk.composer().edit().setPlainText(in("屏幕上是 E-417", "It says E-417"));
    waitFor([&] { return desk.find<ui::FaultBar>("faultBar")->isVisible(); },
            "The known fault was not found.");
    camera(desk.window, "fault_bar");
    desk.window.resize(520, 700);
    camera(desk.window, "fault_bar_narrow");
    desk.window.resize(1180, 780);
    QWidget* window = openBy(desk, "actionKnownFaults");
    require(window != nullptr, "The known faults did not open.");
    camera(*window, "faults");
    closeAndForget(window);
}

void queueAtWork(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk({says(routerAnswer(in)), FakeGenerator::Block{}}, language);
    themed(desk, theme);
    QStringList files;
    for (const char* name : {"router_red_light", "router_green_light", "camera_blue_light", "login_expired",
                             "payment_declined", "printer_error_code", "storage_full", "router_red_light",
                             "login_expired", "mountain_lake", "storage_full", "camera_blue_light"})
        files += kSamples + QString::fromLatin1(name) + QStringLiteral(".png");
    const auto mime = filesOf(files);
    dragOver(desk, *mime);
    camera(desk.window, "dropping");
    dropOn(desk, *mime);
    auto* start = desk.find<QDialog>("queueStart");
    require(start != nullptr && start->isVisible(), "The queue was not offered.");
    start->findChild<QPlainTextEdit*>("queueQuestion")
        ->setPlainText(
            in("这张截图里出了什么问题？客户该怎么办？", "What is wrong, and what should the customer do?"));
    camera(*start, "queue_start");
    start->findChild<QPushButton*>("startQueue")->click();
    app::WorkQueue& queue = desk.services.queue();
    waitFor([&] { return queue.items().size() == files.size(); }, "The queue was not filled.");
    for (int i = 1; i <= 3; ++i) {
        waitFor([&] { return desk.generator->waitUntilBlocked(i); }, "The queue did not go on.");
        desk.generator->release();
        waitFor([&] { return queue.count(app::QueueState::Done) == i; }, "An item did not end.");
    }
    waitFor([&] { return desk.generator->waitUntilBlocked(4); }, "The queue did not go on.");
    camera(desk.window, "queue_line");
    QWidget* window = openBy(desk, "actionQueue");
    require(window != nullptr, "The queue did not open.");
    window->resize(900, 520);
    camera(*window, "queue");
    window->findChild<QTableView*>("queueTable")->selectRow(1);
    camera(*window, "queue_selected");
    closeAndForget(window);
}

void picturesCloseUp(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk(std::vector<FakeGenerator::Step>(), language);
    themed(desk, theme);
    auto* viewer =
        new ui::PictureViewer({sample("router_red_light.png"), sample("storage_full.png")}, 0, &desk.window);
    viewer->setPlaces(
        {{0, QRectF(0.55, 0.55, 0.2, 0.2), in("红色指示灯在路由器右侧。", "The red light is on the right.")},
         {0, QRectF(0.2, 0.4, 0.3, 0.25),
          in("电源灯是绿色的，说明供电正常，不需要更换电源适配器。",
             "The power light is green: the supply is fine, and nothing needs to be changed there.")}});
    viewer->open();
    camera(*viewer, "viewer");
    closeAndForget(viewer);

    auto* editor = new ui::PictureEditor(sample("payment_declined.png"), &desk.window);
    editor->open();
    editor->setTool(ui::EditTool::Redact);
    const auto drag = [&](const QPointF& from, const QPointF& to) {
        const auto at = [&](const QPointF& point) { return editor->canvas().toView().map(point).toPoint(); };
        QTest::mousePress(&editor->canvas(), Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&editor->canvas(), at((from + to) / 2));
        QTest::mouseMove(&editor->canvas(), at(to));
        QTest::mouseRelease(&editor->canvas(), Qt::LeftButton, {}, at(to));
    };
    drag({300, 330}, {600, 370});
    editor->setTool(ui::EditTool::Box);
    drag({250, 100}, {650, 300});
    camera(*editor, "editor");
    delete editor;
}

void portForOthers(app::Language language, app::Theme theme, const Camera& camera) {
    const Words in{language == app::Language::Chinese};
    Desk desk({says(routerAnswer(in))}, language);
    themed(desk, theme);
    app::PortSettings settings;
    settings.port = 18080;
    desk.services.settings().setPort(settings);
    const QString key = desk.port.makeKey(QStringLiteral("ticket-system"));
    settings = desk.services.settings().port();
    settings.host = QStringLiteral("0.0.0.0");
    settings.isOn = true;
    desk.services.settings().setPort(settings);
    waitFor([&] { return desk.port.service().state() != app::PortState::Off; }, "The port did not open.");
    QWidget* window = openBy(desk, "actionPort");
    require(window != nullptr, "The port's window did not open.");
    camera(*window, "port_open");
    window->findChild<QLineEdit*>("keyName")->setText(QStringLiteral("phone"));
    window->findChild<QPushButton*>("newKey")->click();
    camera(*window, "port_key");
    closeAndForget(window);
    camera(desk.window, "port_sign");
    desk.port.setWanted(false);
    waitFor([&] { return desk.port.service().state() == app::PortState::Off; }, "The port did not close.");
}

void everyWindowOfTheMenu(app::Language language, app::Theme theme, const Camera& camera) {
    Desk desk(std::vector<FakeGenerator::Step>(), language);
    themed(desk, theme);
    for (const QString& action : windowActions()) {
        QWidget* window = openBy(desk, action);
        if (window == nullptr) throw std::runtime_error(action.toStdString() + " opened nothing.");
        int page = 0;
        forEachPage(*window, [&] {
            QWidget& shown = window->isWindow() ? *window : static_cast<QWidget&>(desk.window);
            camera(shown, action.mid(6).toLower() + QString::number(page++));
        });
        closeAndForget(window);
    }
    // Where the keyboard is must be seen.
    QWidget* settings = openBy(desk, "actionSettings");
    settings->findChild<QListWidget*>("settingsPages")->setCurrentRow(0);
    settings->findChild<QPushButton*>("settingsCancel")->setFocus(Qt::TabFocusReason);
    camera(*settings, "focus_button");
    settings->findChild<QCheckBox*>("trayBox")->setEnabled(true);
    settings->findChild<QCheckBox*>("trayBox")->setFocus(Qt::TabFocusReason);
    camera(*settings, "focus_check");
    settings->findChild<QListWidget*>("settingsPages")->setFocus(Qt::TabFocusReason);
    camera(*settings, "focus_list");
    closeAndForget(settings);
}

}  // namespace test
