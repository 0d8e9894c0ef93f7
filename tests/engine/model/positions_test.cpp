// Positions of text and pictures; whole prompts are compared with transformers in equality_test.
#include "engine/model/positions.h"

#include <QTest>

using namespace engine;

namespace {

std::vector<std::int64_t> axis(const Positions& positions, std::size_t index) {
    const auto length = static_cast<std::ptrdiff_t>(positions.values.size() / 3);
    const auto start = positions.values.begin() + static_cast<std::ptrdiff_t>(index) * length;
    return {start, start + length};
}

using List = std::vector<std::int64_t>;

}  // namespace

class PositionsTest : public QObject {
    Q_OBJECT

 private slots:
    void textCountsUp() {
        const auto positions = positionsOf(3, {});
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(axis(positions, i), (List{0, 1, 2}));
        QCOMPARE(positions.next, 3);
    }

    void textGoesOnPastTheLongerSide() {
        const std::vector<ImageSpan> images{{1, 1, 3}};
        const auto positions = positionsOf(6, images);
        QCOMPARE(axis(positions, 0), (List{0, 1, 1, 1, 4, 5}));
        QCOMPARE(axis(positions, 1), (List{0, 1, 1, 1, 4, 5}));
        QCOMPARE(axis(positions, 2), (List{0, 1, 2, 3, 4, 5}));
        QCOMPARE(positions.next, 6);
    }

    void picturesThatTouchStayApart() {
        // Token ids alone could not tell where one ends.
        const std::vector<ImageSpan> images{{0, 2, 1}, {2, 1, 2}};
        const auto positions = positionsOf(4, images);
        QCOMPARE(axis(positions, 0), (List{0, 0, 2, 2}));
        QCOMPARE(axis(positions, 1), (List{0, 1, 2, 2}));
        QCOMPARE(axis(positions, 2), (List{0, 0, 2, 3}));
        QCOMPARE(positions.next, 4);
    }
};

QTEST_GUILESS_MAIN(PositionsTest)
#include "positions_test.moc"
