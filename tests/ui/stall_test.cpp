// The window never freezes: a heartbeat on the event loop, watched while the window works hardest.
#include <QLineEdit>
#include <QScrollBar>
#include <QStorageInfo>
#include <QTimer>

#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_library.h"
#include "app/conversations/store_database.h"
#include "tests/ui/desk.h"
#include "tests/ui/heartbeat.h"
#include "ui/chat/chat_view.h"
#include "ui/sidebar/conversation_list.h"
#include "ui/sidebar/conversation_list_model.h"
#include "ui/sidebar/sidebar.h"
#include "ui/viewer/picture_viewer.h"

using test::Desk;
using test::FakeGenerator;
using test::Heartbeat;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kLimit = 1000;  // instrumented code is several times slower
#else
constexpr double kLimit = 100;
#endif

std::vector<FakeGenerator::Step> inPieces(const QString& text, int length) {
    std::vector<FakeGenerator::Step> script;
    const std::vector<FakeGenerator::Step> pause = {FakeGenerator::Block{}};
    for (int from = 0; from < text.size(); from += length) {
        script.push_back(FakeGenerator::answer(text.mid(from, length).toStdString()));
        if (script.size() % 3 == 2) script.push_back(pause.front());
    }
    return script;
}

QString longTable() {
    QString text = "# Report\n\n| code | meaning | what to do |\n|---|---|---|\n";
    for (int row = 0; row < 500; ++row) {
        text += QString("| `E-%1` | 第 %1 种错误，纸盒为空 | **Open** the tray and restart %1 |\n").arg(row);
    }
    return text;
}

QString longAnswer() {
    QString text = longTable() + "\n```\n";
    for (int line = 0; line < 400; ++line)
        text += QString("line %1 of the log, with some text in it\n").arg(line);
    text += "```\n\n";
    for (int item = 0; item < 200; ++item)
        text += QString("%1. step with `code` and **bold** text\n").arg(item + 1);
    return text + QString("\n一段很长的文字。").repeated(2000);
}

constexpr std::int64_t kConversations = 10000;  ///< the last one has a thousand messages

void fillStore(const QString& folder) {
    app::ConversationStore store(folder);
    store.database().write(false, [](SQLite::Database& db) {
        db.exec(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO "
            "conversations (created, changed, title, pinned) SELECT i, i, '第' || i || '个问题', i % 100 = 0 "
            "FROM n");
        db.exec(
            "INSERT INTO turns (conversation, position, asked, changed, question, answer, state) SELECT id, "
            "0, id, id, '错误代码 E-' || id, '请检查纸盒，然后重新启动打印机。', 'done' FROM conversations");
        db.exec(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499) INSERT INTO turns "
            "(conversation, position, parent, asked, changed, question, answer, state) SELECT 10000, i, 9999 "
            "+ i, i, i, 'question ' || i, '## Answer' || char(10, 10) || '1. one **bold**' || char(10) || "
            "'2. two' || char(10, 10) || '`code` 中文。', 'done' FROM n");
    });
}

}  // namespace

class StallTest final : public QObject {
    Q_OBJECT

 public:
    static void initMain() {
        // The speed of this machine's disk is not the window's.
        const QStorageInfo memory("/dev/shm");
        if (memory.isReady() && !memory.isReadOnly() && memory.bytesAvailable() > (512 << 20))
            qputenv("TMPDIR", "/dev/shm");
    }

 private:
    static void warmUp(Desk& desk) {
        // Fonts are loaded once in a program's life.
        desk.services.chat().ask("warm 热身 `x`", {});
        QTRY_VERIFY(!desk.services.chat().isBusy());
        desk.window.grab();
    }

