#include "app/server/cache/sqlite_cache.h"

#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/server/cache/answers.h"

using namespace app;
using namespace test;
namespace fs = std::filesystem;

class SqliteCacheTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    std::chrono::system_clock::time_point m_now{std::chrono::seconds(1'800'000'000)};

    WallClock clock() {
        return [this] { return m_now; };
    }
    SqliteCacheSettings settings() {
        const fs::path folder = m_folder.path().toStdString();
        return {folder / std::to_string(++m_files) / "answers.db", 256 * 1024 * 1024,
                std::chrono::seconds(3600), "secret"};
    }
    static std::string found(ResponseCache& cache, const std::string& name) {
        const auto answer = cache.find(keyOf(name));
        return answer ? test::textOf(*answer) : std::string("nothing");
    }

 private slots:
    void keepsAnAnswerAlsoAfterARestart() {
        const SqliteCacheSettings with = settings();
        {
            SqliteCache cache(with, clock());
            QCOMPARE(found(cache, "q"), "nothing");
            cache.store(keyOf("q"), sampleAnswer("first"));
            cache.store(keyOf("q"), sampleAnswer("second"));
            QCOMPARE(found(cache, "q"), "second");
            QCOMPARE(cache.counts().hits, 1);
            QCOMPARE(cache.counts().misses, 1);
            QCOMPARE(cache.counts().stored, 2);
        }
        SqliteCache again(with, clock());
        QCOMPARE(found(again, "q"), "second");
        QVERIFY(again.bytes() > 0);
    }

    void filesAreTheirOwnersAlone() {
        const SqliteCacheSettings with = settings();
        SqliteCache cache(with, clock());
        cache.store(keyOf("q"), sampleAnswer());
        for (const auto& entry : fs::directory_iterator(with.file.parent_path())) {
            struct stat status {};
            QCOMPARE(stat(entry.path().c_str(), &status), 0);
            QCOMPARE(int(status.st_mode & 0077), 0);
        }
    }

    void anAnswerLivesAsLongAsIsSet() {
        SqliteCache cache(settings(), clock());
        cache.store(keyOf("q"), sampleAnswer("x"));
        m_now += std::chrono::seconds(3599);
        QCOMPARE(found(cache, "q"), "x");  // being used does not make it younger
        m_now += std::chrono::seconds(1);
        QCOMPARE(found(cache, "q"), "nothing");
        QCOMPARE(cache.bytes(), 0);
    }

    void aClockThatIsSetBackEndsItToo() {
        SqliteCache cache(settings(), clock());
        cache.store(keyOf("q"), sampleAnswer("x"));
        m_now -= std::chrono::hours(24);
        QCOMPARE(found(cache, "q"), "nothing");
    }

    void theLeastRecentlyUsedGoesFirst() {
        SqliteCacheSettings with = settings();
        const auto size =
            static_cast<std::int64_t>(sealedAnswer(sampleAnswer("x"), keyOf("1"), "secret").size());
        with.maxBytes = 3 * size;
        SqliteCache cache(with, clock());
        for (const char* name : {"1", "2", "3", "4"}) {
            m_now += std::chrono::seconds(1);
            cache.store(keyOf(name), sampleAnswer("x"));
            QVERIFY(cache.bytes() <= with.maxBytes);
            m_now += std::chrono::seconds(1);
            QCOMPARE(found(cache, "1"), "x");  // used all the time
        }
        QCOMPARE(found(cache, "2"), "nothing");
        QCOMPARE(found(cache, "3"), "x");
        QCOMPARE(found(cache, "4"), "x");
        QCOMPARE(cache.counts().evicted, 1);
        // One that is larger than all of it is not kept and drives nothing out.
        cache.store(keyOf("large"), sampleAnswer(std::string(10'000, 'x')));
        QCOMPARE(found(cache, "large"), "nothing");
        QCOMPARE(found(cache, "4"), "x");
    }

    void whatWasUsedLastIsKnownAfterARestart() {
        SqliteCacheSettings with = settings();
        const auto size =
            static_cast<std::int64_t>(sealedAnswer(sampleAnswer("x"), keyOf("1"), "secret").size());
        with.maxBytes = 2 * size;
        {
            SqliteCache cache(with, clock());
            for (const char* name : {"1", "2"}) {
                m_now += std::chrono::seconds(1);
                cache.store(keyOf(name), sampleAnswer("x"));
            }
            m_now += std::chrono::seconds(1);
            QCOMPARE(found(cache, "1"), "x");
        }
        SqliteCache cache(with, clock());
        m_now += std::chrono::seconds(1);
        cache.store(keyOf("3"), sampleAnswer("x"));
        QCOMPARE(found(cache, "1"), "x");
        QCOMPARE(found(cache, "2"), "nothing");
    }

    void aDamagedFileIsBegunAnew_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("nonsense") << 0;
        QTest::newRow("empty") << 1;
        QTest::newRow("cut in half") << 2;
        QTest::newRow("overwritten in the middle") << 3;
    }
    void aDamagedFileIsBegunAnew() {
        QFETCH(int, kind);
        const SqliteCacheSettings with = settings();
        {
            SqliteCache cache(with, clock());
            for (int i = 0; i < 50; ++i)
                cache.store(keyOf(std::to_string(i)), sampleAnswer(std::string(2000, 'x')));
        }
        const auto size = fs::file_size(with.file);
        if (kind == 0) std::ofstream(with.file, std::ios::trunc) << std::string(size, 'z');
        if (kind == 1) std::ofstream(with.file, std::ios::trunc).flush();
        if (kind == 2) fs::resize_file(with.file, size / 2);
        if (kind == 3) {
            std::fstream file(with.file, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(4096);
            file << std::string(size - 8192, '\xA5');
        }
        SqliteCache cache(with, clock());
        QCOMPARE(found(cache, "1"), "nothing");
        cache.store(keyOf("new"), sampleAnswer("new"));
        QCOMPARE(found(cache, "new"), "new");
        QCOMPARE(found(cache, "1"), "nothing");
    }

    void aFileThatIsDamagedMeanwhileFailsNoRequest() {
        const SqliteCacheSettings with = settings();
        SqliteCache cache(with, clock());
        for (int i = 0; i < 50; ++i)
            cache.store(keyOf(std::to_string(i)), sampleAnswer(std::string(2000, 'x')));
        for (const char* ending : {"", "-wal"}) {
            const fs::path file = with.file.string() + ending;
            const auto size = fs::exists(file) ? fs::file_size(file) : 0;
            std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << std::string(size, 'z');
        }
        for (int i = 0; i < 50; ++i)
            found(cache, std::to_string(i));
        cache.store(keyOf("new"), sampleAnswer("new"));
        cache.store(keyOf("new"), sampleAnswer("new"));
        QCOMPARE(found(cache, "new"), "new");
    }

    void aFolderThatCannotBeWrittenIsPassedBy() {
        SqliteCacheSettings with = settings();
        with.file = "/proc/answers.db";
        SqliteCache cache(with, clock());
        cache.store(keyOf("q"), sampleAnswer());
        QCOMPARE(found(cache, "q"), "nothing");
        QVERIFY(cache.counts().failures > 0);
    }

    void anAnswerOfAnotherSecretIsNone() {
        SqliteCacheSettings with = settings();
        SqliteCache(with, clock()).store(keyOf("q"), sampleAnswer());
        with.secret = "another";
        SqliteCache cache(with, clock());
        QCOMPARE(found(cache, "q"), "nothing");
    }

    void threadsShareIt() {
        SqliteCache cache(settings(), clock());
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&cache, i] {
                    for (int j = 0; j < 25; ++j) {
                        const std::string name = std::to_string(i) + "/" + std::to_string(j);
                        cache.store(keyOf(name), sampleAnswer(name));
                    }
                });
            }
        }
        for (int i = 0; i < 4; ++i) {
            for (int j = 0; j < 25; ++j) {
                const std::string name = std::to_string(i) + "/" + std::to_string(j);
                QCOMPARE(found(cache, name), name);
            }
        }
    }
};

QTEST_GUILESS_MAIN(SqliteCacheTest)
#include "sqlite_cache_test.moc"
