#include "app/faults/picture_view.h"

#include <cmath>
#include <limits>
#include <random>

#include <QtTest>

using app::likenessOf;
using app::PictureView;

namespace {

std::vector<float> vectorOf(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> vector(size);
    double sum = 0;
    for (float& value : vector) {
        value = normal(random);
        sum += double{value} * value;
    }
    for (float& value : vector)
        value /= static_cast<float>(std::sqrt(sum));
    return vector;
}

double exactly(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double{a[i]} * b[i];
    return sum;
}

}  // namespace

class PictureViewTest final : public QObject {
    Q_OBJECT

 private slots:
    void aByteForEachValueLosesNothingThatCounts() {
        auto a = vectorOf(4096, 1);
        auto b = vectorOf(4096, 2);
        for (std::size_t i = 0; i < a.size(); ++i)
            b[i] = 0.97F * a[i] + 0.24F * b[i];
        a[7] *= 40;  // a value that stands far out, as large models have them
        const auto x = PictureView::of("m", a);
        const auto y = PictureView::of("m", b);
        QVERIFY(std::abs(*likenessOf(x, y) - exactly(a, b)) < 0.002);
        QVERIFY(std::abs(*likenessOf(y, y) - exactly(b, b)) < 0.001);
    }

    void viewsOfOtherModelsAreNotCompared() {
        const auto vector = vectorOf(64, 1);
        QVERIFY(likenessOf(PictureView::of("a", vector), PictureView::of("a", vector)));
        QVERIFY(!likenessOf(PictureView::of("a", vector), PictureView::of("b", vector)));
        QVERIFY(!likenessOf(PictureView::of("a", vector), PictureView::of("a", vectorOf(32, 1))));
        QVERIFY(!likenessOf(PictureView(), PictureView()));
    }

    void bytesGiveItBack_data() {
        QTest::addColumn<int>("size");
        for (const int size : {1, 31, 32, 33, 256, 4100})
            QTest::addRow("%d", size) << size;
    }
    void bytesGiveItBack() {
        QFETCH(int, size);
        const auto view = PictureView::of("m", vectorOf(static_cast<std::size_t>(size), 3));
        QVERIFY(PictureView::fromBytes("m", view.toBytes()) == view);
    }

    void damagedBytesAreNone() {
        QVERIFY(!PictureView::fromBytes("m", {}));
        QVERIFY(!PictureView::fromBytes("m", "abcd"));
        QVERIFY(!PictureView::fromBytes("m", QByteArray(1 << 20, 'x')));
        QByteArray bytes = PictureView::of("m", vectorOf(32, 1)).toBytes();
        const float none = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(bytes.data(), &none, sizeof none);
        QVERIFY(!PictureView::fromBytes("m", bytes));
    }

    void nothingSeenIsAnEmptyView() {
        QVERIFY(PictureView::of("m", {}).isEmpty());
        QVERIFY(!PictureView::of("m", std::vector<float>(8, 0.0F)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PictureViewTest)
#include "picture_view_test.moc"
