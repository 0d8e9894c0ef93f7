#include "app/faults/picture_print.h"

#include <QBuffer>
#include <QDir>
#include <QPainter>
#include <QtTest>

using app::distanceOf;
using app::PicturePrint;

namespace {

const QString samples = QStringLiteral(GLANCEDESK_SOURCE_DIR "/resources/samples/");

QImage sample(const QString& name) {
    return QImage(samples + name);
}

QImage asJpeg(const QImage& image, int quality) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", quality);
    return QImage::fromData(bytes);
}

}  // namespace

class PicturePrintTest final : public QObject {
    Q_OBJECT

 private:
    static void eachSample() {
        QTest::addColumn<QString>("name");
        for (const QString& name : QDir(samples).entryList({"*.png"}))
            QTest::newRow(qPrintable(name)) << name;
    }

 private slots:
    void theSameScreenIsFoundAgain_data() { eachSample(); }
    void theSameScreenIsFoundAgain() {
        QFETCH(QString, name);
        const QImage image = sample(name);
        const PicturePrint known = PicturePrint::of(image);
        const auto matches = [&](const QImage& other) {
            return distanceOf(known, PicturePrint::of(other)).isMatch();
        };
        QVERIFY(matches(image));
        QVERIFY(matches(asJpeg(image, 40)));
        QVERIFY(matches(image.scaled(image.size() * 1.5, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)));
        QVERIFY(matches(image.scaled(image.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)));
        QVERIFY(matches(image.scaled({256, 256}, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        QVERIFY(matches(image.copy(image.width() / 100, image.height() / 100, image.width() * 98 / 100,
                                   image.height() * 98 / 100)));
        QImage clock = image.convertToFormat(QImage::Format_RGB32);  // the time of the day is another
        QPainter painter(&clock);
        painter.fillRect(
            QRectF(clock.width() * 0.86, clock.height() * 0.94, clock.width() * 0.06, clock.height() * 0.02),
            Qt::darkGray);
        painter.end();
        QVERIFY(matches(clock));
    }

    void anotherScreenIsNotTakenForIt_data() { eachSample(); }
    void anotherScreenIsNotTakenForIt() {
        QFETCH(QString, name);
        const PicturePrint known = PicturePrint::of(sample(name));
        for (const QString& other : QDir(samples).entryList({"*.png"})) {
            if (other != name)
                QVERIFY2(!distanceOf(known, PicturePrint::of(sample(other))).isMatch(), qPrintable(other));
        }
    }

    void bytesGiveItBack() {
        const PicturePrint print = PicturePrint::of(sample("router_red_light.png"));
        QCOMPARE(print.toBytes().size(), 496);
        QVERIFY(PicturePrint::fromBytes(print.toBytes()) == print);
        QVERIFY(!PicturePrint::fromBytes("short"));
    }
};

QTEST_GUILESS_MAIN(PicturePrintTest)
#include "picture_print_test.moc"
