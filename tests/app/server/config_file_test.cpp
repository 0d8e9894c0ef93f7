#include "app/server/config_file.h"

#include <QtTest>

using namespace app::server;

class ConfigFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    ServerOptions read(const QByteArray& text) {
        QFile file(m_folder.filePath("server.toml"));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(text);
        file.close();
        return readConfigFile(file.fileName().toStdString(), {});
    }
    QString problem(const QByteArray& text) {
        try {
            read(text);
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "accepted";
    }

 private slots:
    void readsSettings();
    void everyProblemNamesItsLine();
    void theExampleSaysWhatHoldsWithoutIt();
};

void ConfigFileTest::readsSettings() {
    const ServerOptions options = read(
        "[listen]\nhost = \"::1\"\nport = 9000\nallowed_origins = "
        "[\"https://a.example\"]\n[limits]\npictures = 2\n"
        "[timeouts]\nheader_seconds = 0.5\n[cache]\non = false\n[auth]\nkeys_file = \"keys.json\"\n[rates]\n"
        "requests_per_minute = 5\n");
    QCOMPARE(options.port, 9000);
    QCOMPARE(options.limits.pictures, 2);
    QCOMPARE(options.timeouts.header.count(), 500);
    QCOMPARE(options.keysFile, std::filesystem::path(m_folder.filePath("keys.json").toStdString()));
    QCOMPARE(options.rates->perCaller.requestsPerMinute, 5.0);
    QVERIFY(options.cacheFile.empty());
}

void ConfigFileTest::everyProblemNamesItsLine() {
    QVERIFY(problem("[limits]\n\npicturs = 2\n").contains("server.toml, line 3: limits.picturs"));
    QVERIFY(problem("[limits]\npictures = -1\n").contains("line 2: limits.pictures"));
    QVERIFY(problem("[limits]\npictures = \"2\"\n").contains("line 2"));
    QVERIFY(problem("[limits]\npictures = 2.5\n").contains("line 2"));
    QVERIFY(problem("\n[nothing]\n").contains("line 2: nothing"));
    QVERIFY(problem("[listen]\nport = \n").contains("line 2"));
    QVERIFY(problem("[listen]\nallowed_origins = [\"*\"]\n").contains("star"));
    QVERIFY(problem("[auth.jwt]\nissuer = \"a\"\n").contains("audience"));
    try {
        readConfigFile("/no/such/file.toml", {});
        QFAIL("it was read");
    } catch (const ConfigError& error) {
        QVERIFY(QString(error.what()).contains("/no/such/file.toml"));
    }
}

void ConfigFileTest::theExampleSaysWhatHoldsWithoutIt() {
    QFile file(GLANCEDESK_SOURCE_DIR "/packaging/server.toml");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    QVERIFY(problem(text) == "accepted");
    // The commented figures of the plain tables are the defaults.
    const qsizetype from = text.indexOf("[limits]");
    const qsizetype to = text.indexOf("[cache]");
    const ServerOptions options = read(text.mid(from, to - from).replace("\n# ", "\n"));
    const ServerOptions defaults;
    QCOMPARE(options.limits.chatBodyBytes, defaults.limits.chatBodyBytes);
    QCOMPARE(options.limits.bodiesInMemory, defaults.limits.bodiesInMemory);
    QCOMPARE(options.limits.messages, defaults.limits.messages);
    QCOMPARE(options.limits.allPixels, defaults.limits.allPixels);
    QCOMPARE(options.limits.answerTokens, defaults.limits.answerTokens);
    QCOMPARE(options.limits.queued, defaults.limits.queued);
    QCOMPARE(options.limits.unsentBytes, defaults.limits.unsentBytes);
    QCOMPARE(options.timeouts.body.count(), defaults.timeouts.body.count());
    QCOMPARE(options.timeouts.drain.count(), defaults.timeouts.drain.count());
}

QTEST_GUILESS_MAIN(ConfigFileTest)
#include "config_file_test.moc"
