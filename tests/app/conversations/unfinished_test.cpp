#include "app/conversations/unfinished.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

std::int64_t ask(app::ConversationStore& store, const QString& question, app::TurnState state) {
    app::Turn turn;
    turn.asked = QDateTime::currentDateTimeUtc();
    turn.question = question;
    turn.answer = "half an ans";
    turn.state = state;
    app::Conversation conversation;
    conversation.turns = {turn};
    store.addTurn(conversation, 0);
    return conversation.id;
}

}  // namespace

class UnfinishedTest final : public QObject {
    Q_OBJECT

 private slots:
    void anAnswerThatWasCutOffIsFoundOnce() {
        QTemporaryDir folder;
        std::int64_t cut = 0;
        {
            app::ConversationStore store(folder.path());
            ask(store, "done", app::TurnState::Done);
            cut = ask(store, "cut off", app::TurnState::Answering);
            ask(store, "failed", app::TurnState::Failed);
        }
        app::ConversationStore store(folder.path());
        const auto found = app::endUnfinished(store);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().id, cut);
        QCOMPARE(found.first().title, QString("cut off"));
        QCOMPARE(store.loadText(cut).turns.first().state, app::TurnState::Stopped);
        QCOMPARE(store.loadText(cut).turns.first().answer, QString("half an ans"));
        QVERIFY(app::endUnfinished(store).isEmpty());
    }

    void whatIsInTheTrashIsNotOffered() {
        app::ConversationStore store({});
        const auto id = ask(store, "cut off", app::TurnState::Reading);
        app::ConversationShelf(store).trash({id});
        QVERIFY(app::endUnfinished(store).isEmpty());
    }
};

QTEST_MAIN(UnfinishedTest)
#include "unfinished_test.moc"
