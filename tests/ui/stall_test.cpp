// The window never freezes: a heartbeat on the event loop, watched while the window works hardest.
#include <algorithm>

#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTimer>

#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_library.h"
#include "app/conversations/store_database.h"
#include "tests/ui/desk.h"
#include "ui/chat/chat_view.h"
#include "ui/sidebar/conversation_list.h"
#include "ui/sidebar/conversation_list_model.h"
#include "ui/sidebar/sidebar.h"
#include "ui/viewer/picture_viewer.h"

using test::Desk;
using test::FakeGenerator;

namespace {

/// The time that this thread itself computed between two beats of the event loop. A busy machine that gives
/// the thread no turn is not the window's stall, so processor time is what counts.
class Heartbeat final : public QObject {
 public:
    Heartbeat() {
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
        m_last = now();
        m_timer.start();
    }
    double longestMilliseconds() {
        beat();
        return m_longest;
    }

 private:
    static double now() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
    }
    void beat() {
        const double at = now();
        m_longest = std::max(m_longest, at - m_last);
        m_last = at;
    }

    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
};

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

QString longAnswer() {
    QString text = "# Report\n\n| code | meaning | what to do |\n|---|---|---|\n";
    for (int row = 0; row < 500; ++row) {
        text += QString("| `E-%1` | 第 %1 种错误，纸盒为空 | **Open** the tray and restart %1 |\n").arg(row);
    }
    text += "\n```\n";
    for (int line = 0; line < 400; ++line)
        text += QString("line %1 of the log, with some text in it\n").arg(line);
    text += "```\n\n";
    for (int item = 0; item < 200; ++item)
        text += QString("%1. step with `code` and **bold** text\n").arg(item + 1);
    return text + QString("\n一段很长的文字。").repeated(2000);
}

}  // namespace

class StallTest final : public QObject {
    Q_OBJECT

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
        QVERIFY2(heart.longestMilliseconds() < kLimit,
                 qPrintable(QString("%1 ms").arg(heart.longestMilliseconds())));
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
        QVERIFY2(heart.longestMilliseconds() < kLimit,
                 qPrintable(QString("%1 ms").arg(heart.longestMilliseconds())));
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
        QVERIFY2(heart.longestMilliseconds() < kLimit,
                 qPrintable(QString("%1 ms").arg(heart.longestMilliseconds())));
    }

    void tenThousandConversationsNeverStall() {
        QTemporaryDir folder;
        {
            app::ConversationStore store(folder.path());
            store.database().write(false, [](SQLite::Database& db) {
                db.exec(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT "
                    "INTO conversations (created, changed, title, pinned) SELECT i, i, '第' || i || "
                    "'个问题', "
                    "i % 100 = 0 FROM n");
                db.exec(
                    "INSERT INTO turns (conversation, position, asked, changed, question, answer, state) "
                    "SELECT id, 0, id, id, '错误代码 E-' || id, '请检查纸盒，然后重新启动打印机。', 'done' "
                    "FROM conversations");
                // The last one has a thousand messages.
                db.exec(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499) INSERT "
                    "INTO turns (conversation, position, parent, asked, changed, question, answer, state) "
                    "SELECT 10000, i, 9999 + i, i, i, 'question ' || i, '## Answer' || char(10, 10) || "
                    "'1. one **bold**' || char(10) || '2. two' || char(10, 10) || '`code` 中文。', 'done' "
                    "FROM n");
            });
        }
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
        QVERIFY2(heart.longestMilliseconds() < kLimit,
                 qPrintable(QString("%1 ms").arg(heart.longestMilliseconds())));
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
        QVERIFY2(heart.longestMilliseconds() < kLimit,
                 qPrintable(QString("%1 ms").arg(heart.longestMilliseconds())));
    }
};

QTEST_MAIN(StallTest)
#include "stall_test.moc"
