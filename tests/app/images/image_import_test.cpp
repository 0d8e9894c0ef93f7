#include "app/images/image_import.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

#include "engine/image.h"

namespace {

const QString dataFolder = QStringLiteral(GLANCEDESK_SOURCE_DIR "/tests/data/images/");

QByteArray fixture(const QString& name) {
    QFile file(dataFolder + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

quint32 crc32(const QByteArray& bytes) {
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= uchar(c);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

/// rgb_8.png with another size in its header: a bomb, when it is a large one.
QByteArray pngOfSize(quint32 width, quint32 height) {
    QByteArray bytes = fixture("rgb_8.png");
    qToBigEndian(width, bytes.data() + 16);
    qToBigEndian(height, bytes.data() + 20);
    qToBigEndian(crc32(bytes.mid(12, 17)), bytes.data() + 29);
    return bytes;
}

QString refusalOf(const app::ImportResult& result) {
    const auto* refusal = std::get_if<app::Refusal>(&result);
    return refusal != nullptr ? refusal->sentence : QString();
}

QByteArray rgbOf(const app::Picture& picture) {
    return {reinterpret_cast<const char*>(picture.pixels->rgb.data()), qsizetype(picture.pixels->rgb.size())};
}

int largestDifference(const QByteArray& one, const QByteArray& other) {
    if (one.size() != other.size()) return 256;
    int largest = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        largest = std::max(largest, std::abs(uchar(one[i]) - uchar(other[i])));
    return largest;
}

}  // namespace

class ImageImportTest final : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QLoggingCategory::setFilterRules("qt.gui.imageio*=false"); }

    void seesThePixelsThatPillowSees_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("expected");
        const QJsonObject all = QJsonDocument::fromJson(fixture("expected.json")).object();
        QVERIFY(all.size() > 60);
        for (auto it = all.begin(); it != all.end(); ++it) {
            QTest::newRow(qPrintable(it.key())) << it.key() << it.value().toObject();
        }
    }
    void seesThePixelsThatPillowSees() {
        QFETCH(QString, name);
        QFETCH(QJsonObject, expected);
        const auto result = m_import.fromFile(dataFolder + name);
        QCOMPARE(refusalOf(result), QString());
        const auto& picture = std::get<app::Picture>(result);
        QCOMPARE(picture.pixels->width, expected["width"].toInt());
        QCOMPARE(picture.pixels->height, expected["height"].toInt());
        const int difference =
            largestDifference(rgbOf(picture), QByteArray::fromHex(expected["rgb"].toString().toLatin1()));
        QVERIFY2(difference <= expected["tolerance"].toInt(), qPrintable(QString::number(difference)));
        QCOMPARE(picture.image.size(), QSize(picture.pixels->width, picture.pixels->height));
        QCOMPARE(picture.notice.isEmpty(), !name.startsWith("moving"));
        QCOMPARE(picture.bytes, fixture(name));
        QCOMPARE(picture.name, name);
    }

    void samePixelsHaveTheSameHash() {
        const auto plain = std::get<app::Picture>(m_import.fromFile(dataFolder + "rgb_8.png"));
        const auto interlaced =
            std::get<app::Picture>(m_import.fromFile(dataFolder + "rgb_8_interlaced.png"));
        const auto other = std::get<app::Picture>(m_import.fromFile(dataFolder + "rgb_alpha_8.png"));
        QCOMPARE(plain.hash.size(), 64);
        QCOMPARE(plain.hash, interlaced.hash);
        QVERIFY(plain.hash != other.hash);
    }

    void theAgentSeesClearPixelsOnWhite() {
        const auto picture = std::get<app::Picture>(m_import.fromFile(dataFolder + "rgb_alpha_8.png"));
        QCOMPARE(picture.image.pixelColor(0, 0), QColor(Qt::white));  // alpha 0 there
        QVERIFY(!picture.image.hasAlphaChannel());
    }

