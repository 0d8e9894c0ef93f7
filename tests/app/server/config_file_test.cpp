#include "app/server/config_file.h"

#include <QtTest>

using namespace app::server;

class ConfigFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    ServerOptions read(const QByteArray& text, const Variables& environment = {}) {
        QFile file(m_folder.filePath("server.toml"));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(text);
        file.close();
        return readConfig(file.fileName().toStdString(), environment, {});
    }
    std::string fileWith(const QString& name, const QByteArray& content) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(content);
        return file.fileName().toStdString();
    }
    QString problem(const QByteArray& text, const Variables& environment = {}) {
        try {
            read(text, environment);
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "accepted";
    }

 private slots:
    void readsSettings();
    void everyProblemNamesItsLine();
    void theExampleSaysWhatHoldsWithoutIt();
    void everySettingOfTheExampleHasItsVariable();
    void variablesGoBeforeTheFile();
    void variablesAloneAreEnough();
    void everyProblemNamesItsVariable_data();
    void everyProblemNamesItsVariable();
    void secretsStandInFilesOfTheirOwn();
    void repeatedTablesAreCountedInVariables();
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
        readConfig("/no/such/file.toml", {}, {});
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
    const qsizetype from = text.indexOf("\n[limits]");
    const qsizetype to = text.indexOf("\n[cache]");
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

/// The rule holds without exceptions: each plain setting of the example, set to its own commented value, is
/// taken.
void ConfigFileTest::everySettingOfTheExampleHasItsVariable() {
    QFile file(GLANCEDESK_SOURCE_DIR "/packaging/server.toml");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QRegularExpression tableLine(R"(^(?:# )?\[([a-z.]+)\])");
    const QRegularExpression repeatedLine(R"(^(?:# )?\[\[)");
    const QRegularExpression settingLine(R"re(^# ([a-z_]+) = (?:\[?"([^"]*)"\]?|([a-z0-9.]+)))re");
    QString table;
    int seen = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine());
        if (repeatedLine.match(line).hasMatch()) table.clear();  // counted; a test of its own
        if (const auto found = tableLine.match(line); found.hasMatch()) table = found.captured(1);
        const auto setting = settingLine.match(line);
        if (!setting.hasMatch() || table.isEmpty()) continue;
        QString name = table == u"listen" ? setting.captured(1) : table + u'_' + setting.captured(1);
        name = QStringLiteral("GLANCEDESK_") + name.toUpper().replace(u'.', u'_');
        const QString value = setting.captured(2) + setting.captured(3);
        if (value.isEmpty()) continue;
        Variables environment{{name.toStdString(), value.toStdString()}};
        // What these tables ask for besides.
        environment.emplace("GLANCEDESK_CLAMD_ADDRESS", "unix:/run/clamd.ctl");
        environment.emplace("GLANCEDESK_AUTH_JWT_AUDIENCE", "glancedesk");
        environment.emplace("GLANCEDESK_UPSTREAM_ADDRESSES", "http://gpu1:8000");
        QCOMPARE(problem("", environment) + u' ' + name, QStringLiteral("accepted ") + name);
        environment[name.toStdString() + "X"] = value.toStdString();
        if (table != u"listen")
            QVERIFY2(problem("", environment).contains(name + u'X'), qUtf8Printable(name));
        ++seen;
    }
    QVERIFY2(seen > 50, qUtf8Printable(QString::number(seen)));
}

void ConfigFileTest::variablesGoBeforeTheFile() {
    const ServerOptions options =
        read("[listen]\nport = 9000\nhost = \"::1\"\n[limits]\npictures = 2\nqueued = 3\n",
             {{"GLANCEDESK_PORT", "9001"},
              {"GLANCEDESK_LIMITS_PICTURES", " 4 "},
              {"GLANCEDESK_HOST", ""},
              {"GLANCEDESK_MODEL", "/models/glm"},
              {"GLANCEDESK_DATA", "/data"},
              {"GLANCEDESK_KEY", "of another program"},
              {"GLANCEDESK_URL", "of another program"},
              {"GLANCEDESK_ALLOWED_HOSTS", "one.example, two.example"}});
    QCOMPARE(options.port, 9001);
    QCOMPARE(options.host, std::string("::1"));  // an empty variable is none
    QCOMPARE(options.limits.pictures, 4);
    QCOMPARE(options.limits.queued, 3);
    QCOMPARE(options.allowedHosts, (std::vector<std::string>{"one.example", "two.example"}));
}

void ConfigFileTest::variablesAloneAreEnough() {
    const ServerOptions options = readConfig({},
                                             {{"GLANCEDESK_RATES_REQUESTS_PER_MINUTE", "5.5"},
                                              {"GLANCEDESK_CACHE_ON", "false"},
                                              {"GLANCEDESK_AUDIT_SYNC", "record"},
                                              {"GLANCEDESK_TIMEOUTS_HEADER_SECONDS", "0.5"},
                                              {"GLANCEDESK_AUTH_KEYS_FILE", "/etc/glancedesk/keys.json"}},
                                             {});
    QCOMPARE(options.rates->perCaller.requestsPerMinute, 5.5);
    QVERIFY(options.cacheFile.empty());
    QCOMPARE(options.audit.sync, app::AuditSync::EveryRecord);
    QCOMPARE(options.timeouts.header.count(), 500);
    QCOMPARE(options.keysFile, std::filesystem::path("/etc/glancedesk/keys.json"));
    QVERIFY(!options.clamd);
    QVERIFY(!options.jwt);
    QVERIFY(!readConfig({}, {}, {}).rates);
}

