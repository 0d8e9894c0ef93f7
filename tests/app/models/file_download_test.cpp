#include "app/models/file_download.h"

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/models/scripted_server.h"

using namespace std::chrono_literals;
using Trouble = app::FileDownload::Trouble;

namespace {

QByteArray sha256(const QByteArray& content) {
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bytes(qsizetype count, char first = 'a') {
    QByteArray made(count, Qt::Uninitialized);
    for (qsizetype i = 0; i < count; ++i)
        made[i] = static_cast<char>(first + i * 7 % 61);
    return made;
}

/// A download of `content` from a server with a script.
struct Bench {
    explicit Bench(const QByteArray& expected = bytes(1000)) : content(expected) {
        file = {"file", content.size(), sha256(content), {}};
    }

    void start() {
        download = std::make_unique<app::FileDownload>(network,
                                                       app::FileOrder{file, server.url(), token, part, whole},
                                                       app::Patience{stall, 1ms, 5ms, 4, 2});
        QObject::connect(download.get(), &app::FileDownload::finished, &scope,
                         [this](const app::ModelFile& found) {
                             isFinished = true;
                             result = found;
                         });
        QObject::connect(download.get(), &app::FileDownload::failed, &scope,
                         [this](Trouble with, const QString& why) {
                             trouble = with;
                             sentence = why;
                         });
        QObject::connect(download.get(), &app::FileDownload::stopped, &scope, [this] { isStopped = true; });
        download->start();
    }

    void putPart(const QByteArray& start) const {
        QFile out(part);
        QVERIFY(out.open(QFile::WriteOnly) && out.write(start) == start.size());
    }

    QByteArray content;
    QTemporaryDir folder;
    QString part = folder.filePath("file.part");
    QString whole = folder.filePath("whole");
    test::ScriptedServer server;
    QNetworkAccessManager network;
    app::ModelFile file;
    QByteArray token;
    std::chrono::milliseconds stall{20s};
    QObject scope;
    std::unique_ptr<app::FileDownload> download;
    bool isFinished = false;
    bool isStopped = false;
    std::optional<Trouble> trouble;
    QString sentence;
    app::ModelFile result;
};

}  // namespace

class FileDownloadTest final : public QObject {
    Q_OBJECT

 private slots:
    void aWholeFileIsHashedAndNamedOnlyThen() {
        Bench bench;
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
        QVERIFY(!QFile::exists(bench.part));
        QCOMPARE(bench.result.sha256, sha256(bench.content));
        QCOMPARE(bench.server.header(0, "Accept-Encoding"), QByteArray("identity"));
        QCOMPARE(bench.server.header(0, "Range"), QByteArray());
    }

    void anEmptyFileNeedsNoRequest() {
        Bench bench{QByteArray()};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QVERIFY(QFile::exists(bench.whole));
        QVERIFY(bench.server.requests.isEmpty());
    }

