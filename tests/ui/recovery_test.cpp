// What the window says after the program was killed while an answer was being written.
#include <QPushButton>

#include "app/conversations/conversation_library.h"
#include "app/conversations/conversation_store.h"
#include "tests/ui/desk.h"
#include "ui/common/banner.h"

using test::Desk;
using test::FakeGenerator;

namespace {

/// What a killed program leaves in the folder.
void leaveUnfinished(const QString& folder, const QString& answer) {
    app::ConversationStore store(folder);
    app::Turn turn;
    turn.asked = QDateTime::currentDateTimeUtc();
    turn.question = "Why is the light red?";
    turn.answer = answer;
    turn.state = app::TurnState::Answering;
    app::Conversation conversation;
    conversation.turns = {turn};
    store.addTurn(conversation, 0);
}

struct Restarted {
    explicit Restarted(const QTemporaryDir& folder)
        : fake(new FakeGenerator(std::vector<FakeGenerator::Step>{FakeGenerator::answer(" and more")})),
          services(Desk::optionsFor(folder, app::Language::English), std::unique_ptr<FakeGenerator>(fake)),
          theme(*qApp),
          window(services, theme) {
        window.show();
    }
    ui::Banner& banner() { return *window.findChild<ui::Banner*>("banner"); }
    FakeGenerator* fake;
    app::Services services;
    ui::Theme theme;
    ui::MainWindow window;
};

}  // namespace

class RecoveryTest final : public QObject {
    Q_OBJECT

 private slots:
    void aCutOffAnswerIsSaidAndGoneOnWith() {
        QTemporaryDir folder;
        leaveUnfinished(folder.path(), "The cable is");
        Restarted desk(folder);
        QVERIFY(desk.banner().isVisible());
        QVERIFY(desk.banner().sentence().contains("Why is the light red?"));
        desk.banner().findChild<QPushButton*>()->click();
        QTRY_VERIFY(!desk.services.chat().isBusy() && !desk.services.chat().conversation().turns.isEmpty());
        QCOMPARE(desk.services.chat().conversation().turns.last().answer, QString("The cable is and more"));
    }

    void aQuestionWithoutAWordOfAnswerIsAskedAgain() {
        QTemporaryDir folder;
        leaveUnfinished(folder.path(), {});
        Restarted desk(folder);
        desk.banner().findChild<QPushButton*>()->click();
        QTRY_VERIFY(!desk.services.chat().isBusy() && !desk.services.chat().conversation().turns.isEmpty());
        QCOMPARE(desk.services.chat().conversation().turns.size(), 1);
        QCOMPARE(desk.services.chat().conversation().turns.last().answer, QString(" and more"));
    }

    void anAnswerOfAnotherWindowIsNotTouched() {
        QTemporaryDir folder;
        Restarted first(folder);
        leaveUnfinished(folder.path(), "half");
        Restarted second(folder);
        QVERIFY(!second.banner().isVisible());
        QVERIFY(second.services.unfinished().isEmpty());
    }

    void aConversationThatAnotherWindowDeletesForGoodIsLeft() {
        QTemporaryDir folder;
        Restarted first(folder);
        Restarted second(folder);
        QVERIFY(first.services.chat().ask("first", {}));
        QTRY_VERIFY(!first.services.chat().isBusy());
        const std::int64_t id = first.services.chat().conversation().id;
        second.services.library().trash({id});
        QTest::qWait(50);
        QCOMPARE(first.services.chat().conversation().id, id);  // it may come back
        second.services.library().erase({id});
        QTRY_COMPARE_WITH_TIMEOUT(first.services.chat().conversation().id, std::int64_t(0), 20000);
        QTRY_VERIFY(first.banner().sentence().contains("another window"));
        // What is asked next is kept.
        QVERIFY(first.services.chat().ask("second", {}));
        QTRY_VERIFY(!first.services.chat().isBusy());
        QCOMPARE(second.services.store().list().size(), 1);
    }

    void nothingIsSaidAfterANormalEnd() {
        QTemporaryDir folder;
        { Restarted desk(folder); }
        Restarted desk(folder);
        QVERIFY(!desk.banner().isVisible());
    }
};

QTEST_MAIN(RecoveryTest)
#include "recovery_test.moc"