void ConfigFileTest::everyProblemNamesItsVariable_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("no number") << "GLANCEDESK_PORT"
                               << "http"
                               << "whole number from 0 to 65535";
    QTest::newRow("beyond") << "GLANCEDESK_PORT"
                            << "70000"
                            << "65535";
    QTest::newRow("more than a number") << "GLANCEDESK_LIMITS_PICTURES"
                                        << "4 pictures"
                                        << "whole number";
    QTest::newRow("a fraction") << "GLANCEDESK_LIMITS_PICTURES"
                                << "4.5"
                                << "whole number";
    QTest::newRow("nan") << "GLANCEDESK_TIMEOUTS_BODY_SECONDS"
                         << "nan"
                         << "seconds";
    QTest::newRow("yes") << "GLANCEDESK_CACHE_ON"
                         << "yes"
                         << "true or false";
    QTest::newRow("a word") << "GLANCEDESK_AUDIT_SYNC"
                            << "always"
                            << "\"record\"";
    QTest::newRow("a star") << "GLANCEDESK_ALLOWED_ORIGINS"
                            << "*"
                            << "star";
    QTest::newRow("a hole") << "GLANCEDESK_ALLOWED_HOSTS"
                            << "one,,two"
                            << "commas";
    QTest::newRow("misspelt") << "GLANCEDESK_LIMITS_PICTURS"
                              << "4"
                              << "not a setting";
    QTest::newRow("misspelt without a table") << "GLANCEDESK_PROT"
                                              << "4"
                                              << "GLANCEDESK_PORT meant";
    QTest::newRow("half a table") << "GLANCEDESK_AUTH_JWT_ISSUER"
                                  << "a"
                                  << "GLANCEDESK_AUTH_JWT_AUDIENCE";
    QTest::newRow("a secret's file") << "GLANCEDESK_CACHE_REDIS_URL_FILE"
                                     << "/no/such"
                                     << "cannot be read";
}

void ConfigFileTest::everyProblemNamesItsVariable() {
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, words);
    const QString got = problem("", {{name.toStdString(), value.toStdString()}});
    QVERIFY2(got.contains(words), qUtf8Printable(got));
    QVERIFY2(got.contains(name) || got.contains(words), qUtf8Printable(got));
    QVERIFY2(!got.contains("line"), qUtf8Printable(got));
}

void ConfigFileTest::secretsStandInFilesOfTheirOwn() {
    const std::string url = "redis://:word@127.0.0.1:6379/0";
    const std::string file = fileWith("cache.redis_url", QByteArray::fromStdString(url) + "\n");
    QCOMPARE(read("[cache]\nredis_url_file = \"cache.redis_url\"\n").redisUrl, url);
    QCOMPARE(read("", {{"GLANCEDESK_CACHE_REDIS_URL_FILE", file}}).redisUrl, url);
    // The environment goes before the file, whichever of the two spellings each has.
    QCOMPARE(
        read("[cache]\nredis_url = \"redis://old\"\n", {{"GLANCEDESK_CACHE_REDIS_URL_FILE", file}}).redisUrl,
        url);
    QCOMPARE(read("[cache]\nredis_url_file = \"gone\"\n", {{"GLANCEDESK_CACHE_REDIS_URL", url}}).redisUrl,
             url);
    // systemd's LoadCredential=cache.redis_url:FILE
    const Variables credentials{{"CREDENTIALS_DIRECTORY", m_folder.path().toStdString()}};
    QCOMPARE(read("[cache]\non = true\n", credentials).redisUrl, url);
    QCOMPARE(read("", credentials).redisUrl, url);
    QVERIFY(problem("[cache]\nredis_url = \"redis://a\"\nredis_url_file = \"cache.redis_url\"\n")
                .contains("line 3"));
    QVERIFY(problem("[cache]\nredis_url_file = \"gone\"\n").contains("line 2: cache.redis_url_file names"));
    const QString empty = QString::fromStdString(fileWith("empty", ""));
    QVERIFY(problem("", {{"GLANCEDESK_CACHE_REDIS_URL_FILE", empty.toStdString()}}).contains(empty));
}

void ConfigFileTest::repeatedTablesAreCountedInVariables() {
    const std::string secret = fileWith("secret", QByteArray(40, 'x'));
    const Variables keys{
        {"GLANCEDESK_AUTH_JWT_AUDIENCE", "desk"},         {"GLANCEDESK_AUTH_JWT_KEY_1_KID", "old"},
        {"GLANCEDESK_AUTH_JWT_KEY_1_ALGORITHM", "HS256"}, {"GLANCEDESK_AUTH_JWT_KEY_1_FILE", secret},
        {"GLANCEDESK_AUTH_JWT_KEY_2_KID", "new"},         {"GLANCEDESK_AUTH_JWT_KEY_2_ALGORITHM", "HS256"},
        {"GLANCEDESK_AUTH_JWT_KEY_2_FILE", secret}};
    QCOMPARE(read("", keys).jwt->keys.size(), std::size_t{2});
    Variables wrong = keys;
    wrong["GLANCEDESK_AUTH_JWT_KEY_2_ALGORITHM"] = "none";
    QVERIFY(problem("", wrong).contains("GLANCEDESK_AUTH_JWT_KEY_2_ALGORITHM"));
    wrong = keys;
    wrong["GLANCEDESK_AUTH_JWT_KEY_FILE"] = secret;
    QVERIFY(problem("", wrong).contains("GLANCEDESK_AUTH_JWT_KEY_FILE"));
}

QTEST_GUILESS_MAIN(ConfigFileTest)
#include "config_file_test.moc"