 private slots:
    void streamingALongAnswerNeverStalls() {
        Desk desk({FakeGenerator::answer("| a | b |\n|---|---|\n| `x` | **热身** |\n\n```\ncode\n```\n")});
        desk.window.resize(1000, 760);
        warmUp(desk);
        const QString answer = longAnswer();
        desk.generator->script = inPieces(answer, 60);
        // The fake waits between pieces as a model does; a timer lets it go on, at thousands of tokens a
        // second.
        QTimer pace;
        connect(&pace, &QTimer::timeout, &desk.window, [&] { desk.generator->release(); });
        pace.start(5);
        Heartbeat heart;
        desk.ask("all error codes, please");
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.lastTurn().answer.size() == answer.size() && !desk.services.chat().isBusy(), 120000);
        QTest::qWait(50);
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
    }

    void scrollingThroughItNeverStalls() {
        Desk desk({FakeGenerator::answer(longAnswer().toStdString())});
        desk.window.resize(1000, 760);
        desk.ask("q");
        QTRY_VERIFY(desk.services.chat().conversation().turns.size() == 1 && !desk.services.chat().isBusy());
        QScrollBar* bar = desk.list().verticalScrollBar();
        Heartbeat heart;
        for (int step = 0; step <= 40; ++step) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * step / 40));
            QTest::qWait(5);
        }
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
    }

    void resizingAThousandMessagesNeverStalls() {
        app::Conversation conversation;
        for (int i = 0; i < 500; ++i) {
            app::Turn turn;
            turn.id = i + 1;
            turn.question = QString("Question %1").arg(i);
            turn.answer =
                QString("## Answer\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` 中文。\n\n")
                    .repeated(4);
            turn.state = app::TurnState::Done;
            conversation.turns += turn;
        }
        ui::MessageListModel model(conversation);
        ui::MessageListView view;
        view.resize(800, 600);
        view.show();
        view.grab();
        Heartbeat heart;
        view.setModel(&model);
        for (const int width : {800, 700, 900, 640, 1000}) {
            view.resize(width, 600);
            QTest::qWait(10);
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() * width / 1000);
            QTest::qWait(10);
        }
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
    }

    void tenThousandConversationsNeverStall() {
        QTemporaryDir folder;
        fillStore(folder.path());
        Desk desk;
        warmUp(desk);
        app::ConversationStore store(folder.path());
        app::ConversationLibrary library(store);
        app::EngineWorker worker(app::fixedLoader(std::make_shared<FakeGenerator>()));
        app::ChatService chat(store, worker);
        Heartbeat heart;
        ui::Sidebar sidebar(library);
        sidebar.resize(280, 700);
        sidebar.show();
        ui::ChatView view(chat.conversation(), QString());
        connect(&chat, &app::ChatService::conversationReset, &view, &ui::ChatView::resetConversation);
        view.resize(900, 700);
        view.show();
        QTest::qWait(30);
        QCOMPARE(sidebar.model().rowCount(), 10000);
        QScrollBar* bar = sidebar.list().verticalScrollBar();
        for (int step = 0; step <= 40; ++step) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * step / 40));
            QTest::qWait(5);
        }
        auto* search = sidebar.findChild<QLineEdit*>("conversationSearch");
        for (const char* words : {"错", "错误", "错误代码", "E-99", "打印机 E-1"}) {
            search->setText(QString::fromUtf8(words));
            QTest::qWait(150);
            QTRY_COMPARE(sidebar.model().words(), QString::fromUtf8(words).split(' '));
        }
        search->clear();
        QTRY_COMPARE(sidebar.model().rowCount(), 10000);
        chat.open(10000);
        QCOMPARE(chat.conversation().turns.size(), 500);
        QTest::qWait(30);
        library.setPinned({1, 2, 3}, true);
        QTest::qWait(30);
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
    }

    /// The agent looks things up in a full store while a long table is being written into a long
    /// conversation.
    void everythingAtOnceNeverStalls() {
        Desk desk(std::make_unique<FakeGenerator>(std::vector{FakeGenerator::answer("`x` | **热身**")}),
                  app::Language::English, fillStore);
        desk.window.resize(1100, 760);
        warmUp(desk);
        desk.generator->script = inPieces(longTable(), 60);
        QTimer pace;
        connect(&pace, &QTimer::timeout, &desk.window, [&] { desk.generator->release(); });
        Heartbeat heart;
        desk.services.chat().open(kConversations);
        QCOMPARE(desk.services.chat().conversation().turns.size(), 500);
        desk.ask("all error codes, please");
        pace.start(5);
        auto* search = desk.find<QLineEdit>("conversationSearch");
        QScrollBar* conversations = desk.find<ui::ConversationList>("conversationList")->verticalScrollBar();
        QScrollBar* messages = desk.list().verticalScrollBar();
        const QStringList words{"错", "错误", "E-99", "", "打印机", ""};
        const auto scroll = [](QScrollBar* bar, int place) {  // in steps through all of it
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * (place % 41) / 40));
        };
        int step = 0;
        while (desk.services.chat().isBusy() && step < 20000) {
            scroll(conversations, 7 * step);
            if (step % 5 == 0) scroll(messages, 3 * step);
            if (step % 20 == 0) search->setText(words[step / 20 % words.size()]);
            if (step % 30 == 0) desk.window.resize(1000 + 40 * (step / 30 % 4), 760);
            QTest::keyClick(&desk.composer().edit(), step % 12 == 11 ? Qt::Key_Space : Qt::Key_A);
            QTest::qWait(5);
            ++step;
        }
        QVERIFY(step > 20);
        QCOMPARE(desk.lastTurn().answer, longTable());
        QCOMPARE(desk.services.chat().conversation().turns.size(), 501);
        search->clear();
        QTRY_COMPARE(desk.find<ui::Sidebar>("sidebar")->model().rowCount(), int(kConversations) + 1);
        QTest::qWait(50);
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
        qInfo("%s", qPrintable(heart.said()));
    }

    /// The engine itself: its threads load, see and answer, and the window's thread never waits for them.
    void theModelLoadsSeesAndAnswersWithoutAStall() {
        QTemporaryDir folder;
        app::ServicesOptions options = Desk::optionsFor(folder, app::Language::English);
        options.modelFolder = GLANCEDESK_SOURCE_DIR "/resources/models/demo";
        app::Services services(options);
        ui::Theme theme(*qApp);
        ui::MainWindow window(services, theme);
        window.show();
        QTRY_COMPARE_WITH_TIMEOUT(services.models().state(), app::ModelState::Ready, 60000);
        window.grab();
        Heartbeat heart;
        services.models().load(options.modelFolder);
        QTRY_COMPARE_WITH_TIMEOUT(services.models().state(), app::ModelState::Ready, 60000);
        window.attach({GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png"});
        auto& composer = *window.findChild<ui::Composer*>("composer");
        QTRY_COMPARE(composer.pictures().size(), 1);
        for (const char* question : {"这个红灯是什么意思？", "What colour is the light?"}) {
            composer.edit().setPlainText(QString::fromUtf8(question));
            QTest::keyClick(&composer.edit(), Qt::Key_Return);
            QTRY_VERIFY(services.chat().isBusy() || !services.chat().conversation().turns.isEmpty());
            QTRY_VERIFY_WITH_TIMEOUT(!services.chat().isBusy(), 60000);
            QCOMPARE(services.chat().conversation().turns.last().state, app::TurnState::Done);
        }
        QCOMPARE(services.chat().conversation().turns.size(), 2);
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
        qInfo("%s", qPrintable(heart.said()));
    }

    /// That the watch watches: each kind of stall is seen.
    void aStallIsSeen_data() {
        QTest::addColumn<bool>("computes");
        QTest::newRow("computing") << true;
        QTest::newRow("waiting") << false;
    }
    void aStallIsSeen() {
        QFETCH(bool, computes);
        Heartbeat heart;
        QTest::qWait(20);
        if (computes) {
            const double from = Heartbeat::clockOf(CLOCK_THREAD_CPUTIME_ID);
            while (Heartbeat::clockOf(CLOCK_THREAD_CPUTIME_ID) < from + 300) {
            }
        } else {
            QThread::msleep(300);
        }
        QTest::qWait(20);
        QVERIFY2(heart.longestMilliseconds() > 200, qPrintable(heart.said()));
    }

    void openingLargePicturesNeverStalls() {
        Desk desk;
        warmUp(desk);
        QImage image(7000, 5000, QImage::Format_RGB32);
        image.fill(QColor(200, 30, 40));
        const QString file = desk.folder.filePath("large.jpg");
        QVERIFY(image.save(file, "JPEG", 80));
        Heartbeat heart;
        desk.window.attach({file, file});
        QTRY_COMPARE_WITH_TIMEOUT(desk.composer().pictures().size(), 2, 60000);
        ui::PictureViewer viewer(desk.composer().pictures(), 0);
        viewer.open();
        QTest::qWait(400);
        viewer.findChild<QWidget*>("pictureCanvas")->repaint();
        QTest::keyClick(&viewer, Qt::Key_1);
        QTest::qWait(20);
        QVERIFY2(heart.longestMilliseconds() < kLimit, qPrintable(heart.said()));
    }
};

QTEST_MAIN(StallTest)
#include "stall_test.moc"
