#include "engine/vision/whole_number_resize.h"

#include <QTest>

using engine::resizedByWholeNumbers;

class WholeNumberResizeTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyPixelIsTheProcessorKernels_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("newHeight");
        QTest::addColumn<int>("newWidth");
        QTest::newRow("smaller") << 200 << 310 << 84 << 112;
        QTest::newRow("larger") << 31 << 47 << 112 << 168;
        QTest::newRow("wider, lower") << 120 << 60 << 56 << 140;
        QTest::newRow("a little") << 100 << 100 << 98 << 112;
        QTest::newRow("one side only") << 90 << 84 << 56 << 84;
        QTest::newRow("much smaller") << 900 << 17 << 28 << 28;
        QTest::newRow("one pixel") << 1 << 1 << 28 << 28;
        QTest::newRow("a row of pixels") << 1 << 640 << 28 << 1260;
        QTest::newRow("as it is") << 28 << 56 << 28 << 56;
    }
    void everyPixelIsTheProcessorKernels() {
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(int, newHeight);
        QFETCH(int, newWidth);
        at::manual_seed(1);
        const auto noise = at::randint(0, 256, {1, 3, height, width}, at::kByte);
        const auto blocks =
            at::randint(0, 2, {1, 3, height, width}, at::kByte).mul_(255);  // over- and undershoots
        for (const auto& picture : {noise, blocks}) {
            const auto want = at::_upsample_bicubic2d_aa(picture, {newHeight, newWidth}, false);
            const auto got = resizedByWholeNumbers(picture, newHeight, newWidth);
            QCOMPARE(got.sizes(), want.sizes());
            QCOMPARE((got.to(at::kInt) - want.to(at::kInt)).abs().max().item<int>(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(WholeNumberResizeTest)
#include "whole_number_resize_test.moc"
