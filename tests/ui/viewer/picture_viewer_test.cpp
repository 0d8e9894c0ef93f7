#include "ui/viewer/picture_viewer.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPointer>
#include <QToolButton>
#include <QtTest>

#include "ui/viewer/picture_canvas.h"

namespace {

app::Picture pictureOf(const QString& name, const QSize& size, const QColor& color) {
    app::Picture picture;
    picture.name = name;
    picture.image = QImage(size, QImage::Format_RGB888);
    picture.image.fill(color);
    picture.bytes = QByteArray(1000, 'x');
    return picture;
}

}  // namespace

class PictureViewerTest final : public QObject {
    Q_OBJECT

 private slots:
    void escClosesIt() {
        QPointer<ui::PictureViewer> viewer(new ui::PictureViewer({pictureOf("a.png", {40, 30}, Qt::red)}, 0));
        viewer->open();
        QTest::keyClick(viewer, Qt::Key_Escape);
        QTRY_VERIFY(viewer.isNull());
    }

    void aLargePictureIsFittedAndASmallOneIsNotBlownUp() {
        ui::PictureViewer large({pictureOf("a.png", {4000, 3000}, Qt::red)}, 0);
        large.open();
        QVERIFY(large.canvas().isFitted());
        QVERIFY(large.canvas().scale() * 4000 <= large.canvas().width());
        ui::PictureViewer small({pictureOf("a.png", {40, 30}, Qt::red)}, 0);
        small.open();
        QCOMPARE(small.canvas().scale(), 1.0);
    }

    void zoomsAndFitsAgain() {
        ui::PictureViewer viewer({pictureOf("a.png", {2000, 1000}, Qt::red)}, 0);
        viewer.open();
        const double fitted = viewer.canvas().scale();
        viewer.findChild<QToolButton*>("zoomIn")->click();
        QVERIFY(viewer.canvas().scale() > fitted);
        viewer.findChild<QToolButton*>("actualSize")->click();
        QCOMPARE(viewer.canvas().scale(), 1.0);
        viewer.findChild<QToolButton*>("fitPicture")->click();
        QCOMPARE(viewer.canvas().scale(), fitted);
    }

    void pagesThroughThePicturesOfAQuestion() {
        ui::PictureViewer viewer(
            {pictureOf("a.png", {40, 30}, Qt::red), pictureOf("b.png", {40, 30}, Qt::blue)}, 1);
        viewer.open();
        QCOMPARE(viewer.windowTitle(), QString("b.png"));
        QVERIFY(!viewer.findChild<QToolButton*>("nextPicture")->isEnabled());
        viewer.findChild<QToolButton*>("previousPicture")->click();
        QCOMPARE(viewer.current(), 0);
        QCOMPARE(viewer.canvas().grab().toImage().pixelColor(viewer.canvas().rect().center()),
                 QColor(Qt::red));
    }

    void halvedLevelsLookLikeThePicture() {
        const QImage image = pictureOf("a.png", {5001, 2999}, QColor(200, 100, 50)).image;
        ui::PicturePyramid pyramid(image);
        QTRY_VERIFY(pyramid.isReady());
        const QImage& level = pyramid.levelFor(0.2);
        QVERIFY(level.width() < 2000);
        QVERIFY(level.width() >= 1000);
        QCOMPARE(level.pixelColor(level.width() - 1, level.height() - 1), QColor(200, 100, 50));
        QCOMPARE(pyramid.levelFor(1).size(), image.size());
    }
};

QTEST_MAIN(PictureViewerTest)
#include "picture_viewer_test.moc"
