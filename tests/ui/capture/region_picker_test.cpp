#include "ui/capture/region_picker.h"

#include <QSignalSpy>
#include <QtTest>

using ui::RegionPicker;
using ui::ScreenShot;

namespace {

/// A screen of 800 x 600 of Qt's pixels; every one of its own has a colour that tells where it is.
ScreenShot screen(double ratio) {
    ScreenShot shot;
    shot.ratio = ratio;
    shot.image = QImage(QSize(800, 600) * ratio, QImage::Format_RGB32);
    for (int y = 0; y < shot.image.height(); ++y) {
        for (int x = 0; x < shot.image.width(); ++x)
            shot.image.setPixel(x, y, qRgb(x / 8, y / 8, (x % 8) * 8 + y % 8));
    }
    return shot;
}

struct Picker {
    explicit Picker(const ScreenShot& shot, const QList<QRect>& choices = {})
        : widget(shot, choices),
          picked(&widget, &RegionPicker::picked),
          cancelled(&widget, &RegionPicker::cancelled) {
        widget.resize(800, 600);
        widget.show();
    }
    QImage image() const { return picked.value(0).value(0).value<QImage>(); }
    void drag(const QPoint& from, const QPoint& to) {
        QTest::mousePress(&widget, Qt::LeftButton, {}, from);
        QTest::mouseMove(&widget, (from + to) / 2);
        QTest::mouseMove(&widget, to);
        QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
    }
    RegionPicker widget;
    QSignalSpy picked, cancelled;
};

}  // namespace

class RegionPickerTest final : public QObject {
    Q_OBJECT

 private slots:
    void theDraggedRegionIsTakenInTheScreensOwnPixels_data() {
        QTest::addColumn<double>("ratio");
        QTest::newRow("100 %") << 1.0;
        QTest::newRow("150 %") << 1.5;
        QTest::newRow("200 %") << 2.0;
    }
    void theDraggedRegionIsTakenInTheScreensOwnPixels() {
        QFETCH(double, ratio);
        const ScreenShot shot = screen(ratio);
        Picker picker(shot);
        picker.drag({300, 200}, {100, 100});  // up and to the left works as well
        QCOMPARE(picker.picked.size(), 1);
        QCOMPARE(picker.image(),
                 shot.image.copy(QRectF(100 * ratio, 100 * ratio, 200 * ratio, 100 * ratio).toRect()));
    }

    void aClickAloneTakesNothing() {
        Picker picker(screen(1));
        picker.drag({300, 200}, {301, 201});
        QCOMPARE(picker.picked.size(), 0);
        QVERIFY(picker.widget.isVisible());
    }

    void aRegionThatIsDraggedOffTheScreenEndsAtItsEdge() {
        Picker picker(screen(1));
        picker.drag({700, 500}, {900, 700});
        QCOMPARE(picker.image().size(), QSize(100, 100));
    }

    void theKeyboardChoosesARegion() {
        const ScreenShot shot = screen(2);
        Picker picker(shot);
        QTest::keyClick(&picker.widget, Qt::Key_Right);  // it appears in the middle
        QCOMPARE(picker.widget.chosen(), QRect(400, 300, 800, 600));
        QTest::keyClick(&picker.widget, Qt::Key_Right);
        QCOMPARE(picker.widget.chosen(), QRect(448, 300, 800, 600));
        QTest::keyClick(&picker.widget, Qt::Key_Down, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(picker.widget.chosen(), QRect(448, 300, 800, 601));
        QVERIFY(picker.widget.accessibleDescription().contains("800"));
        QTest::keyClick(&picker.widget, Qt::Key_Return);
        QCOMPARE(picker.image(), shot.image.copy(448, 300, 800, 601));
    }

    void theTopmostWindowUnderTheMouseIsTaken() {
        const ScreenShot shot = screen(1);
        const QRect dialog(200, 200, 150, 100);
        const QRect window(100, 100, 400, 400);
        Picker picker(shot, {dialog, window, shot.pixels()});
        QTest::mouseMove(&picker.widget, {250, 250});
        QCOMPARE(picker.widget.chosen(), dialog);
        QTest::mouseMove(&picker.widget, {120, 120});
        QCOMPARE(picker.widget.chosen(), window);
        QTest::mouseClick(&picker.widget, Qt::LeftButton, {}, {120, 120});
        QCOMPARE(picker.image(), shot.image.copy(window));
    }

    void tabGoesThroughTheWindows() {
        const ScreenShot shot = screen(1);
        Picker picker(shot, {QRect(0, 0, 10, 10), QRect(20, 20, 30, 30)});
        QTest::keyClick(&picker.widget, Qt::Key_Right);
        QTest::keyClick(&picker.widget, Qt::Key_Right);
        QTest::keyClick(&picker.widget, Qt::Key_Return);
        QCOMPARE(picker.image().size(), QSize(30, 30));
    }

    void escAndTheRightButtonLeave() {
        Picker first(screen(1));
        QTest::keyClick(&first.widget, Qt::Key_Escape);
        QCOMPARE(first.cancelled.size(), 1);
        Picker second(screen(1));
        QTest::mouseClick(&second.widget, Qt::RightButton, {}, {10, 10});
        QCOMPARE(second.cancelled.size(), 1);
        QCOMPARE(first.picked.size() + second.picked.size(), 0);
    }
};

QTEST_MAIN(RegionPickerTest)
#include "region_picker_test.moc"
