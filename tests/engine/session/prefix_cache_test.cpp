#include "engine/session/prefix_cache.h"

#include <numeric>

#include <QTest>

using namespace engine;

namespace {

TextConfig config() {
    TextConfig text;
    text.layers = 2;
    text.kvHeads = 1;
    text.headDim = 4;
    return text;
}

KvCache cacheOf(std::int64_t tokens) {
    KvCache cache(config(), at::kFloat, 1000);
    cache.reserve(tokens);
    cache.extend(tokens);
    return cache;
}

ReadTokens tokensOf(std::vector<int> ids, std::string caller = {}) {
    ReadTokens tokens;
    tokens.caller = std::move(caller);
    tokens.ids = std::move(ids);
    return tokens;
}

ReadTokens withPicture(std::uint8_t picture) {
    auto tokens = tokensOf({1, 7, 7, 7, 2, 3});
    tokens.pictures.push_back({1, 3, {}});
    tokens.pictures.back().key.digest[0] = picture;
    return tokens;
}

}  // namespace

class PrefixCacheTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theLongestPrefixIsFound() {
        PrefixCache cache(1 << 20);
        cache.add(tokensOf({1, 2, 9, 9}), cacheOf(4));
        cache.add(tokensOf({1, 2, 3, 9}), cacheOf(4));
        QCOMPARE(cache.find(tokensOf({1, 2, 3, 4, 5})).tokens, 3);
        QCOMPARE(cache.find(tokensOf({8, 2, 3})).tokens, 0);
    }

    /// Image tokens all have one id, so that only the pixels tell two pictures apart.
    void anotherPictureIsNeverTakenForThisOne() {
        PrefixCache cache(1 << 20);
        cache.add(withPicture(1), cacheOf(6));
        QCOMPARE(cache.find(withPicture(1)).tokens, 6);
        QCOMPARE(cache.find(withPicture(2)).tokens, 1);
        QCOMPARE(cache.find(tokensOf({1, 7, 7, 7, 2, 3})).tokens, 1);
    }

    void anotherCallerFindsNothing() {
        PrefixCache cache(1 << 20);
        cache.add(tokensOf({1, 2, 3}, "anna"), cacheOf(3));
        QCOMPARE(cache.find(tokensOf({1, 2, 3}, "anna")).tokens, 3);
        QCOMPARE(cache.find(tokensOf({1, 2, 3}, "ben")).tokens, 0);
        QCOMPARE(cache.find(tokensOf({1, 2, 3})).tokens, 0);
    }

    void aLongerConversationTakesItsOwnBeginningsPlace() {
        PrefixCache cache(1 << 20);
        cache.add(tokensOf({1, 2, 3}), cacheOf(3));
        const auto bytes = cache.bytes();
        cache.add(tokensOf({1, 2, 3, 4, 5, 6}), cacheOf(6));
        QCOMPARE(cache.bytes(), 2 * bytes);
    }

    void theLeastRecentlyUsedGoes() {
        const auto one = cacheOf(4).bytes();
        PrefixCache cache(2 * one);
        cache.add(tokensOf({1, 1, 1, 1}), cacheOf(4));
        cache.add(tokensOf({2, 2, 2, 2}), cacheOf(4));
        QCOMPARE(cache.find(tokensOf({1, 1, 1, 1})).tokens, 4);
        cache.add(tokensOf({3, 3, 3, 3}), cacheOf(4));
        QCOMPARE(cache.find(tokensOf({2, 2, 2, 2})).tokens, 0);
        QCOMPARE(cache.find(tokensOf({1, 1, 1, 1})).tokens, 4);
        QCOMPARE(cache.bytes(), 2 * one);
        cache.add(tokensOf({4}), cacheOf(12));  // larger than all that may be kept
        QCOMPARE(cache.find(tokensOf({4})).tokens, 0);
    }
};

QTEST_GUILESS_MAIN(PrefixCacheTest)
#include "prefix_cache_test.moc"
