#include "ui/chat/drop_reader.h"

#include <QBuffer>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>

using ui::DroppedBytes;
using ui::DroppedFile;
using ui::DroppedImage;

namespace {

QImage redImage() {
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

QByteArray pngBytes() {
    QBuffer buffer;
    redImage().save(&buffer, "PNG");
    return buffer.data();
}

}  // namespace

class DropReaderTest final : public QObject {
    Q_OBJECT

 private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return file.fileName();
    }
    QUrl url(const QString& name, const QByteArray& bytes) { return QUrl::fromLocalFile(write(name, bytes)); }

 private slots:
    void severalFilesAreTakenInOrder() {
        QMimeData data;
        data.setUrls({url("b.png", pngBytes()), url("a.JPG", "x"), url("c.webp", "x"), url("图 片.gif", "x"),
                      url("d.bmp", "x")});
        QCOMPARE(ui::judgeDrop(data).pictures, 5);
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(5));
        QVERIFY(std::get<DroppedFile>(contents.items[0]).path.endsWith("b.png"));
        QVERIFY(std::get<DroppedFile>(contents.items[3]).path.endsWith("图 片.gif"));
        QVERIFY(contents.refusals.isEmpty());
    }

    void aPictureWithoutASuffixIsKnownByItsContent() {
        QMimeData data;
        data.setUrls({url("screenshot", pngBytes())});
        QVERIFY(ui::judgeDrop(data).isTaken());
    }

    void eachBadFileGetsItsOwnSentence_data() {
        QTest::addColumn<QUrl>("address");
        QTest::addColumn<QString>("says");
        QTest::newRow("text") << url("notes.txt", "hello") << "notes.txt";
        QTest::newRow("pdf") << url("a.pdf", "%PDF-1.7") << "PNG, JPEG, WebP, BMP or GIF";
        QTest::newRow("svg") << url("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>") << "PNG, JPEG";
        QTest::newRow("folder") << QUrl::fromLocalFile(m_folder.path()) << "is a folder";
        QTest::newRow("gone") << QUrl::fromLocalFile(m_folder.filePath("gone.png")) << "no longer there";
        QTest::newRow("remote") << QUrl("https://example.com/a.png") << "address on the web";
        QTest::newRow("ftp") << QUrl("ftp://example.com/a.png") << "address on the web";
    }
    void eachBadFileGetsItsOwnSentence() {
        QFETCH(QUrl, address);
        QFETCH(QString, says);
        QMimeData data;
        data.setUrls({address});
        const auto verdict = ui::judgeDrop(data);
        QVERIFY(!verdict.isTaken());
        QCOMPARE(verdict.refusals.size(), 1);
        QVERIFY2(verdict.refusals.first().contains(says), qPrintable(verdict.refusals.first()));
        const auto contents = ui::readDrop(data);
        QVERIFY(contents.items.empty());
        QCOMPARE(contents.refusals, verdict.refusals);
    }

    void goodFilesAmongBadOnesAreTaken() {
        QMimeData data;
        data.setUrls({url("good.png", pngBytes()), url("bad.txt", "x")});
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(1));
        QCOMPARE(contents.refusals.size(), 1);
    }

    void pixelsFromAnotherProgramAreTaken_data() {
        QTest::addColumn<QString>("format");
        for (const char* format : {"image/png", "image/jpeg", "image/webp", "image/bmp", "image/gif"}) {
            QTest::newRow(format) << QString(format);
        }
    }
    void pixelsFromAnotherProgramAreTaken() {
        QFETCH(QString, format);
        QMimeData data;
        data.setData(format, "bytes as they are");
        QCOMPARE(ui::judgeDrop(data).pictures, 1);
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(1));
        QCOMPARE(std::get<DroppedBytes>(contents.items.front()).bytes, QByteArray("bytes as they are"));
    }

    void anImageOfQtIsTaken() {
        QMimeData data;
        data.setImageData(redImage());
        QCOMPARE(ui::judgeDrop(data).pictures, 1);
        const auto contents = ui::readDrop(data);
        QCOMPARE(std::get<DroppedImage>(contents.items.front()).image.size(), QSize(3, 2));
    }

    void pixelsWinOverTheAddressTheyCameFrom() {
        QMimeData data;
        data.setUrls({QUrl("https://example.com/a.png")});
        data.setHtml("<img src='https://example.com/a.png'>");
        data.setData("image/png", pngBytes());
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(1));
        QVERIFY(contents.refusals.isEmpty());
        QVERIFY(contents.text.isEmpty());
    }

    void spreadsheetsGiveTextAndPicture() {
        QMimeData data;
        data.setText("12\t34");
        data.setHtml("<table><tr><td>12</td></tr></table>");
        data.setData("image/png", pngBytes());
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(1));
        QCOMPARE(contents.text, QString("12\t34"));
    }

    void filesGiveNoTextOfTheirNames() {
        QMimeData data;
        data.setUrls({url("a.png", pngBytes())});
        data.setText("file:///a.png");
        QVERIFY(ui::readDrop(data).text.isEmpty());
        QVERIFY(!ui::judgeDrop(data).text);
    }

    void picturesInsideHtmlAreTaken() {
        QMimeData data;
        data.setHtml(
            QString("<p><IMG alt=x src=\"data:image/png;base64,%1\"><img src='%2'></p>")
                .arg(QString::fromLatin1(pngBytes().toBase64()), url("in html.png", pngBytes()).toString()));
        QCOMPARE(ui::judgeDrop(data).pictures, 2);
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(2));
        QCOMPARE(std::get<DroppedBytes>(contents.items[0]).bytes, pngBytes());
        QVERIFY(std::get<DroppedFile>(contents.items[1]).path.endsWith("in html.png"));
    }

    void remotePicturesInsideHtmlAreRefusedNotFetched() {
        QMimeData data;
        data.setHtml("<img src=https://example.com/a.png>");
        const auto contents = ui::readDrop(data);
        QVERIFY(contents.items.empty());
        QVERIFY(contents.refusals.first().contains("address on the web"));
    }

    void textAloneIsText() {
        QMimeData data;
        data.setText("E-104");
        QVERIFY(ui::judgeDrop(data).text);
        QCOMPARE(ui::readDrop(data).text, QString("E-104"));
    }

    void nothingUsefulSaysSo() {
        QMimeData data;
        data.setData("application/x-color", "1");
        QVERIFY(!ui::judgeDrop(data).isTaken());
        QCOMPARE(ui::readDrop(data).refusals, QStringList("There is no picture in this."));
    }

    void everyFormOfAPictureOnTheClipboardIsTaken_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("bytes");
        for (const char* format : {"image/png", "image/x-png", "image/jpg", "image/bmp", "image/x-ms-bmp"})
            QTest::newRow(format) << format << pngBytes();
        QTest::newRow("address that is a picture")
            << "text/plain" << QByteArray("data:image/png;base64,") + pngBytes().toBase64() + "\n";
        QTest::newRow("picture within HTML")
            << "text/html"
            << "<img src=\"data:image/png;base64," + pngBytes().toBase64() + "\">";
        const QByteArray file = url("copied 图.png", pngBytes()).toEncoded();
        QTest::newRow("files of a file manager") << "x-special/gnome-copied-files"
                                                 << "copy\n" + file;
        QTest::newRow("addresses of files as text") << "text/plain" << file + "\r\n";
        QTest::newRow("list of addresses") << "text/uri-list" << file + "\r\n";
    }
    void everyFormOfAPictureOnTheClipboardIsTaken() {
        QFETCH(QString, format);
        QFETCH(QByteArray, bytes);
        QMimeData data;
        data.setData(format, bytes);
        QCOMPARE(ui::judgeDrop(data).pictures, 1);
        const auto contents = ui::readDrop(data);
        QCOMPARE(contents.items.size(), std::size_t(1));
        QVERIFY(contents.text.isEmpty());
        QVERIFY(contents.refusals.isEmpty());
        if (const auto* taken = std::get_if<DroppedBytes>(&contents.items.front()))
            QCOMPARE(taken->bytes, pngBytes());
        else
            QVERIFY(std::get<DroppedFile>(contents.items.front())
                        .path.endsWith(QString::fromUtf8("copied 图.png")));
    }

    void aSentenceAboutAFileStaysText() {
        QMimeData data;
        data.setText("see file:///tmp/a.png\nfile:///tmp/b.png");
        const auto contents = ui::readDrop(data);
        QVERIFY(contents.items.empty());
        QCOMPARE(contents.text, data.text());
    }
};

QTEST_MAIN(DropReaderTest)
#include "drop_reader_test.moc"