    void pastedPixelsComeBackTheSameFromTheirBytes() {
        QImage image(5, 3, QImage::Format_ARGB32);
        for (int i = 0; i < 15; ++i)
            image.setPixel(i % 5, i / 5, qRgba(i * 16, 255 - i, i * 7, i == 4 ? 0 : 255));
        image.setText("Author", "somebody");
        const auto pasted = std::get<app::Picture>(m_import.fromImage(image, "Clipboard"));
        QCOMPARE(pasted.pixels->rgb[12], std::uint8_t(64));  // the clear pixel keeps its colour
        QVERIFY(!pasted.bytes.contains("somebody"));
        const auto again = std::get<app::Picture>(m_import.fromBytes(pasted.bytes, "Clipboard"));
        QCOMPARE(again.hash, pasted.hash);
    }

    void everyKindOfPastedImageKeepsItsColours_data() {
        QTest::addColumn<int>("format");
        for (int format = QImage::Format_Mono + 2; format < QImage::NImageFormats; ++format) {
            if (format == QImage::Format_Alpha8) continue;  // has no colours
            QTest::newRow(qPrintable(QString::number(format))) << format;
        }
    }
    void everyKindOfPastedImageKeepsItsColours() {
        QFETCH(int, format);
        QImage image(2, 1, QImage::Format_RGB32);
        image.setPixel(0, 0, qRgb(255, 255, 255));
        image.setPixel(1, 0, qRgb(0, 0, 0));
        const auto picture = std::get<app::Picture>(
            m_import.fromImage(image.convertToFormat(QImage::Format(format)), "Clipboard"));
        QCOMPARE(rgbOf(picture), QByteArray("\xFF\xFF\xFF\0\0\0", 6));
    }

    void thumbnailsAreSmallAndNeverEmpty() {
        const auto wide =
            std::get<app::Picture>(m_import.fromImage(QImage(2000, 10, QImage::Format_RGB32), "Clipboard"));
        QCOMPARE(wide.thumbnail.width(), 256);
        QCOMPARE(wide.thumbnail.height(), 1);
        const auto small =
            std::get<app::Picture>(m_import.fromImage(QImage(20, 10, QImage::Format_RGB32), "Clipboard"));
        QCOMPARE(small.thumbnail.size(), QSize(20, 10));
    }

    void aBombIsRefusedByItsHeader() {
        QVERIFY(refusalOf(m_import.fromBytes(pngOfSize(30000, 30000), "bomb.png")).contains("40 megapixels"));
        QVERIFY(!refusalOf(m_import.fromBytes(pngOfSize(0x7FFFFFFF, 0x7FFFFFFF), "bomb.png")).isEmpty());
        QVERIFY(!refusalOf(m_import.fromBytes(pngOfSize(0, 5), "bomb.png")).isEmpty());
    }

    void tooLongAndThinIsRefused() {
        QVERIFY(refusalOf(m_import.fromBytes(pngOfSize(2010, 10), "thin.png")).contains("too long and thin"));
        const QImage thin(1, 201, QImage::Format_RGB32);
        QVERIFY(refusalOf(m_import.fromImage(thin, "Clipboard")).contains("too long and thin"));
        QImage just(1, 200, QImage::Format_RGB32);
        just.fill(Qt::red);
        QCOMPARE(refusalOf(m_import.fromImage(just, "Clipboard")), QString());
    }

    void fortyMegapixelsOfSixteenBitsAreOpened() {
        QImage image(8000, 5000, QImage::Format_RGBX64);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(image.save(&buffer, "PNG", 50));
        image = {};
        QVERIFY(bytes.size() < app::ImageImport::maxBytes);
        const auto result = m_import.fromBytes(bytes, "large.png");
        QCOMPARE(refusalOf(result), QString());
        QCOMPARE(std::get<app::Picture>(result).pixels->width, 8000);
    }

