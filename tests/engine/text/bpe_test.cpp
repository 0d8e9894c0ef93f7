#include "engine/text/bpe.h"

#include <numeric>

#include <QtTest>

using engine::Bpe;
using engine::MergeTable;

namespace {

std::array<int, 256> plainBytes() {
    std::array<int, 256> ids{};
    std::iota(ids.begin(), ids.end(), 0);
    return ids;
}

std::vector<int> encoded(const Bpe& bpe, std::string_view word) {
    std::vector<int> ids;
    bpe.encode(word, ids);
    return ids;
}

}  // namespace

class BpeTest : public QObject {
    Q_OBJECT

 private slots:
    void theLowestRankMergesFirstAndTheLeftmostOfEqualOnes() {
        MergeTable merges(3);
        merges.add('b', 'c', {0, 300});
        merges.add('a', 'b', {1, 301});
        merges.add('a', 'a', {2, 302});
        const Bpe bpe(plainBytes(), std::move(merges));
        QCOMPARE(encoded(bpe, "abc"), (std::vector<int>{'a', 300}));
        QCOMPARE(encoded(bpe, "abab"), (std::vector<int>{301, 301}));
        QCOMPARE(encoded(bpe, "aaa"), (std::vector<int>{302, 'a'}));
        QCOMPARE(encoded(bpe, ""), std::vector<int>());
        QCOMPARE(encoded(bpe, "\xFF"), (std::vector<int>{255}));
    }

    void aTableThatGrewFindsEverything() {
        MergeTable merges(0);
        for (int at = 0; at < 50'000; ++at)
            merges.add(at, at * 7, {at, at + 1});
        for (int at = 0; at < 50'000; ++at)
            QVERIFY(merges.find(at, at * 7)->rank == at && !merges.find(at, at * 7 + 1));
    }

    /// Quadratic work would take minutes here.
    void aVeryLongWordIsSplitQuickly() {
        MergeTable merges(8);
        for (int level = 0; level < 8; ++level)
            merges.add(level == 0 ? 'a' : 299 + level, level == 0 ? 'a' : 299 + level, {level, 300 + level});
        const Bpe bpe(plainBytes(), std::move(merges));
        const std::vector<int> ids = encoded(bpe, std::string(1'000'000, 'a'));
        QCOMPARE(ids.size(), std::size_t{1'000'000 / 256 + 1});
        QCOMPARE(ids.back(), 305);  // 64 are left over
    }
};

QTEST_GUILESS_MAIN(BpeTest)
#include "bpe_test.moc"
