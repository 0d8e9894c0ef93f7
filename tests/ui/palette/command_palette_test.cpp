#include "ui/palette/command_palette.h"

#include <QAction>
#include <QLineEdit>

#include "app/snippets/snippet_library.h"
#include "tests/ui/desk.h"
#include "ui/common/choice_list.h"

using test::Desk;
using test::FakeGenerator;

namespace {

struct Palette {
    explicit Palette(Desk& to) : desk(to) {
        desk.window.activateWindow();
        desk.composer().edit().setFocus();
        if (!QTest::qWaitForWindowActive(&desk.window)) qWarning("The window did not become active");
        desk.find<QAction>("actionPalette")->trigger();
        frame = desk.find<ui::CommandPalette>("commandPalette");
    }
    QLineEdit& field() const { return *frame->findChild<QLineEdit*>("commandField"); }
    ui::ChoiceList& list() const { return *frame->findChild<ui::ChoiceList*>("commandChoices"); }
    QString first() const { return list().model()->index(0, 0).data().toString(); }
    void press(Qt::Key key) { QTest::keyClick(&field(), key); }
    Desk& desk;
    QPointer<ui::CommandPalette> frame;
};

}  // namespace

class CommandPaletteTest final : public QObject {
    Q_OBJECT

 private slots:
    void anActionIsFoundAndRun() {
        Desk desk({FakeGenerator::answer("a")});
        desk.ask("q");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        Palette palette(desk);
        QTest::keyClicks(&palette.field(), "new con");
        QCOMPARE(palette.first(), QString("New conversation"));
        palette.press(Qt::Key_Return);
        QTRY_VERIFY(!palette.frame);
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());
    }

    void englishWordsFindChineseActions() {
        Desk desk(std::vector<FakeGenerator::Step>{}, app::Language::Chinese);
        Palette palette(desk);
        palette.field().setText("about");
        QCOMPARE(palette.first(), QString("关于图答"));
        palette.field().setText("关于");
        QCOMPARE(palette.first(), QString("关于图答"));
        palette.press(Qt::Key_Escape);
        QTRY_VERIFY(!palette.frame);
    }

    void aConversationIsOpened() {
        Desk desk({FakeGenerator::answer("a")});
        desk.ask("路由器亮红灯");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        const auto id = desk.services.chat().conversation().id;
        desk.find<QAction>("actionNew")->trigger();
        Palette palette(desk);
        palette.field().setText("红灯");
        QCOMPARE(palette.first(), QString("路由器亮红灯"));
        palette.press(Qt::Key_Return);
        QCOMPARE(desk.services.chat().conversation().id, id);
    }

    void aSnippetIsInserted() {
        Desk desk;
        QCOMPARE(desk.services.snippets().put({"zz", "Refund policy", "Within {{days}} days"}), QString());
        Palette palette(desk);
        palette.field().setText("refund");
        QCOMPARE(palette.first(), QString("/zz  Refund policy"));
        palette.press(Qt::Key_Return);
        QCOMPARE(desk.composer().question(), QString("Within {{days}} days"));
        QCOMPARE(desk.composer().edit().textCursor().selectedText(), QString("{{days}}"));
    }

    void arrowsGoRound() {
        Desk desk;
        Palette palette(desk);
        const int last = palette.list().count() - 1;
        QVERIFY(last > 5);
        palette.press(Qt::Key_Up);
        QCOMPARE(palette.list().current(), last);
        palette.press(Qt::Key_Down);
        QCOMPARE(palette.list().current(), 0);
    }

    void escGivesTheKeyboardBackAndStopsNothing() {
        Desk desk({FakeGenerator::Block{}});
        desk.ask("q");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        Palette palette(desk);
        QVERIFY(palette.field().hasFocus());
        palette.press(Qt::Key_Escape);
        QTRY_VERIFY(!palette.frame);
        QVERIFY(desk.composer().edit().hasFocus());
        QVERIFY(desk.services.chat().isBusy());
        desk.services.chat().stop();
    }

    void whatCannotBeDoneNowIsNotOffered() {
        Desk desk;
        Palette palette(desk);
        palette.field().setText("Stop the answer");
        QVERIFY(palette.first() != "Stop the answer");
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "command_palette_test.moc"
