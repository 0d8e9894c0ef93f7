// Secrets on their way into a keychain and back, by the window's rooms and by the command line.
#include "app/secrets/keychain.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/settings/settings.h"
#include "app/upstream/upstream_key.h"
#include "tests/app/upstream/scripted_server.h"
#include "tests/support/fake_secrets.h"

namespace {

const QString kAway = QStringLiteral("unix:path=/nonexistent/bus");

struct Answer {
    bool isThere = false;
    QByteArray secret;
    QString problem;
};

Answer read(const QString& name) {
    app::Keychain keychain;
    Answer answer;
    keychain.read(name, [&](const app::Keychain::Found& found) {
        answer = {true, found.secret, found.problem};
    });
    [&] { QTRY_VERIFY(answer.isThere); }();
    return answer;
}

QString keep(const QString& name, const QByteArray& secret) {
    app::Keychain keychain;
    Answer answer;
    keychain.keep(name, secret, [&](const QString& problem) { answer = {true, {}, problem}; });
    [&] { QTRY_VERIFY(answer.isThere); }();
    return answer.problem;
}

struct Ran {
    int code = -1;
    QString out;
    QString err;
};

/// The keychain lives in this process, so nothing here may block it.
Ran run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess program;
    program.start(QStringLiteral(GLANCEDESK_BIN_DIR "/glancedesk-cli"), arguments);
    program.write(input);
    program.closeWriteChannel();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30'000); }();
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class KeychainTest final : public QObject {
    Q_OBJECT

 private:
    std::unique_ptr<test::FakeSecrets> m_secrets;
    bool isOnlyItem(const QByteArray& secret) const {
        return m_secrets->items.size() == 1 && m_secrets->items.begin()->second.secret == secret;
    }

 private slots:
    void initTestCase() {
        qunsetenv("GLANCEDESK_UPSTREAM_KEY");
        m_secrets = std::make_unique<test::FakeSecrets>();
        if (!m_secrets->isRunning()) QSKIP("this machine has no dbus-daemon or no libsecret-1-0");
    }
    void init() {
        m_secrets->items.clear();
        m_secrets->isLocked = false;
    }
    void cleanupTestCase() { m_secrets.reset(); }

    void aSecretIsKeptReadAndForgotten() {
        QCOMPARE(read("servers").secret, "");
        QCOMPARE(read("servers").problem, "");
        QCOMPARE(keep("servers", "sk-one"), "");
        QVERIFY(isOnlyItem("sk-one"));
        QCOMPARE(read("servers").secret, "sk-one");
        QCOMPARE(read("models huggingface.co").secret, "");
        QCOMPARE(keep("servers", "sk-two"), "");
        QVERIFY(isOnlyItem("sk-two"));
        QCOMPARE(keep("servers", {}), "");
        QVERIFY(m_secrets->items.empty());
        QCOMPARE(keep("servers", {}), "");  // there is none: that is what was wanted
    }

    void aLockedKeychainIsSaidAndKeepsNothing() {
        QCOMPARE(keep("servers", "sk-one"), "");
        m_secrets->isLocked = true;
        QVERIFY(keep("servers", "sk-two").contains("keychain"));
        QVERIFY(isOnlyItem("sk-one"));
        app::UpstreamSettings settings;
        settings.isOn = true;
        settings.keyKept = 1;
        app::UpstreamKey key;
        std::optional<app::Keychain::Found> found;
        key.find(settings, [&](const app::Keychain::Found& answer) { found = answer; });
        QTRY_VERIFY(found);
        QCOMPARE(found->secret, "");
        QVERIFY(found->problem.contains("unlock"));
    }

    void theServersKeyIsAskedForOnlyWhereItIsNeeded() {
        QCOMPARE(keep("servers", "sk-one"), "");
        app::UpstreamKey key;
        app::UpstreamSettings settings;
        settings.isOn = true;
        const auto isAsked = [&] {
            bool isAtOnce = false;
            key.find(settings, [&](const app::Keychain::Found&) { isAtOnce = true; });
            return !isAtOnce;
        };
        QVERIFY(!isAsked());
        settings.keyKept = 1;
        std::optional<QByteArray> secret;
        key.find(settings, [&](const app::Keychain::Found& found) { secret = found.secret; });
        QVERIFY(!secret);
        QTRY_COMPARE(secret, "sk-one");
        settings.keyFile = "/some/file";
        QVERIFY(!isAsked());
        settings.keyFile.clear();
        qputenv("GLANCEDESK_UPSTREAM_KEY", "sk-environment");
        QVERIFY(!isAsked());
        qunsetenv("GLANCEDESK_UPSTREAM_KEY");
    }

    void aKeyWithALineEndIsRefused() {
        app::UpstreamKey key;
        QString problem;
        key.keep("sk-one\r\nX-Header: 1", [&](const QString& sentence) { problem = sentence; });
        QVERIFY(problem.contains("one word"));
        QVERIFY(m_secrets->items.empty());
    }

    void theCommandLineKeepsAKeyAndItsSettingsFileDoesNot() {
        const QTemporaryDir data;
        const QStringList to{"--data", data.path()};
        Ran ran = run(QStringList{"servers", "use", "http://127.0.0.1:9", "--model", "glm"} + to);
        QCOMPARE(ran.code, 0);
        ran = run(QStringList{"servers", "key"} + to, "sk-secret\n");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(isOnlyItem("sk-secret"));
        const QByteArray kept = contentOf(data.filePath("settings.ini"));
        QVERIFY(kept.contains("127.0.0.1:9"));
        QVERIFY(!kept.contains("sk-secret"));
        QVERIFY(run(QStringList{"servers", "list"} + to).out.contains("keychain"));
        ran = run(QStringList{"servers", "key"} + to, "\n");
        QCOMPARE(ran.code, 0);
        QVERIFY(m_secrets->items.empty());
        QVERIFY(!run(QStringList{"servers", "list"} + to).out.contains("keychain"));
    }

    void aKeyGoesToItsOwnServersAlone() {
        const auto answers = [](const test::Asked&, test::Wire& wire) {
            wire.beginStream();
            wire.text("The light is red.");
            wire.end();
        };
        const test::ScriptedServer own(answers), other(answers);
        const QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.path().toUtf8());
        const auto key = [](const test::ScriptedServer& server) {
            const auto asked = server.asked("POST /v1/chat/completions");
            return !asked.empty() &&
                   asked.back().headers.find("authorization: bearer sk-secret") != std::string::npos;
        };
        QCOMPARE(run({"servers", "use", QString::fromStdString(own.address())}).code, 0);
        QCOMPARE(run({"servers", "key"}, "sk-secret").code, 0);
        Ran ran = run({"ask", "What does the light mean?"});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QCOMPARE(ran.out, "The light is red.\n");
        QVERIFY(key(own));
        ran = run({"ask", "--upstream", QString::fromStdString(other.host()), "Hello"});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(!key(other));
        ran = run({"ask", "--upstream", QString::fromStdString(own.host()), "Hello"});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(key(own));
        ran = run({"doctor"});
        QVERIFY2(ran.out.contains(QString::fromStdString(own.host()) + " takes the key and serves glm."),
                 qPrintable(ran.out));
        m_secrets->isLocked = true;
        ran = run({"ask", "Hello"});
        QCOMPARE(ran.code, 1);
        QVERIFY(ran.err.contains("unlock"));
        qunsetenv("XDG_DATA_HOME");
    }

    void modelsTokensAreKeptForTheirSite() {
        const QTemporaryDir data;
        const Ran ran = run({"models", "token", "--data", data.path(), "--mirror", "https://models.example"},
                            "hf_secret\n");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(isOnlyItem("hf_secret"));
        QVERIFY(m_secrets->items.begin()->second.attributes.values().contains("models models.example"));
        QVERIFY(!contentOf(data.filePath("settings.ini")).contains("hf_secret"));
    }

    void whereThereIsNoKeychainTheWayOutIsNamed() {
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", kAway.toUtf8());
        const QTemporaryDir data;
        const Ran ran = run({"servers", "key", "--data", data.path()}, "sk-secret\n");
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        QCOMPARE(ran.code, 1);
        QVERIFY(ran.err.contains("file"));
        QVERIFY(!ran.err.contains("sk-secret"));
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(!contentOf(data.filePath("settings.ini")).contains("key_kept="));
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "keychain_test.moc"
