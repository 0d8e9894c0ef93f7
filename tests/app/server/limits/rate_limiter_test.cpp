#include "app/server/limits/rate_limiter.h"

#include <atomic>
#include <thread>
#include <vector>

#include <QtTest>

using namespace app;
using namespace std::chrono_literals;

class RateLimiterTest final : public QObject {
    Q_OBJECT

    std::chrono::steady_clock::time_point m_now{};
    RateLimiter::Clock clock() {
        return [this] { return m_now; };
    }
    static RateSettings settings() { return {{6, 1000, 3}, {10, 2000, 3}, 100, 100}; }
    static int admitted(RateLimiter& limiter, const char* caller, const char* address, int tries) {
        int count = 0;
        for (int i = 0; i < tries; ++i)
            count += limiter.admitRequest(caller, address).isAllowed ? 1 : 0;
        return count;
    }

 private slots:
    void aMinuteAllowsWhatIsSet() {
        RateLimiter limiter(settings(), clock());
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 20), 6);
        m_now += 10s;  // one of six a minute
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 20), 1);
        m_now += 1h;  // no more than a minute's worth is saved up
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 20), 6);
    }

    void saysHowLongToWaitAndMeansIt() {
        RateLimiter limiter(settings(), clock());
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 6), 6);
        const RateVerdict verdict = limiter.admitRequest("a", "10.0.0.1");
        QVERIFY(!verdict.isAllowed);
        QCOMPARE(verdict.waitSeconds, 10);
        m_now += std::chrono::seconds(verdict.waitSeconds);
        QVERIFY(limiter.admitRequest("a", "10.0.0.1").isAllowed);
    }

    void callersAndAddressesCountApart() {
        RateLimiter limiter(settings(), clock());
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 20), 6);
        QCOMPARE(admitted(limiter, "b", "10.0.0.1", 20), 4);  // the address has ten
        QCOMPARE(admitted(limiter, "b", "10.0.0.2", 20), 2);  // the caller has two left
        QCOMPARE(admitted(limiter, "", "10.0.0.3", 20), 10);  // nobody yet: the address alone
    }

    void whatIsRefusedCostsNothing() {
        RateLimiter limiter(settings(), clock());
        admitted(limiter, "a", "10.0.0.1", 1000);
        m_now += 20s;
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 1000), 2);
    }

    void pixelsAreLimitedToo() {
        RateLimiter limiter(settings(), clock());
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 600).isAllowed);
        const RateVerdict verdict = limiter.admitPixels("a", "10.0.0.1", 600);
        QVERIFY(!verdict.isAllowed);
        QCOMPARE(verdict.waitSeconds, 12);  // 200 of 1000 a minute
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 400).isAllowed);
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 0).isAllowed);
        QVERIFY(limiter.admitRequest("a", "10.0.0.1").isAllowed);
    }

    void aPictureLargerThanAMinutesWorthPassesOnceAndIsPaidFor() {
        RateLimiter limiter({{0, 1000, 0}, {0, 0, 0}, 10, 10}, clock());
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 3000).isAllowed);
        m_now += 120s;
        QVERIFY(!limiter.admitPixels("a", "10.0.0.1", 1).isAllowed);
        m_now += 60s;
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 900).isAllowed);
    }

    void guessingKeysIsSlow() {
        RateLimiter limiter(settings(), clock());
        int tries = 0;
        for (; limiter.mayTryKey("10.0.0.1").isAllowed && tries < 100; ++tries)
            limiter.noteRefusedKey("10.0.0.1");
        QCOMPARE(tries, 3);
        QCOMPARE(limiter.mayTryKey("10.0.0.1").waitSeconds, 20);
        QVERIFY(limiter.mayTryKey("10.0.0.2").isAllowed);
    }

    void zeroIsNoLimit() {
        RateLimiter limiter({{0, 0, 0}, {0, 0, 0}, 10, 10}, clock());
        QCOMPARE(admitted(limiter, "a", "10.0.0.1", 1000), 1000);
        QVERIFY(limiter.admitPixels("a", "10.0.0.1", 1'000'000'000'000).isAllowed);
        for (int i = 0; i < 100; ++i)
            limiter.noteRefusedKey("10.0.0.1");
        QVERIFY(limiter.mayTryKey("10.0.0.1").isAllowed);
    }

    void aFloodOfAddressesNeitherGrowsNorWins() {
        RateLimiter limiter({{0, 0, 0}, {10, 0, 0}, 100, 100}, clock());
        QCOMPARE(admitted(limiter, "", "10.0.0.1", 20), 10);
        int passed = 0;
        for (int i = 0; i < 5000; ++i) {
            const std::string address = "10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250);
            passed += limiter.admitRequest("", address).isAllowed ? 1 : 0;
        }
        QVERIFY(limiter.size() <= 200);
        // 99 places that were free, and the bucket that all the others share.
        QCOMPARE(passed, 99 + 10);
        // Who was limited before is limited still.
        QVERIFY(!limiter.admitRequest("", "10.0.0.1").isAllowed);
        // Full again, they are forgotten, and others take their places.
        m_now += 2min;
        QCOMPARE(admitted(limiter, "", "10.9.9.9", 20), 10);
        QVERIFY(limiter.size() <= 200);
    }

    void addressesOfOneHouseAreOne_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("bucket");
        QTest::newRow("IPv4") << "192.0.2.7"
                              << "192.0.2.7";
        QTest::newRow("mapped") << "::ffff:192.0.2.7"
                                << "192.0.2.7";
        QTest::newRow("IPv6") << "2001:db8:1:2:3:4:5:6"
                              << "2001:db8:1:2::/64";
        QTest::newRow("with interface") << "fe80::1%eth0"
                                        << "fe80::/64";
        QTest::newRow("loopback") << "::1"
                                  << "::/64";
        QTest::newRow("nonsense") << QString(500, 'x') << QString(64, 'x');
    }
    void addressesOfOneHouseAreOne() {
        QFETCH(QString, address);
        QFETCH(QString, bucket);
        QCOMPARE(QString::fromStdString(RateLimiter::bucketOf(address.toStdString())), bucket);
    }

    void countsRightlyFromManyThreads() {
        RateLimiter limiter({{0, 0, 0}, {500, 0, 0}, 10, 10}, clock());
        std::atomic<int> passed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] { passed += admitted(limiter, "", "10.0.0.1", 400); });
            }
        }
        QCOMPARE(passed.load(), 500);
    }
};

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "rate_limiter_test.moc"
