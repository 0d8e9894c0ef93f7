#include "app/conversations/conversation_search.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_library.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"

namespace {

struct Bench {
    std::int64_t add(const QString& question, const QString& answer) {
        app::Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = question;
        turn.answer = answer;
        turn.state = app::TurnState::Done;
        app::Conversation conversation;
        conversation.turns = {turn};
        store.addTurn(conversation, 0);
        return conversation.id;
    }
    QList<app::SearchHit> find(const QString& query, const app::ShelfPlace& place = {}) {
        return app::findConversations(store.database(), query, place);
    }
    QList<std::int64_t> found(const QString& query) {
        QList<std::int64_t> ids;
        for (const auto& hit : find(query))
            ids.append(hit.conversation);
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    QTemporaryDir folder;
    app::ConversationStore store{folder.path()};
    app::ConversationShelf shelf{store};
};

}  // namespace

class ConversationSearchTest final : public QObject {
    Q_OBJECT

 private slots:
    void substringsOfAnyLengthAreFound_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<std::int64_t>>("ids");
        QTest::newRow("one Chinese character") << "灯" << QList<std::int64_t>{1};
        QTest::newRow("two") << "断网" << QList<std::int64_t>{1};
        QTest::newRow("three") << "路由器" << QList<std::int64_t>{1};
        QTest::newRow("within a word") << "rint" << QList<std::int64_t>{2};
        QTest::newRow("upper case") << "PRINTER" << QList<std::int64_t>{2};
        QTest::newRow("two letters") << "e-" << QList<std::int64_t>{2};
        QTest::newRow("both words") << "printer tray" << QList<std::int64_t>{2};
        QTest::newRow("a long and a short word") << "打印 printer" << QList<std::int64_t>{};
        QTest::newRow("one word is missing") << "printer modem" << QList<std::int64_t>{};
        QTest::newRow("a pattern's marks are letters") << "%" << QList<std::int64_t>{3};
        QTest::newRow("quotes") << "\"quoted\"" << QList<std::int64_t>{3};
        QTest::newRow("operators are words") << "AND OR NOT" << QList<std::int64_t>{};
        QTest::newRow("nothing") << "  " << QList<std::int64_t>{};
    }
    void substringsOfAnyLengthAreFound() {
        QFETCH(QString, query);
        QFETCH(QList<std::int64_t>, ids);
        Bench bench;
        bench.add("路由器的红灯是什么意思？", "红灯表示断网。");
        bench.add("Printer shows E-13", "The tray is empty.");
        bench.add("100% \"quoted\"", "fine");
        QCOMPARE(bench.found(query), ids);
    }

    void theExcerptShowsThePlace() {
        Bench bench;
        bench.add("q",
                  QString("前面的话。").repeated(40) + "关键字\n在这里" + QString("后面的话。").repeated(40));
        const auto hit = bench.find("关键字").value(0);
        QVERIFY(hit.excerpt.contains("关键字 在这里"));
        QVERIFY(hit.excerpt.size() < 120);
        QVERIFY(hit.turn > 0);
    }

    void anAnswerThatIsSavedAgainIsFoundByItsNewWords() {
        Bench bench;
        app::Conversation conversation;
        app::Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = "q";
        conversation.turns = {turn};
        bench.store.addTurn(conversation, 0);
        conversation.turns[0].answer = "first words";
        bench.store.saveAnswer(conversation.turns[0]);
        conversation.turns[0].answer = "other words";
        bench.store.saveAnswer(conversation.turns[0]);
        QVERIFY(bench.found("first").isEmpty());
        QCOMPARE(bench.found("other").size(), 1);
        bench.shelf.erase({conversation.id});
        QVERIFY(bench.found("other").isEmpty());
    }

    void titlesAreSearchedAndTheTrashIsNot() {
        Bench bench;
        const auto one = bench.add("q", "a");
        bench.shelf.rename(one, "打印机缺纸");
        const auto hit = bench.find("缺纸").value(0);
        QCOMPARE(hit.conversation, one);
        QCOMPARE(hit.turn, app::TurnId(0));
        bench.shelf.trash({one});
        QVERIFY(bench.found("缺纸").isEmpty());
        QCOMPARE(bench.find("缺纸", {app::ShelfPlace::Kind::Trash}).size(), 1);
    }

    void theLatestSearchWins() {
        Bench bench;
        for (int i = 0; i < 200; ++i)
            bench.add(QString("question %1").arg(i), "answer");
        app::ConversationLibrary library(bench.store);
        QSignalSpy found(&library, &app::ConversationLibrary::found);
        library.search("q", {});
        library.search("qu", {});
        library.search("question 17", {});
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.first().at(0).toString(), QString("question 17"));
        QCOMPARE(found.first().at(1).value<QList<app::SearchHit>>().size(), 12);  // 17, 117, 170 to 179
    }

    void whatAnotherProgramWritesIsNoticed() {
        Bench bench;
        app::ConversationLibrary library(bench.store);
        app::ConversationStore other(bench.folder.path());
        QSignalSpy changed(&library, &app::ConversationLibrary::changed);
        app::ConversationShelf(other).addFolder("from elsewhere");
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE(library.folders().size(), 1);
    }

    void aLostIndexIsSaid() {
        Bench bench;
        bench.add("words", "more");
        bench.store.database().use([](SQLite::Database& db) { db.exec("DROP TABLE turn_words"); });
        app::ConversationLibrary library(bench.store);
        QSignalSpy failed(&library, &app::ConversationLibrary::failed);
        QSignalSpy found(&library, &app::ConversationLibrary::found);
        library.search("words", {});
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_MAIN(ConversationSearchTest)
#include "conversation_search_test.moc"
