#include "app/images/image_format.h"

#include <QDir>
#include <QFile>
#include <QtTest>

namespace {

QByteArray fixture(const QString& name) {
    QFile file(QStringLiteral(GLANCEDESK_SOURCE_DIR "/tests/data/images/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ImageFormatTest final : public QObject {
    Q_OBJECT

 private slots:
    void tellsTheKindByItsBeginning_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("png") << "rgb_8.png" << QByteArray("png");
        QTest::newRow("jpeg") << "colour.jpg" << QByteArray("jpeg");
        QTest::newRow("webp") << "lossy.webp" << QByteArray("webp");
        QTest::newRow("bmp") << "colour.bmp" << QByteArray("bmp");
        QTest::newRow("gif") << "palette.gif" << QByteArray("gif");
        QTest::newRow("json") << "expected.json" << QByteArray();
    }
    void tellsTheKindByItsBeginning() {
        QFETCH(QString, file);
        QFETCH(QByteArray, format);
        const QByteArray bytes = fixture(file);
        QVERIFY(!bytes.isEmpty());
        QCOMPARE(app::imageFormatOf(bytes), format);
    }

    void wholeFilesReachTheirEnd_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(GLANCEDESK_SOURCE_DIR "/tests/data/images");
        for (const QString& name : folder.entryList({"*.jpg", "*.gif", "*.bmp"}))
            QTest::newRow(qPrintable(name)) << name;
    }
    void wholeFilesReachTheirEnd() {
        QFETCH(QString, file);
        const QByteArray bytes = fixture(file);
        QVERIFY(app::reachesItsEnd(bytes, app::imageFormatOf(bytes)));
        // What cameras and web servers append does no harm.
        QVERIFY(app::reachesItsEnd(bytes + QByteArray(100, '\0'), app::imageFormatOf(bytes)));
    }

    void everyCutIsSeen_data() {
        QTest::addColumn<QString>("file");
        for (const char* name :
             {"colour.jpg", "progressive.jpg", "turned.jpg", "palette.gif", "colour.bmp", "mono.bmp"}) {
            QTest::newRow(name) << QString(name);
        }
    }
    void everyCutIsSeen() {
        QFETCH(QString, file);
        const QByteArray bytes = fixture(file);
        const QByteArray format = app::imageFormatOf(bytes);
        // A GIF may lack its last byte, the trailer: the frame is whole without it.
        const qsizetype longest = bytes.size() - (format == "gif" ? 2 : 1);
        for (qsizetype size = 15; size <= longest; ++size) {
            QVERIFY2(!app::reachesItsEnd(bytes.left(size), format), qPrintable(QString::number(size)));
        }
    }

    void aThumbnailsEndIsNotThePicturesEnd() {
        // An APP1 segment that holds an end-of-image marker, then a scan that is cut.
        QByteArray bytes("\xFF\xD8\xFF\xE1\x00\x06\xFF\xD9\xFF\xD9", 10);
        bytes += QByteArray("\xFF\xDA\x00\x02\x12\x34\xFF\x00\x56", 9);
        QVERIFY(!app::reachesItsEnd(bytes, "jpeg"));
        QVERIFY(app::reachesItsEnd(bytes + QByteArray("\xFF\xD9", 2), "jpeg"));
    }
};

QTEST_GUILESS_MAIN(ImageFormatTest)
#include "image_format_test.moc"
