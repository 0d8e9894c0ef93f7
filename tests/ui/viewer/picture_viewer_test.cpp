#include "ui/viewer/picture_viewer.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QSignalSpy>
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

    void aClickOnABoxFindsItsSentenceAndBack() {
        ui::PictureViewer viewer(
            {pictureOf("a.png", {400, 300}, Qt::red), pictureOf("b.png", {400, 300}, Qt::blue)}, 0);
        QSignalSpy chosen(&viewer, &ui::PictureViewer::placeChosen);
        viewer.setPlaces({{0, QRectF(0.1, 0.1, 0.6, 0.6), "The whole dialog."},
                          {0, QRectF(0.2, 0.2, 0.1, 0.1), "The light is red."},
                          {1, QRectF(0.5, 0.5, 0.2, 0.2), "The other picture."}});
        viewer.open();
        auto* list = viewer.findChild<QListWidget*>("placeList");
        QVERIFY(list->isVisible());
        QCOMPARE(list->count(), 2);
        // The smaller box lies in the larger one and is the one that is meant.
        QTest::mouseClick(&viewer.canvas(), Qt::LeftButton, {},
                          viewer.canvas().toView().map(QPointF(100, 75)).toPoint());
        QCOMPARE(list->currentRow(), 1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toInt(), 1);
        list->setCurrentRow(0);
        QCOMPARE(chosen.last().first().toInt(), 0);
        viewer.findChild<QToolButton*>("nextPicture")->click();
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains("The other picture."));
        list->setCurrentRow(0);
        QCOMPARE(chosen.last().first().toInt(), 2);
    }

    void beingBesideTheBoxesMovesThePicture() {
        ui::PictureViewer viewer({pictureOf("a.png", {4000, 3000}, Qt::red)}, 0);
        viewer.setPlaces({{0, QRectF(0, 0, 0.1, 0.1), "corner"}});
        viewer.open();
        viewer.canvas().showActualSize();
        const QPointF before = viewer.canvas().toView().map(QPointF(0, 0));
        QTest::mousePress(&viewer.canvas(), Qt::LeftButton, {}, {300, 300});
        QTest::mouseMove(&viewer.canvas(), {310, 320});
        QTest::mouseRelease(&viewer.canvas(), Qt::LeftButton, {}, {310, 320});
        QCOMPARE(viewer.canvas().toView().map(QPointF(0, 0)), before + QPointF(10, 20));
    }
};

QTEST_MAIN(PictureViewerTest)
#include "picture_viewer_test.moc"
