#include "app/server/api/seen_requests.h"

#include <QtTest>

#include "tests/app/server/cache/answers.h"

using namespace app::server;
using app::CachedAnswer;

namespace {

app::Digest digestOf(const std::string& body) {
    return SeenRequests::digestOf("key:desk:1", "/v1/chat/completions", body);
}

SeenRequest seenOf(std::int64_t pixels) {
    SeenRequest seen;
    seen.pixels = pixels;
    return seen;
}

std::shared_ptr<const CachedAnswer> answerOf(std::size_t bytes) {
    return std::make_shared<const CachedAnswer>(test::sampleAnswer(std::string(bytes, 'x')));
}

}  // namespace

class SeenRequestsTest final : public QObject {
    Q_OBJECT

 private slots:
    void callerRouteAndBodyTellThemApart() {
        const auto digest = [](const char* caller, const char* path, const char* body) {
            return SeenRequests::digestOf(caller, path, body);
        };
        QCOMPARE(digest("a", "/b", "c"), digest("a", "/b", "c"));
        QVERIFY(digest("a", "/b", "c") != digest("a2", "/b", "c"));
        QVERIFY(digest("a", "/b", "c") != digest("a", "/bb", "c"));
        QVERIFY(digest("a", "/b", "c") != digest("a", "/b", "c "));
        QVERIFY(digest("a", "/b", "c") != digest("a/", "b", "c"));
    }

    void theLeastRecentlyUsedIsForgotten() {
        SeenRequests seen(2);
        seen.add(digestOf("1"), seenOf(1));
        seen.add(digestOf("2"), seenOf(2));
        QCOMPARE(seen.find(digestOf("1"))->pixels, 1);
        seen.add(digestOf("3"), seenOf(3));
        QVERIFY(!seen.find(digestOf("2")));
        QCOMPARE(seen.find(digestOf("1"))->pixels, 1);
        QCOMPARE(seen.find(digestOf("3"))->pixels, 3);
        QCOMPARE(seen.size(), std::size_t{2});
    }

    void answersAreBoundedInBytes() {
        SeenRequests seen(100, 100'000);
        for (int i = 0; i < 20; ++i) {
            const std::string name = std::to_string(i);
            seen.add(digestOf(name), seenOf(i));
            seen.keep(digestOf(name), answerOf(10'000));
            QVERIFY(seen.answerBytes() <= 100'000);
            QVERIFY(seen.answerOf(digestOf(name)) != nullptr);
        }
        QVERIFY(!seen.answerOf(digestOf("0")));
        QVERIFY(seen.find(digestOf("0")) != nullptr);  // its key stays
        QVERIFY(seen.answerOf(digestOf("18")) != nullptr);
        // One that would drive out all others is not kept, and its old one doesn't stay either.
        seen.keep(digestOf("19"), answerOf(50'000));
        QVERIFY(!seen.answerOf(digestOf("19")));
        seen.keep(digestOf("never seen"), answerOf(10));
        QVERIFY(!seen.answerOf(digestOf("never seen")));
        seen.clear();
        QCOMPARE(seen.answerBytes(), std::size_t{0});
        QVERIFY(!seen.find(digestOf("18")));
    }

    void bytesComeBackWithTheirRequest() {
        SeenRequests seen(1, 100'000);
        seen.add(digestOf("1"), seenOf(1));
        seen.keep(digestOf("1"), answerOf(1000));
        seen.keep(digestOf("1"), answerOf(2000));
        QCOMPARE(seen.answerBytes(), memoryOf(*answerOf(2000)));
        seen.add(digestOf("2"), seenOf(2));
        QCOMPARE(seen.answerBytes(), std::size_t{0});
    }

    void nothingLongIsKeptForTheRenderer() {
        Call call;
        call.choices = 2;
        call.stream = call.includeUsage = true;
        call.request.sampling.topLogprobs = 3;
        call.request.sampling.maxTokens = 9;
        call.request.sampling.stop = {"long"};
        call.request.sampling.logitBias = {{1, 1}};
        call.request.messages.push_back({engine::Role::User, {engine::TextPart{"long"}}});
        call.request.tools = {"long"};
        call.request.format.schema = call.request.prompt = call.user = "long";
        const Call kept = forRenderer(call);
        QCOMPARE(*kept.request.sampling.topLogprobs, 3);
        QCOMPARE(kept.request.sampling.maxTokens, 9);
        QVERIFY(kept.stream && kept.includeUsage && kept.choices == 2);
        QVERIFY(kept.request.messages.empty() && kept.request.tools.empty() && kept.request.prompt.empty());
        QVERIFY(kept.request.format.schema.empty() && kept.user.empty());
        QVERIFY(kept.request.sampling.stop.empty() && kept.request.sampling.logitBias.empty());
    }
};

QTEST_GUILESS_MAIN(SeenRequestsTest)
#include "seen_requests_test.moc"
