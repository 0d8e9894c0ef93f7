#include "app/exporting/exporter.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_error.h"
#include "app/exporting/formats.h"
#include "app/exporting/importer.h"
#include "app/exporting/json_format.h"
#include "app/images/image_import.h"

using app::ExportFormat;

namespace {

app::Picture picture(int width) {
    QImage image(width, 20, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("红灯 %1.png").arg(width)));
}

/// Two versions of the second question; the newer one is shown.
struct Bench {
    Bench() {
        app::Conversation conversation;
        conversation.turns = {turn("路由器的红灯是什么意思？", "红灯表示**断网**。")};
        conversation.turns[0].pictures = {picture(30), picture(31)};
        store.addTurn(conversation, 0);
        conversation.turns.append(turn("old branch", "old answer"));
        store.addTurn(conversation, 1);
        conversation.turns.resize(1);
        conversation.turns.append(turn("# not a heading <b>&</b>",
                                       "[x](javascript:alert(1)) ![i](http://e.com/i.png) "
                                       "<script>alert(1)</script>\n\n| a | b |\n|---|---|\n"
                                       "| 1 | 2 |\n\n<https://example.com>"));
        store.addTurn(conversation, 1);
        id = conversation.id;
        app::ConversationShelf shelf(store);
        shelf.rename(id, "路由器/断网");
        shelf.setTag({id}, "网络", true);
        shelf.moveTo({id}, shelf.addFolder("客户"));
        shelf.setPinned({id}, true);
    }
    static app::Turn turn(const QString& question, const QString& answer) {
        app::Turn turn;
        turn.asked = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
        turn.question = question;
        turn.answer = answer;
        turn.thinking = "hm";
        turn.model = "GLM-4.6V-Flash";
        turn.state = app::TurnState::Done;
        turn.stats = {100, 60, 12, 0.5, 2.25};
        return turn;
    }
    app::ExportedConversation collected() {
        auto conversation = app::collectForExport(store, id);
        app::readPictures(conversation, store.pictures());
        return conversation;
    }
    QString exported(ExportFormat format) {
        return QString::fromUtf8(app::exportedBytes({collected()}, format));
    }

    QTemporaryDir folder;
    app::ConversationStore store{folder.path()};
    std::int64_t id = 0;
};

}  // namespace

class ExporterTest final : public QObject {
    Q_OBJECT

 private slots:
    void markdownKeepsTheAnswerAndEscapesTheQuestion() {
        Bench bench;
        const QString text = bench.exported(ExportFormat::Markdown);
        QVERIFY(text.contains("红灯表示**断网**。"));
        QVERIFY(text.contains("GLM\\-4.6V\\-Flash"));
        QVERIFY(text.contains("\\# not a heading"));
        QVERIFY(text.contains("data:image/png;base64,"));
        QVERIFY(!text.contains("old answer"));
    }

