#include "app/images/image_importer.h"

#include <QSignalSpy>
#include <QtTest>

namespace {

const QString dataFolder = QStringLiteral(GLANCEDESK_SOURCE_DIR "/tests/data/images/");

}  // namespace

class ImageImporterTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyTicketEndsInOneSignalInTheOrderGiven() {
        app::ImageImporter importer;
        QList<int> ended;
        connect(&importer, &app::ImageImporter::imported, this, [&](int ticket) { ended.append(ticket); });
        connect(&importer, &app::ImageImporter::refused, this, [&](int ticket) { ended.append(-ticket); });
        QImage large(1200, 900, QImage::Format_RGB32);
        large.fill(Qt::blue);
        const int slow = importer.addImage(large, "Clipboard");
        const int file = importer.addFile(dataFolder + "rgb_8.png");
        const int bad = importer.addBytes("no picture", "note.txt");
        const int gone = importer.addFile(dataFolder + "gone.png");
        const int last = importer.addFile(dataFolder + "colour.jpg");
        QVERIFY(ended.isEmpty());  // never within the call
        QTRY_COMPARE(ended.size(), 5);
        QCOMPARE(ended, QList<int>({slow, file, -bad, -gone, last}));
        QTest::qWait(0);
        QCOMPARE(ended.size(), 5);
    }

    void aPictureArrivesWithItsNameAndPixels() {
        app::ImageImporter importer;
        QSignalSpy imported(&importer, &app::ImageImporter::imported);
        importer.addFile(dataFolder + "rgb_8.png");
        QTRY_COMPARE(imported.size(), 1);
        const auto picture = imported.first().at(1).value<app::Picture>();
        QCOMPARE(picture.name, QString("rgb_8.png"));
        QVERIFY(picture.pixels != nullptr);
    }

    void aRefusalNamesThePicture() {
        app::ImageImporter importer;
        QSignalSpy refused(&importer, &app::ImageImporter::refused);
        importer.addBytes("no picture", "note.txt");
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().at(1).toString(), QString("note.txt"));
        QVERIFY(refused.first().at(2).toString().contains("note.txt"));
    }

    void itMayGoWhileItWorks() {
        for (int round = 0; round < 20; ++round) {
            auto importer = std::make_unique<app::ImageImporter>();
            for (int i = 0; i < 10; ++i)
                importer->addFile(dataFolder + "lossy.webp");
            if (round % 2 == 1) QCoreApplication::processEvents();
            importer.reset();
        }
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(ImageImporterTest)
#include "image_importer_test.moc"
