#include "ui/sidebar/sidebar.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "app/conversations/conversation_library.h"
#include "tests/ui/desk.h"
#include "ui/common/banner.h"
#include "ui/sidebar/conversation_list.h"
#include "ui/sidebar/conversation_list_model.h"

using test::Desk;
using test::FakeGenerator;

namespace {

void askAndWait(Desk& desk, const QString& question) {
    const auto turns = desk.services.chat().conversation().turns.size();
    desk.ask(question);
    QTRY_COMPARE(desk.services.chat().conversation().turns.size(), turns + 1);
    QTRY_VERIFY(!desk.services.chat().isBusy());
}

ui::Sidebar& sidebar(Desk& desk) {
    return *desk.find<ui::Sidebar>("sidebar");
}

int rows(Desk& desk) {
    return sidebar(desk).model().rowCount();
}

void openRow(Desk& desk, int row) {
    ui::ConversationList& list = sidebar(desk).list();
    list.setFocus();
    list.setCurrentIndex(sidebar(desk).model().index(row));
    QTest::keyClick(&list, Qt::Key_Return);
}

QAction* actionNamed(QMenu* menu, const QString& text) {
    for (QAction* action : menu->actions()) {
        if (action->text() == text) return action;
    }
    return nullptr;
}

/// Three conversations, the last one open.
void fill(Desk& desk) {
    desk.window.resize(1100, 760);
    for (const char* question : {"红灯是什么意思", "The printer is jammed", "third question"}) {
        desk.find<QAction>("actionNew")->trigger();
        askAndWait(desk, question);
    }
    QTRY_COMPARE(rows(desk), 3);
}

}  // namespace

class SidebarTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatIsAskedAppearsAndIsOpenedAgain() {
        Desk desk({FakeGenerator::answer("answer")});
        QVERIFY(desk.find<QLabel>("sidebarEmpty")->isVisible());
        fill(desk);
        QCOMPARE(sidebar(desk).model().summary(0).title, QString("third question"));
        QVERIFY(sidebar(desk).model().isOpen(0));
        openRow(desk, 2);
        QCOMPARE(desk.lastTurn().question, QString("红灯是什么意思"));
        QVERIFY(sidebar(desk).model().isOpen(2));
        askAndWait(desk, "and then?");
        QCOMPARE(desk.services.chat().conversation().turns.size(), 2);
        QTRY_COMPARE(sidebar(desk).model().summary(0).title, QString("红灯是什么意思"));  // the latest again
    }

    void aClickOpensToo() {
        Desk desk({FakeGenerator::answer("answer")});
        fill(desk);
        ui::ConversationList& list = sidebar(desk).list();
        QTRY_VERIFY(list.isVisible());
        QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::NoModifier,
                          list.visualRect(sidebar(desk).model().index(1)).center());
        QCOMPARE(desk.lastTurn().question, QString("The printer is jammed"));
    }

    void searchFindsAsOneTypesAndOpensAtThePlace() {
        Desk desk({FakeGenerator::answer("请检查**光纤**接口")});
        fill(desk);
        auto* search = desk.find<QLineEdit>("conversationSearch");
        desk.find<QAction>("actionSearch")->trigger();
        QTest::keyClicks(search, "print");
        QTRY_COMPARE(rows(desk), 1);
        search->setText("光纤");
        QTRY_COMPARE(rows(desk), 3);
        QVERIFY(sidebar(desk).model().hit(0).excerpt.contains("光纤"));
        search->setText("红灯");
        QTRY_COMPARE(rows(desk), 1);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(&sidebar(desk).list(), Qt::Key_Return);
        QCOMPARE(desk.lastTurn().question, QString("红灯是什么意思"));
        search->setText("nothing has this");
        QTRY_VERIFY(desk.find<QLabel>("sidebarEmpty")->isVisible());
        search->clear();
        QTRY_COMPARE(rows(desk), 3);
    }

    void titlesStandOutFromTheirGroundInBothThemes_data() {
        QTest::addColumn<app::Theme>("theme");
        QTest::newRow("light") << app::Theme::Light;
        QTest::newRow("dark") << app::Theme::Dark;
    }
    void titlesStandOutFromTheirGroundInBothThemes() {
        QFETCH(app::Theme, theme);
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        desk.services.settings().setTheme(theme);
        QTRY_VERIFY(sidebar(desk).list().isVisible());
        const ui::Colors& colors =
            ui::colorsOf(theme == app::Theme::Dark ? ui::Scheme::Dark : ui::Scheme::Light);
        QTRY_COMPARE(rows(desk), 3);
        const auto textPixels = [&] {
            const QImage shown = sidebar(desk).list().viewport()->grab().toImage();
            const QRect row = sidebar(desk).list().visualRect(sidebar(desk).model().index(2));
            if (shown.pixelColor(row.left() + 1, row.center().y()) != colors.surface) return 0;
            int text = 0;
            for (int x = row.left(); x < row.right(); ++x) {
                for (int y = row.top(); y < row.center().y(); ++y)
                    text += std::abs(shown.pixelColor(x, y).lightness() - colors.surface.lightness()) > 110;
            }
            return text;
        };
        QTRY_VERIFY(textPixels() > 20);
    }

    void renamingStays() {
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        ui::ConversationList& list = sidebar(desk).list();
        list.setFocus();
        list.setCurrentIndex(sidebar(desk).model().index(1));
        QTest::keyClick(&list, Qt::Key_F2);
        auto* editor = list.findChild<QLineEdit*>("titleEditor");
        QVERIFY(editor);
        editor->setText("打印机");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(sidebar(desk).model().summary(1).title, QString("打印机"));
    }

    void severalAreTrashedAndComeBack() {
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        ui::ConversationList& list = sidebar(desk).list();
        list.setFocus();
        list.selectAll();
        QCOMPARE(list.chosen().size(), 3);
        QTest::keyClick(&list, Qt::Key_Delete);
        QTRY_COMPARE(rows(desk), 0);
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());  // it isn't open any more
        auto* banner = desk.find<ui::Banner>("banner");
        QVERIFY(banner->sentence().contains("3 conversations"));
        desk.find<QPushButton>("bannerButton")->click();
        QTRY_COMPARE(rows(desk), 3);
    }

    void theMenuPinsAndSorts() {
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        ui::ConversationList& list = sidebar(desk).list();
        list.setCurrentIndex(sidebar(desk).model().index(2));
        emit list.menuRequested({});
        auto* menu = desk.find<QMenu>("conversationMenu");
        QVERIFY(menu);
        actionNamed(menu, "Pin")->trigger();
        QTRY_COMPARE(sidebar(desk).model().summary(0).title, QString("红灯是什么意思"));
        QVERIFY(sidebar(desk).model().summary(0).isPinned);
        QCOMPARE(list.currentIndex().row(), 0);  // what was current stays current
        const auto folder = desk.services.library().addFolder("客户");
        desk.services.library().moveTo({sidebar(desk).model().idAt(0)}, folder);
        menu->close();
        desk.find<QToolButton>("placeButton")->click();
        actionNamed(desk.find<QMenu>("placeMenu"), "客户")->trigger();
        QTRY_COMPARE(rows(desk), 1);
    }

    void draftsBelongToTheirConversation() {
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        desk.composer().edit().setPlainText("half a thought");
        openRow(desk, 1);
        QVERIFY(desk.composer().question().isEmpty());
        desk.composer().edit().setPlainText("另一句");
        openRow(desk, 0);
        QTRY_COMPARE(desk.composer().question(), QString("half a thought"));
        openRow(desk, 1);
        QTRY_COMPARE(desk.composer().question(), QString("另一句"));
        QTRY_VERIFY(sidebar(desk).model().summary(0).hasDraft);
    }

    void anEarlierQuestionIsEditedAndBothVersionsStay() {
        Desk desk({FakeGenerator::answer("a")});
        fill(desk);
        desk.composer().edit().setPlainText("being written");
        auto* edit = desk.find<QToolButton>("editQuestion");
        QTRY_VERIFY(edit->isVisible());
        edit->click();
        QVERIFY(desk.composer().isEditing());
        QCOMPARE(desk.composer().question(), QString("third question"));
        desk.ask("third question, better");
        QTRY_VERIFY(!desk.services.chat().isBusy());
        QCOMPARE(desk.services.chat().conversation().turns.size(), 1);
        QCOMPARE(desk.lastTurn().question, QString("third question, better"));
        QCOMPARE(desk.composer().question(), QString("being written"));
        QTRY_VERIFY(desk.find<QLabel>("versionLabel")->isVisible());
        QCOMPARE(desk.find<QLabel>("versionLabel")->text(), QString("2/2"));
        desk.find<QToolButton>("previousVersion")->click();
        QCOMPARE(desk.lastTurn().question, QString("third question"));
        QTRY_COMPARE(desk.find<QLabel>("versionLabel")->text(), QString("1/2"));
        QVERIFY(!desk.find<QToolButton>("previousVersion")->isEnabled());
    }

    void aStoppedAnswerIsContinued() {
        Desk desk({FakeGenerator::answer("Half"), FakeGenerator::Block{}});
        desk.ask("q");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        QTRY_COMPARE(desk.lastTurn().answer, QString("Half"));
        QVERIFY(!desk.find<QAction>("actionContinue")->isEnabled());
        desk.services.chat().stop();
        desk.generator->script = {FakeGenerator::answer(" and half")};
        auto* more = desk.find<QToolButton>("continueAnswer");
        QTRY_VERIFY(more->isVisible());
        more->click();
        QTRY_COMPARE(desk.lastTurn().answer, QString("Half and half"));
        QTRY_VERIFY(!more->isVisible());
    }

    void anAnswerIsQuoted() {
        Desk desk({FakeGenerator::answer("**red** light")});
        askAndWait(desk, "q");
        QTRY_VERIFY(desk.find<QToolButton>("quoteAnswer")->isVisible());
        desk.find<QToolButton>("quoteAnswer")->click();
        QCOMPARE(desk.composer().question(), QString("> red light"));
    }

    void theOpenConversationIsExported() {
        Desk desk({FakeGenerator::answer("**red** light")});
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        askAndWait(desk, "what is it");
        desk.find<QAction>("actionExport")->trigger();
        auto* dialog = desk.find<QFileDialog>("exportDialog");
        QVERIFY(dialog);
        emit dialog->fileSelected(desk.folder.filePath("out.html"));
        auto* banner = desk.find<ui::Banner>("banner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->sentence().contains("out.html"));
        QVERIFY(QFileInfo(desk.folder.filePath("out.html")).size() > 500);
        emit dialog->fileSelected("/proc/out.html");
        QTRY_COMPARE(banner->kind(), ui::BannerKind::Problem);
        dialog->close();
    }

    void theSidebarIsFoldedAwayAndComesBack() {
        Desk desk;
        desk.window.resize(1100, 700);
        QVERIFY(sidebar(desk).isVisible());
        desk.find<QAction>("actionSidebar")->trigger();
        QVERIFY(!sidebar(desk).isVisible());
        desk.window.resize(1000, 700);
        QVERIFY(!sidebar(desk).isVisible());
        desk.find<QAction>("actionSidebar")->trigger();
        QVERIFY(sidebar(desk).isVisible());
        desk.window.resize(500, 700);
        QVERIFY(!sidebar(desk).isVisible());
        desk.window.resize(1000, 700);
        QVERIFY(sidebar(desk).isVisible());
    }
};

QTEST_MAIN(SidebarTest)
#include "sidebar_test.moc"
