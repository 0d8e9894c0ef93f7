#include "app/server/cache/redis_cache.h"

#include <hiredis/hiredis.h>
#include <thread>

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/server/cache/answers.h"
#include "tests/app/server/own_server.h"

using namespace app;
using namespace test;
using namespace std::chrono_literals;

namespace {

std::string found(ResponseCache& cache, const std::string& name) {
    const auto answer = cache.find(keyOf(name));
    return answer ? test::textOf(*answer) : std::string("nothing");
}

/// Takes connections on a thread of its own and says the same to everybody, one byte at a time when it is
/// slow.
class Nonsense final {
 public:
    Nonsense(QByteArray words, int pauseMs) {
        m_thread = std::jthread([this, words, pauseMs](const std::stop_token& stop) {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            m_port = server.serverPort();
            while (!stop.stop_requested()) {
                if (!server.waitForNewConnection(20)) continue;
                const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                socket->waitForReadyRead(500);
                for (const char byte : words) {
                    socket->write(&byte, 1);
                    socket->flush();
                    if (pauseMs > 0 && socket->waitForDisconnected(pauseMs)) break;
                    if (stop.stop_requested() || socket->state() != QTcpSocket::ConnectedState) break;
                }
            }
        });
        while (m_port == 0)
            std::this_thread::yield();
    }
    std::string url() const { return "redis://127.0.0.1:" + std::to_string(m_port.load()); }

 private:
    std::atomic<int> m_port = 0;
    std::jthread m_thread;
};

}  // namespace

class RedisCacheTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::chrono::steady_clock::time_point m_now = std::chrono::steady_clock::now();

    RedisCacheSettings settings() const {
        RedisCacheSettings with;
        with.url = "unix:" + m_folder.filePath("redis.sock").toStdString();
        with.timeout = 2s;
        with.secret = "secret";
        return with;
    }
    RedisCache::Clock clock() {
        return [this] { return m_now; };
    }
    /// A command of the operator's, or of an attacker who reached Redis.
    QByteArray command(const QList<QByteArray>& words) const {
        const std::unique_ptr<redisContext, void (*)(redisContext*)> redis(
            redisConnectUnix(m_folder.filePath("redis.sock").toLocal8Bit().constData()), redisFree);
        std::vector<const char*> starts;
        std::vector<std::size_t> sizes;
        for (const QByteArray& word : words) {
            starts.push_back(word.constData());
            sizes.push_back(std::size_t(word.size()));
        }
        const std::unique_ptr<redisReply, void (*)(void*)> reply(
            static_cast<redisReply*>(
                redisCommandArgv(redis.get(), int(words.size()), starts.data(), sizes.data())),
            freeReplyObject);
        if (!reply) return "no reply";
        if (reply->type == REDIS_REPLY_INTEGER) return QByteArray::number(reply->integer);
        return QByteArray(reply->str, qsizetype(reply->len));
    }
    static QByteArray nameOf(const std::string& question) {
        return "glancedesk:" + QByteArray::fromStdString(hexOf(keyOf(question)));
    }

 private slots:
    void twoServersShareOneRedis() {
        const auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        RedisCache first(settings()), second(settings());
        QCOMPARE(found(first, "q"), "nothing");
        first.store(keyOf("q"), sampleAnswer("shared"));
        QCOMPARE(found(second, "q"), "shared");
        QCOMPARE(first.counts().stored, 1);
        QCOMPARE(second.counts().hits, 1);
        QCOMPARE(second.counts().failures, 0);
        const int seconds = command({"TTL", nameOf("q")}).toInt();
        QVERIFY(seconds > 3500 && seconds <= 3600);
    }

    void aValueThatSomebodyElseWroteIsNoAnswer() {
        const auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        RedisCache cache(settings());
        cache.store(keyOf("a"), sampleAnswer("a"));
        cache.store(keyOf("b"), sampleAnswer("b"));
        const QByteArray value = command({"GET", nameOf("a")});
        command({"SET", nameOf("b"), value});  // another question's answer
        QCOMPARE(found(cache, "b"), "nothing");
        QByteArray changed = value;
        changed[40] = char(changed[40] ^ 1);
        command({"SET", nameOf("a"), changed});
        QCOMPARE(found(cache, "a"), "nothing");
        command({"SET", nameOf("a"), QByteArray(9'000'000, 'x')});  // larger than any of ours
        QCOMPARE(found(cache, "a"), "nothing");
        command({"DEL", nameOf("a")});
        command({"LPUSH", nameOf("a"), "a list"});
        QCOMPARE(found(cache, "a"), "nothing");
        QVERIFY(cache.counts().failures >= 4);
        cache.store(keyOf("c"), sampleAnswer("c"));
        QCOMPARE(found(cache, "c"), "c");
    }

    void aPasswordAndADatabaseAreUsed() {
        const int port = freePort();
        const auto redis = startRedis(m_folder.path(), {"--port", QString::number(port), "--bind",
                                                        "127.0.0.1", "--requirepass", "p@ss word"});
        QVERIFY(redis && redis->waitForPort(port));
        RedisCacheSettings with = settings();
        with.url = "redis://:p%40ss%20word@127.0.0.1:" + std::to_string(port) + "/3";
        RedisCache cache(with);
        cache.store(keyOf("q"), sampleAnswer("x"));
        QCOMPARE(found(cache, "q"), "x");
        with.url = "redis://:wrong@127.0.0.1:" + std::to_string(port);
        RedisCache stranger(with);
        QCOMPARE(found(stranger, "q"), "nothing");
        QCOMPARE(stranger.counts().failures, 1);
    }

    void oneThatIsDownIsPassedByAndFoundAgain() {
        RedisCache cache(settings(), clock());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!cache.isPaused());
            QCOMPARE(found(cache, "q"), "nothing");
        }
        QVERIFY(cache.isPaused());
        const auto failures = cache.counts().failures;
        const auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        cache.store(keyOf("q"), sampleAnswer("x"));  // not asked at all
        QCOMPARE(cache.counts().failures, failures);
        m_now += 6s;
        cache.store(keyOf("q"), sampleAnswer("x"));
        QCOMPARE(found(cache, "q"), "x");
        QVERIFY(!cache.isPaused());
    }

    void oneThatIsRestartedIsFoundAgain() {
        auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        RedisCache cache(settings(), clock());
        cache.store(keyOf("q"), sampleAnswer("x"));
        redis->stop();
        QCOMPARE(found(cache, "q"), "nothing");
        redis = startRedis(m_folder.path());
        QVERIFY(redis);
        cache.store(keyOf("q"), sampleAnswer("x"));
        QCOMPARE(found(cache, "q"), "x");
    }

    void oneThatHangsIsPassedByInTime() {
        const auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        RedisCacheSettings with = settings();
        RedisCache warm(with, clock());
        warm.store(keyOf("q"), sampleAnswer("x"));
        QCOMPARE(found(warm, "q"), "x");
        redis->freeze();
        with.timeout = 100ms;
        RedisCache cache(with, clock());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(found(cache, "q"), "nothing");
        // Three waited, the rest were not even asked: a hundred would have taken ten seconds.
        QVERIFY(cache.isPaused());
        QCOMPARE(cache.counts().failures, 3);
    }

    void nonsenseIsPassedBy_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("pause");
        QTest::newRow("another protocol") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << 0;
        QTest::newRow("binary") << QByteArray("\x00\xFF\x00\xFF\r\n", 6) << 0;
        QTest::newRow("an error") << QByteArray("-LOADING Redis is loading\r\n") << 0;
        QTest::newRow("a number") << QByteArray(":12\r\n") << 0;
        QTest::newRow("an answer of ours without MAC") << QByteArray("$5\r\nhello\r\n") << 0;
        QTest::newRow("a negative length") << QByteArray("$-7\r\n") << 0;
        QTest::newRow("a length beyond all") << QByteArray("$9223372036854775807\r\nabc") << 0;
        QTest::newRow("a deep list") << QByteArray("*1\r\n").repeated(100) << 0;
        QTest::newRow("silence") << QByteArray() << 0;
        QTest::newRow("a byte now and then") << QByteArray("$100000\r\n") + QByteArray(2000, 'x') << 50;
    }
    void nonsenseIsPassedBy() {
        QFETCH(QByteArray, words);
        QFETCH(int, pause);
        const Nonsense server(words, pause);
        RedisCacheSettings with = settings();
        with.url = server.url();
        with.timeout = 300ms;
        RedisCache cache(with, clock());
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(found(cache, "q"), "nothing");
            cache.store(keyOf("q"), sampleAnswer());
        }
        QVERIFY(cache.counts().failures > 0);
        QCOMPARE(cache.counts().hits, 0);
    }

    void manyThreadsShareOneConnection() {
        const auto redis = startRedis(m_folder.path());
        QVERIFY(redis);
        RedisCache cache(settings());
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&cache, i] {
                    for (int j = 0; j < 25; ++j)
                        cache.store(keyOf(std::to_string(i * 25 + j)),
                                    sampleAnswer(std::to_string(i * 25 + j)));
                });
            }
        }
        for (int i = 0; i < 100; ++i)
            QCOMPARE(found(cache, std::to_string(i)), std::to_string(i));
    }

    void addressesThatAreNoneAreRefusedAtTheStart() {
        for (const char* url : {"", "localhost:6379", "http://localhost", "redis://", "redis://host/x",
                                "redis://host/-1", "redis://host?x=1", "rediss://host", "unix:"}) {
            RedisCacheSettings with = settings();
            with.url = url;
            QVERIFY_EXCEPTION_THROWN(RedisCache{with}, RedisUrlError);
        }
    }
};

QTEST_GUILESS_MAIN(RedisCacheTest)
#include "redis_cache_test.moc"