    void htmlLoadsAndRunsNothing() {
        Bench bench;
        const QString html = bench.exported(ExportFormat::Html);
        QVERIFY(html.contains("红灯表示<strong>断网</strong>"));
        QVERIFY(html.contains("<table>"));
        QVERIFY(html.contains("# not a heading &lt;b&gt;&amp;&lt;/b&gt;"));
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("javascript:"));
        QVERIFY(!html.contains("src=\"http"));
        QVERIFY(html.contains("<a href=\"https://example.com\""));
        QVERIFY(html.contains("default-src 'none'"));
        QCOMPARE(html.count("<img "), 2);
    }

    void badLinksOfEverySpellingLoseTheirAddress_data() {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("upper case") << "[x](JAVASCRIPT:alert(1))";
        QTest::newRow("data") << "[x](data:text/html,<b>)";
        QTest::newRow("file") << "[x](file:///etc/passwd)";
        QTest::newRow("entity") << "[x](&#106;avascript:alert(1))";
        QTest::newRow("autolink") << "<javascript:alert(1)>";
        QTest::newRow("reference") << "[x]\n\n[x]: javascript:alert(1)";
        QTest::newRow("relative") << "[x](//evil.example)";
    }
    void badLinksOfEverySpellingLoseTheirAddress() {
        QFETCH(QString, markdown);
        QVERIFY2(!app::answerHtml(markdown).contains("href="), qPrintable(app::answerHtml(markdown)));
    }

    void aPdfIsAPdfWithPagesAndATitle() {
        Bench bench;
        const QByteArray pdf = app::exportedBytes({bench.collected()}, ExportFormat::Pdf);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("%%EOF"));
        QVERIFY(pdf.contains("/Subtype /Image"));
    }

    void jsonComesBackWithoutLoss() {
        Bench bench;
        const auto before = bench.collected();
        const auto parsed = app::fromJson(app::exportedBytes({before}, ExportFormat::Json));
        QCOMPARE(parsed.problem, QString());
        QTemporaryDir folder;
        app::ConversationStore other(folder.path());
        const auto outcome = app::importConversations(other, parsed.conversations);
        QCOMPARE(outcome.conversations, 1);
        QCOMPARE(outcome.turns, 3);
        QCOMPARE(outcome.lostPictures, 0);

        auto after = app::collectForExport(other, 1);
        app::readPictures(after, other.pictures());
        QCOMPARE(after.title, before.title);
        QCOMPARE(after.created, before.created);
        QCOMPARE(after.changed, before.changed);
        QCOMPARE(after.tags, before.tags);
        QCOMPARE(after.folder, QString("客户"));
        QVERIFY(after.isPinned);
        QCOMPARE(after.turns.size(), before.turns.size());
        QCOMPARE(after.shown.size(), 2);
        for (std::size_t i = 0; i < before.turns.size(); ++i) {
            const app::Turn& was = before.turns[i].first;
            const app::Turn& is = after.turns[i].first;
            QCOMPARE(is.question, was.question);
            QCOMPARE(is.answer, was.answer);
            QCOMPARE(is.thinking, was.thinking);
            QCOMPARE(is.model, was.model);
            QCOMPARE(is.asked, was.asked);
            QCOMPARE(is.state, was.state);
            QCOMPARE(is.stats.newTokens, was.stats.newTokens);
            QCOMPARE(is.stats.totalSeconds, was.stats.totalSeconds);
            QCOMPARE(is.pictures.size(), was.pictures.size());
            for (qsizetype p = 0; p < was.pictures.size(); ++p) {
                QCOMPARE(is.pictures[p].bytes, was.pictures[p].bytes);
                QCOMPARE(is.pictures[p].name, was.pictures[p].name);
            }
        }
        QCOMPARE(other.load(1).turns.last().question, QString("# not a heading <b>&</b>"));
    }

    void damagedJsonIsRefusedWithASentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("another file") << QByteArray("{\"a\": 1}");
        QTest::newRow("newer") << QByteArray("{\"format\": \"glancedesk-conversations\", \"version\": 99}");
        QTest::newRow("wrong types") << QByteArray(
            "{\"format\": \"glancedesk-conversations\", \"version\": 1, \"conversations\": [1]}");
        QTest::newRow("a parent that isn't there") << QByteArray(
            "{\"format\": \"glancedesk-conversations\", \"version\": 1, \"conversations\": [{\"title\": "
            "\"t\", "
            "\"created\": \"2026-01-01T00:00:00.000Z\", \"changed\": \"2026-01-01T00:00:00.000Z\", "
            "\"turns\": "
            "[{\"id\": 1, \"parent\": 7, \"asked\": \"2026-01-01T00:00:00.000Z\", \"state\": \"done\"}]}]}");
    }
    void damagedJsonIsRefusedWithASentence() {
        QFETCH(QByteArray, bytes);
        const auto parsed = app::fromJson(bytes);
        QVERIFY(!parsed.problem.isEmpty());
        QVERIFY(parsed.conversations.isEmpty());
    }

    void aPictureThatIsNotWhatItsHashSaysIsLeftOut() {
        Bench bench;
        auto conversation = bench.collected();
        conversation.turns[0].first.pictures[0].bytes = picture(99).bytes;
        QTemporaryDir folder;
        app::ConversationStore other(folder.path());
        const auto outcome = app::importConversations(other, {conversation});
        QCOMPARE(outcome.lostPictures, 1);
        QCOMPARE(other.load(1, 1).turns.first().pictures.size(), 1);
    }

    void aWriteThatFailsIsSaidAndLeavesNothing() {
        QVERIFY(!app::writeExport("/dev/full", "bytes").isEmpty());
        QVERIFY(!QFileInfo("/dev/full").isFile());  // and it is still a device
        QTemporaryDir folder;
        QVERIFY(!app::writeExport(folder.filePath("no/such/folder.md"), "bytes").isEmpty());
        QVERIFY(QDir(folder.path()).isEmpty());
        QFile old(folder.filePath("kept.md"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        QCOMPARE(app::writeExport(old.fileName(), "new"), QString());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"kept.md"});
    }

    void severalGoIntoFilesOfTheirOwn() {
        Bench bench;
        QTemporaryDir folder;
        app::Exporter exporter(bench.store);
        QSignalSpy exported(&exporter, &app::Exporter::exported);
        exporter.exportInto(folder.path(), {bench.id, bench.id}, ExportFormat::Html);
        QTRY_COMPARE(exported.size(), 1);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 (QStringList{"路由器_断网 (2).html", "路由器_断网.html"}));
        QSignalSpy failed(&exporter, &app::Exporter::failed);
        exporter.exportTo("/proc/nowhere.pdf", {bench.id}, ExportFormat::Pdf);
        QTRY_COMPARE(failed.size(), 1);
        exporter.exportTo(folder.filePath("x.md"), {4711}, ExportFormat::Markdown);
        QCOMPARE(failed.size(), 2);
    }
};

QTEST_MAIN(ExporterTest)
#include "exporter_test.moc"