    void afterACutItGoesOnWhereItStoppedWithTheETag() {
        Bench bench;
        bench.server.script = {test::whole(bench.content.left(400), "one", 1000),
                               test::part(bench.content.mid(400), 400, 1000, "one")};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(bench.server.header(1, "Range"), QByteArray("bytes=400-"));
        QCOMPARE(bench.server.header(1, "If-Range"), QByteArray("\"one\""));
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void aPartOfAnEarlierRunIsGoneOnWith() {
        Bench bench;
        bench.putPart(bench.content.left(990));
        bench.server.script = {test::part(bench.content.mid(990), 990, 1000)};
        bench.start();
        QCOMPARE(bench.download->received(), std::int64_t(990));
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void aPartThatIsWholeAlreadyIsOnlyHashed() {
        Bench bench;
        bench.putPart(bench.content);
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QVERIFY(bench.server.requests.isEmpty());
    }

    void aPartThatIsTooLongStartsAnew() {
        Bench bench;
        bench.putPart(bytes(1001, 'A'));
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void aWholeAnswerToARangeIsComparedNotAppended() {
        Bench bench;
        bench.putPart(bench.content.left(600));
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void fromTheFirstDifferenceOnTheServerIsRight() {
        Bench bench;
        bench.putPart(bench.content.left(300) + QByteArray(300, '?'));
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void anotherETagIsAnotherFile() {
        const QByteArray old = bytes(1000, 'A');
        Bench bench;
        bench.server.script = {test::whole(old.left(500), "old", 1000),
                               test::part(bench.content.mid(500), 500, 1000, "new"),
                               test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(bench.server.header(2, "Range"), QByteArray());
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void anotherPartThanWasAskedForIsNotTaken() {
        Bench bench;
        bench.putPart(bench.content.left(500));
        bench.server.script = {test::part(bench.content.mid(100), 100, 1000), test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void aPartAlreadyBeyondTheServersEndIsAskedAnew() {
        Bench bench;
        bench.putPart(bench.content.left(500));
        bench.server.script = {{"416 Range Not Satisfiable\r\nContent-Length: 0", {}},
                               test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
    }

    void withoutAHashAPartIsComparedFirst() {
        Bench bench;
        bench.file.sha256.clear();
        bench.putPart(bytes(500, 'A'));
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(bench.server.header(0, "Range"), QByteArray());
        QCOMPARE(contentOf(bench.whole), bench.content);
    }

    void gitsNameOfASmallFileIsCheckedToo() {
        Bench bench("hello\n");
        bench.file.sha256.clear();
        bench.file.gitBlob = "ce013625030ba8dba906f756967f9e9ca394464a";
        bench.server.script = {test::whole("hellu\n"), test::whole("hello\n")};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(contentOf(bench.whole), QByteArray("hello\n"));
        QCOMPARE(bench.server.requests.size(), 2);
    }

    void wrongBytesAreFetchedAgainOnceAndThenRefused() {
        Bench bench;
        const QByteArray wrong = bytes(1000, 'b');
        bench.server.script = {test::whole(wrong), test::whole(wrong)};
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Changed);
        QVERIFY(bench.sentence.contains("other bytes"));
        QVERIFY(!QFile::exists(bench.whole));
        QVERIFY(!QFile::exists(bench.part));
    }

    void moreBytesThanListedAreRefused() {
        Bench told;
        told.server.script = {test::whole(told.content, {}, 2000)};
        told.start();
        QTRY_VERIFY(told.trouble.has_value());
        QCOMPARE(*told.trouble, Trouble::Changed);
        // Without a length it shows when they come.
        Bench silent;
        silent.server.script = {{"200 OK", bytes(2'000'000)}};
        silent.start();
        QTRY_VERIFY(silent.trouble.has_value());
        QCOMPARE(*silent.trouble, Trouble::Changed);
        QVERIFY(QFileInfo(silent.part).size() <= 1000);
    }

    void aServerThatEndsEarlyIsGivenUpAfterAWhile() {
        Bench bench;
        bench.server.script = {test::whole(bench.content.left(400), {}, 1000)};
        for (int i = 0; i < 20; ++i)
            bench.server.script.append(test::ScriptedServer::Step{
                "206 Partial Content\r\nContent-Range: bytes 400-999/1000\r\nContent-Length: 600", {}});
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Line);
        // One that brought something, four that didn't; Qt itself repeats some that broke early.
        QVERIFY(bench.server.requests.size() >= 5);
        QCOMPARE(QFileInfo(bench.part).size(), 400);
    }

    void aStallIsAskedAgain() {
        Bench bench;
        bench.stall = 500ms;
        auto silent = test::whole(bench.content.left(250), {}, 1000);
        silent.closes = false;
        bench.server.script = {silent};
        for (int i = 0; i < 4; ++i)  // a busy machine may stall again
            bench.server.script.append(test::part(bench.content.mid(250), 250, 1000));
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(bench.server.header(1, "Range"), QByteArray("bytes=250-"));
    }

    void aRefusalIsFinalAndABusyServerIsNot() {
        for (const auto& [head, word] : {std::pair<QByteArray, QString>{"401 Unauthorized", "token"},
                                         {"403 Forbidden", "token"},
                                         {"404 Not Found", "not there"},
                                         {"400 Bad Request", "error 400"}}) {
            Bench bench;
            bench.server.script = {{head + "\r\nContent-Length: 0", {}}};
            bench.start();
            QTRY_VERIFY(bench.trouble.has_value());
            QCOMPARE(*bench.trouble, Trouble::Refused);
            QVERIFY2(bench.sentence.contains(word), qPrintable(bench.sentence));
            QCOMPARE(bench.server.requests.size(), 1);
        }
        Bench bench;
        bench.server.script = {{"503 Service Unavailable\r\nContent-Length: 0", {}},
                               test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
    }

    void aServerThatIsNotThereIsGivenUpSoon() {
        Bench bench;
        bench.server.close();
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Line);
        QVERIFY(bench.sentence.contains("cannot be reached"));
    }

    void theTokenGoesToItsHostAlone() {
        Bench bench;
        bench.token = "secret";
        test::ScriptedServer other;
        other.script = {test::whole(bench.content)};
        bench.server.script = {
            {"302 Found\r\nContent-Length: 0\r\nLocation: /moved", {}},
            {"302 Found\r\nContent-Length: 0\r\nLocation: " + other.url().toEncoded(), {}}};
        bench.start();
        QTRY_VERIFY(bench.isFinished);
        QCOMPARE(bench.server.header(0, "Authorization"), QByteArray("Bearer secret"));
        QCOMPARE(bench.server.header(1, "Authorization"), QByteArray("Bearer secret"));
        QCOMPARE(other.header(0, "Authorization"), QByteArray());
    }

    void redirectsInCirclesEnd() {
        Bench bench;
        for (int i = 0; i < 30; ++i)
            bench.server.script.append(
                test::ScriptedServer::Step{"302 Found\r\nContent-Length: 0\r\nLocation: /file", {}});
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Refused);
        QVERIFY(bench.server.requests.size() < 15);
    }

    void aStopKeepsWhatCame() {
        Bench bench;
        auto slow = test::whole(bench.content.left(700), {}, 1000);
        slow.closes = false;
        bench.server.script = {slow};
        bench.start();
        QTRY_COMPARE(bench.download->received(), std::int64_t(700));
        bench.download->stop();
        QTRY_VERIFY(bench.isStopped);
        QCOMPARE(contentOf(bench.part), bench.content.left(700));
        QVERIFY(!QFile::exists(bench.whole));
    }

    void aFolderThatIsGoneIsTold() {
        Bench bench;
        bench.part = bench.folder.filePath("none/file.part");
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Disk);
        QVERIFY(bench.sentence.contains("cannot be written"));
    }

    void aFullDiskIsTold() {
        Bench bench;
        bench.part = "/dev/full";
        bench.file.size = 1000;
        bench.server.script = {test::whole(bench.content)};
        bench.start();
        QTRY_VERIFY(bench.trouble.has_value());
        QCOMPARE(*bench.trouble, Trouble::Disk);
    }
};

QTEST_GUILESS_MAIN(FileDownloadTest)
#include "file_download_test.moc"
