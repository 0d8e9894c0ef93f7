#include "app/images/picture_edits.h"

#include <QSignalSpy>
#include <QtTest>

#include "app/images/image_importer.h"
#include "engine/image.h"

using app::Mark;
using app::MarkKind;
using app::PictureEdits;

namespace {

/// Every pixel has a colour of its own.
QImage numbered(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x + 1, y + 1, 200));
    }
    return image;
}

PictureEdits withMark(MarkKind kind, const QPointF& from, const QPointF& to) {
    PictureEdits edits;
    edits.marks = {{kind, from, to}};
    return edits;
}

}  // namespace

class PictureEditsTest final : public QObject {
    Q_OBJECT

 private slots:
    void aRedactionIsOpaqueAndTakesEveryPixelItTouches() {
        const QImage before = numbered(60, 40);
        // From right to left, and not on pixel borders.
        const QImage after = app::edited(before, withMark(MarkKind::Redaction, {20.9, 15.2}, {10.6, 5.9}));
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 60; ++x) {
                const bool covered = x >= 10 && x <= 20 && y >= 5 && y <= 15;
                QCOMPARE(after.pixelColor(x, y), covered ? QColor(Qt::black) : before.pixelColor(x, y));
            }
        }
    }

    void nothingIsDrawnOverARedactionAndNothingBeneathShows() {
        PictureEdits edits = withMark(MarkKind::Redaction, {10, 10}, {50, 30});
        edits.marks += {MarkKind::Box, {5, 5}, {30, 35}};
        const QImage after = app::edited(numbered(60, 40), edits);
        for (int y = 10; y < 30; ++y) {
            for (int x = 10; x < 50; ++x)
                QCOMPARE(after.pixelColor(x, y), QColor(Qt::black));
        }
        QVERIFY(after.pixelColor(5, 20) != QColor(6, 21, 200));  // the box is there besides
    }

    void turnsAndCutsAreExact_data() {
        QTest::addColumn<int>("turns");
        QTest::newRow("upright") << 0;
        QTest::newRow("right") << 1;
        QTest::newRow("over") << 2;
        QTest::newRow("left") << 3;
    }
    void turnsAndCutsAreExact() {
        QFETCH(int, turns);
        const QImage before = numbered(30, 20);
        PictureEdits edits;
        edits.crop = QRect(4, 6, 11, 7);
        edits.quarterTurns = turns;
        const QImage after = app::edited(before, edits);
        QCOMPARE(after.size(), turns % 2 == 0 ? QSize(11, 7) : QSize(7, 11));
        QCOMPARE(after, app::cutAndTurned(before, edits).convertToFormat(QImage::Format_RGB32));
        // The transform says where each pixel went.
        const QTransform to = app::toEdited(edits, before.size());
        for (int y = 6; y < 13; ++y) {
            for (int x = 4; x < 15; ++x) {
                const QPointF at = to.map(QPointF(x + 0.5, y + 0.5));
                QCOMPARE(after.pixelColor(int(at.x()), int(at.y())), before.pixelColor(x, y));
            }
        }
    }

    void turningLeftUndoesTurningRight() {
        PictureEdits edits;
        edits.turn(1);
        edits.turn(-1);
        QVERIFY(edits.isEmpty());
        edits.turn(-1);
        QCOMPARE(edits.quarterTurns, 3);
    }

    void anArrowAndABoxAreSeenOnAnyGround_data() {
        QTest::addColumn<QColor>("ground");
        QTest::newRow("white") << QColor(Qt::white);
        QTest::newRow("black") << QColor(Qt::black);
        QTest::newRow("red") << QColor("#e0231c");
    }
    void anArrowAndABoxAreSeenOnAnyGround() {
        QFETCH(QColor, ground);
        QImage image(200, 100, QImage::Format_RGB32);
        image.fill(ground);
        for (const MarkKind kind : {MarkKind::Arrow, MarkKind::Box}) {
            const QImage after = app::edited(image, withMark(kind, {20, 20}, {180, 80}));
            int changed = 0;
            for (int y = 0; y < 100; ++y) {
                for (int x = 0; x < 200; ++x)
                    changed += after.pixelColor(x, y) != ground ? 1 : 0;
            }
            QVERIFY(changed > 200);
        }
    }

    void undoAndRedoGoThroughTheSteps() {
        app::EditHistory history;
        QVERIFY(!history.canUndo() && !history.canRedo());
        PictureEdits first = withMark(MarkKind::Box, {0, 0}, {5, 5});
        PictureEdits second = first;
        second.turn(1);
        history.add(first);
        history.add(second);
        history.add(second);  // no change, no step
        history.undo();
        QCOMPARE(history.now(), first);
        history.undo();
        QVERIFY(history.now().isEmpty() && !history.canUndo());
        history.undo();
        history.redo();
        QCOMPARE(history.now(), first);
        history.add(PictureEdits{});
        QVERIFY(!history.canRedo());  // what was taken back is gone
    }

    void anEditedPictureIsOneOfItsOwn() {
        app::ImageImporter importer;
        QSignalSpy imported(&importer, &app::ImageImporter::imported);
        const QImage before = numbered(50, 50);
        importer.addEdited(before, withMark(MarkKind::Redaction, {0, 0}, {50, 25}), "a.png");
        QTRY_COMPARE(imported.size(), 1);
        const auto picture = imported.first().at(1).value<app::Picture>();
        QCOMPARE(picture.pixels->rgb[0], 0);
        const QImage stored = QImage::fromData(picture.bytes);
        QCOMPARE(stored.size(), QSize(50, 50));
        QCOMPARE(stored.pixelColor(49, 24), QColor(Qt::black));
        QCOMPARE(stored.pixelColor(49, 25), before.pixelColor(49, 25));
        QCOMPARE(picture.thumbnail.pixelColor(10, 10), QColor(Qt::black));
    }

    void aLargeEditedPhotographStillFits() {
        QImage noise(3600, 3200, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < noise.height(); ++y) {
            auto* row = reinterpret_cast<QRgb*>(noise.scanLine(y));
            for (int x = 0; x < noise.width(); ++x) {
                state = state * 1664525u + 1013904223u;
                row[x] = (state >> 8) | 0xff000000u;
            }
        }
        const auto result = app::ImageImport().fromImage(
            app::edited(noise, withMark(MarkKind::Redaction, {0, 0}, {800, 800})), "photo.jpg");
        const auto* picture = std::get_if<app::Picture>(&result);
        QVERIFY(picture);
        QVERIFY(picture->bytes.size() <= app::ImageImport::maxBytes);
        QVERIFY(qGray(picture->image.pixel(400, 400)) < 8);
    }
};

QTEST_MAIN(PictureEditsTest)
#include "picture_edits_test.moc"
