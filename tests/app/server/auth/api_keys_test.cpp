#include "app/server/auth/api_keys.h"

#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "app/server/crypto/private_file.h"

using namespace app;
namespace fs = std::filesystem;

class ApiKeysTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    fs::path newFile() {
        return fs::path(m_folder.path().toStdString()) / (std::to_string(++m_files) + ".json");
    }
    static std::string textOf(const fs::path& file) {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        return text.str();
    }

 private slots:
    void aKeyIsItsCallerWithItsScopes() {
        ApiKeys keys(newFile());
        const std::string desk = keys.add("desk", {"chat", "models"});
        const std::string site = keys.add("site", {"chat"});
        QVERIFY(desk != site);
        QVERIFY(QString::fromStdString(desk).contains(QRegularExpression("^gd-[A-Za-z0-9_-]{43}$")));

        const auto caller = keys.verify(desk);
        QVERIFY(caller);
        QVERIFY(QString::fromStdString(caller->id).startsWith("key:desk:"));
        QVERIFY(caller->may(scope::chat) && caller->may(scope::models));
        QVERIFY(!caller->may(scope::metrics));
        QVERIFY(!keys.verify(site)->may(scope::models));
    }

    void anythingElseIsNobody() {
        ApiKeys keys(newFile());
        const std::string key = keys.add("desk", {"chat"});
        std::string changed = key;
        changed.back() = changed.back() == 'A' ? 'B' : 'A';
        for (const std::string& other :
             {std::string(), std::string("gd-"), changed, key.substr(0, key.size() - 1), key + "A", " " + key,
              keys.list().front().hash, keys.list().front().id, std::string(100'000, 'x'), key + '\0'}) {
            QVERIFY(!keys.verify(other));
        }
        QVERIFY(keys.verify(key));
    }

    void theFileHoldsNoKeyAndIsItsOwnersAlone() {
        const fs::path file = newFile();
        ApiKeys keys(file);
        const std::string key = keys.add("desk", {"chat"});
        QVERIFY(textOf(file).find(key.substr(3)) == std::string::npos);
        struct stat status {};
        QCOMPARE(stat(file.c_str(), &status), 0);
        QCOMPARE(int(status.st_mode & 0777), 0600);
    }

    void aKeyOutlivesTheProgram() {
        const fs::path file = newFile();
        const std::string key = ApiKeys(file).add("desk", {"metrics"}, 1000);
        ApiKeys again(file);
        QCOMPARE(again.list().front().created, UnixTime{1000});
        QCOMPARE(again.list().front().lastUsed, UnixTime{0});
        QVERIFY(again.verify(key)->may(scope::metrics));
    }

    void aRevokedKeyIsNobodyAlsoInARunningServer() {
        const fs::path file = newFile();
        ApiKeys server(file);
        ApiKeys commandLine(file);
        const std::string key = commandLine.add("desk", {"chat"});
        QTRY_VERIFY(server.verify(key));
        QVERIFY(commandLine.revoke("desk"));
        QVERIFY(!commandLine.verify(key));
        QTRY_VERIFY(!server.verify(key));
        QVERIFY(!commandLine.revoke("desk"));
    }

    void aNewKeyOfAnOldNameIsAnotherCaller() {
        ApiKeys keys(newFile());
        const std::string first = keys.verify(keys.add("desk", {"chat"}))->id;
        QVERIFY(keys.revoke("desk"));
        QVERIFY(keys.verify(keys.add("desk", {"chat"}))->id != first);
    }

    void lastUseIsKept() {
        const fs::path file = newFile();
        {
            ApiKeys keys(file);
            const std::string key = keys.add("desk", {"chat"}, 1000);
            QVERIFY(keys.verify(key, 5000));
            QVERIFY(keys.verify(key, 5010));
        }
        QCOMPARE(ApiKeys(file).list().front().lastUsed, UnixTime{5000});
    }

    void writingAUseDoesNotBringARevokedKeyBack() {
        const fs::path file = newFile();
        {
            ApiKeys server(file);
            const std::string key = server.add("desk", {"chat"});
            QVERIFY(server.verify(key, 5000));
            QVERIFY(ApiKeys(file).revoke("desk"));
            server.verify(key, 9000);
        }
        QVERIFY(ApiKeys(file).isEmpty());
    }

    void keysThatTwoProcessesAddAtOnceAreAllThere() {
        const fs::path file = newFile();
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i) {
                threads.emplace_back([&file, i] { ApiKeys(file).add("key" + std::to_string(i), {"chat"}); });
            }
        }
        QCOMPARE(ApiKeys(file).list().size(), std::size_t{6});
    }

    void refusesBadNamesAndScopes() {
        ApiKeys keys(newFile());
        keys.add("desk", {"chat"});
        for (const std::string& name : {std::string(), std::string("desk"), std::string("a b"),
                                        std::string("a\nb"), std::string("钥匙"), std::string(65, 'a')}) {
            QVERIFY_EXCEPTION_THROWN(keys.add(name, {"chat"}), AuthError);
        }
        QVERIFY_EXCEPTION_THROWN(keys.add("other", {}), AuthError);
        QVERIFY_EXCEPTION_THROWN(keys.add("other", {"chat", "everything"}), AuthError);
        QCOMPARE(keys.list().size(), std::size_t{1});
    }

    void aDamagedFileIsNamedAndLetsNobodyIn_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"version\":1,\"keys\":[");
        QTest::newRow("no keys") << QByteArray("{\"version\":1}");
        QTest::newRow("another version") << QByteArray("{\"version\":2,\"keys\":[]}");
        QTest::newRow("wrong types") << QByteArray("{\"version\":1,\"keys\":[{\"name\":1}]}");
    }
    void aDamagedFileIsNamedAndLetsNobodyIn() {
        QFETCH(QByteArray, content);
        const fs::path file = newFile();
        writePrivateFile(file, content.toStdString());
        QVERIFY_EXCEPTION_THROWN(ApiKeys keys(file), AuthError);

        const fs::path running = newFile();
        ApiKeys server(running);
        const std::string key = server.add("desk", {"chat"});
        writePrivateFile(running, content.toStdString());
        QTRY_VERIFY(!server.verify(key));
    }
};

QTEST_GUILESS_MAIN(ApiKeysTest)
#include "api_keys_test.moc"