    void cutFilesAreRefused_data() {
        QTest::addColumn<QString>("name");
        const QDir folder(dataFolder);
        for (const QString& name : folder.entryList({"*8.png", "*.jpg", "*.webp", "*.bmp", "*.gif"})) {
            if (!name.startsWith("moving")) QTest::newRow(qPrintable(name)) << name;
        }
    }
    void cutFilesAreRefused() {
        QFETCH(QString, name);
        const QByteArray bytes = fixture(name);
        for (const double part : {0.1, 0.5, 0.9}) {
            const auto result = m_import.fromBytes(bytes.left(qsizetype(double(bytes.size()) * part)), name);
            QVERIFY2(refusalOf(result).contains(name), qPrintable(QString::number(part)));
        }
    }

    void whatIsNoPictureGetsOneSentence() {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::WriteOnly)) file.write(bytes);
            return file.fileName();
        };
        QVERIFY(refusalOf(m_import.fromFile(write("empty.png", {}))).contains("is empty"));
        QVERIFY(refusalOf(m_import.fromFile(write("text.png", "just words"))).contains("not a picture"));
        QVERIFY(refusalOf(m_import.fromFile(write("page.png", "<svg xmlns='http://www.w3.org/2000/svg'/>")))
                    .contains("not a picture"));
        QVERIFY(refusalOf(m_import.fromFile(folder.path())).contains("is a folder"));
        QVERIFY(refusalOf(m_import.fromFile(folder.filePath("gone.png"))).contains("not there"));
        QVERIFY(refusalOf(m_import.fromImage({}, "Clipboard")).contains("holds no picture"));
        QVERIFY(refusalOf(m_import.fromFile("/dev/zero")).contains("not a file"));
    }

    void aPipeDoesNotHang() {
        QTemporaryDir folder;
        const QByteArray path = QFile::encodeName(folder.filePath("pipe.png"));
        QCOMPARE(::mkfifo(path.constData(), 0600), 0);
        QVERIFY(refusalOf(m_import.fromFile(QFile::decodeName(path))).contains("not a file"));
    }

    void aFileWithoutPermissionIsRefused() {
        if (::geteuid() == 0) QSKIP("root may read everything");
        QTemporaryDir folder;
        QFile file(folder.filePath("mine.png"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(fixture("rgb_8.png"));
        file.close();
        QVERIFY(file.setPermissions(QFileDevice::WriteOwner));
        QVERIFY(refusalOf(m_import.fromFile(file.fileName())).contains("cannot be read"));
    }

    void tooManyBytesAreRefusedUnread() {
        QTemporaryDir folder;
        QFile file(folder.filePath("big.png"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(app::ImageImport::maxBytes + 1));
        QVERIFY(refusalOf(m_import.fromFile(file.fileName())).contains("is larger than"));
        QVERIFY(refusalOf(m_import.fromBytes(QByteArray(app::ImageImport::maxBytes + 1, 'x'), "big"))
                    .contains("is larger than"));
    }

    void anExtensionSaysNothing() {
        QTemporaryDir folder;
        QVERIFY(QFile::copy(dataFolder + "colour.jpg", folder.filePath("really.png")));
        QCOMPARE(refusalOf(m_import.fromFile(folder.filePath("really.png"))), QString());
    }

    void randomDamageNeverCrashes() {
        quint32 seed = 12345;
        const auto random = [&seed] { return seed = seed * 1664525 + 1013904223, seed >> 8; };
        for (const char* name :
             {"rgb_8.png", "palette_4_clear.png", "colour.jpg", "lossy.webp", "palette.bmp", "palette.gif"}) {
            for (int round = 0; round < 150; ++round) {
                QByteArray bytes = fixture(name);
                for (int i = 0; i < 4; ++i)
                    bytes[qsizetype(random()) % bytes.size()] = char(random());
                const auto result = m_import.fromBytes(bytes, name);
                const auto* picture = std::get_if<app::Picture>(&result);
                if (picture == nullptr) continue;
                QCOMPARE(picture->pixels->rgb.size(),
                         std::size_t(picture->pixels->width) * std::size_t(picture->pixels->height) * 3);
            }
        }
    }

 private:
    const app::ImageImport m_import;
};

QTEST_MAIN(ImageImportTest)
#include "image_import_test.moc"
