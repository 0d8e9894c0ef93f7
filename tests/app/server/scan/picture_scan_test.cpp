#include "app/server/scan/picture_scan.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QtEndian>
#include <QtTest>

#include "app/images/image_import.h"
#include "app/images/rgb_pixels.h"

using namespace app;

namespace {

std::string fixture(const char* name) {
    QFile file(QStringLiteral(GLANCEDESK_SOURCE_DIR "/tests/data/images/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string encoded(const QImage& image, const char* format, const QString& comment = {}) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    if (!comment.isEmpty()) writer.setText("Comment", comment);
    writer.write(image);
    return bytes.toStdString();
}

QImage gradient(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, (x + y) % 256));
    }
    return image;
}

/// A PNG that says another size than it has; its checksum is right.
std::string sizedPng(std::uint32_t width, std::uint32_t height) {
    QByteArray png = QByteArray::fromStdString(encoded(gradient(8, 8), "png"));
    qToBigEndian(width, png.data() + 16);
    qToBigEndian(height, png.data() + 20);
    std::uint32_t crc = 0xFFFFFFFFU;
    for (int i = 12; i < 29; ++i) {
        crc ^= static_cast<std::uint8_t>(png[i]);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
    }
    qToBigEndian(~crc, png.data() + 29);
    return png.toStdString();
}

/// The error of either step; -1 when it is fine.
template <class Result>
int errorOf(const Result& result) {
    const auto* error = std::get_if<ScanError>(&result);
    return error == nullptr ? -1 : static_cast<int>(*error);
}

}  // namespace

class PictureScanTest final : public QObject {
    Q_OBJECT

 private slots:
    void onlyPixelsComeOut_data() {
        QTest::addColumn<QString>("file");
        for (const char* name :
             {"rgb_8.png", "palette_4_clear.png", "grey_16.png", "colour.jpg", "progressive.jpg",
              "turned.jpg", "cmyk.jpg", "lossy.webp", "lossless.webp", "alpha.webp"}) {
            QTest::newRow(name) << name;
        }
    }
    void onlyPixelsComeOut() {
        QFETCH(QString, file);
        const std::string bytes = fixture(qPrintable(file));
        QVERIFY(!bytes.empty());
        const PictureScan scan;
        const auto head = scan.header(bytes);
        QCOMPARE(errorOf(head), -1);
        const auto result = scan.scan(bytes, true);
        QCOMPARE(errorOf(result), -1);
        const auto& picture = std::get<ScannedPicture>(result);
        // The window's import reads the same pixels and gives them the same name.
        const auto window = ImageImport().fromBytes(QByteArray::fromStdString(bytes), file);
        QCOMPARE(picture.pixels->rgb, std::get<Picture>(window).pixels->rgb);
        QCOMPARE(picture.hash, std::get<Picture>(window).hash.toStdString());
        QCOMPARE(std::get<PictureHeader>(head).pixels(),
                 std::int64_t{picture.pixels->width} * picture.pixels->height);
        // The clean file has the same pixels again.
        const auto again = scan.scan(picture.clean);
        QCOMPARE(std::get<ScannedPicture>(again).hash, picture.hash);
        QVERIFY(std::get<ScannedPicture>(again).clean.empty());
    }

    void whatIsHiddenInAPictureStaysBehind() {
        const std::string hidden = "GLANCEDESK-HIDDEN-WORDS";
        const std::string bytes =
            encoded(gradient(40, 30), "png", QString::fromStdString(hidden)) + hidden + "<?php evil ?>";
        QVERIFY(bytes.find(hidden) != std::string::npos);
        const auto result = PictureScan().scan(bytes, true);
        QCOMPARE(errorOf(result), -1);
        const auto& picture = std::get<ScannedPicture>(result);
        QVERIFY(picture.clean.find(hidden) == std::string::npos);
        QVERIFY(picture.clean.find("php") == std::string::npos);
        QVERIFY(picture.clean.find("tEXt") == std::string::npos);
        const auto pixels = rgbPixels(gradient(40, 30));
        QCOMPARE(picture.pixels->rgb, pixels->rgb);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("error");
        const auto row = [](const char* name, const std::string& bytes, ScanError error) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << static_cast<int>(error);
        };
        row("nothing", "", ScanError::Empty);
        row("text", "just words", ScanError::UnknownType);
        row("a page", "<svg xmlns='http://www.w3.org/2000/svg'/>", ScanError::UnknownType);
        row("a program", std::string("\x7F") + "ELF" + std::string(200, '\0'), ScanError::UnknownType);
        row("GIF", fixture("palette.gif"), ScanError::UnknownType);
        row("BMP", fixture("colour.bmp"), ScanError::UnknownType);
        row("moving WebP", fixture("moving.webp"), ScanError::Animated);
        const std::string jpeg = fixture("colour.jpg");
        row("cut JPEG", jpeg.substr(0, jpeg.size() / 2), ScanError::Cut);
        const std::string png = encoded(gradient(64, 64), "png");
        row("cut PNG", png.substr(0, png.size() / 2), ScanError::Damaged);
        row("PNG's name alone", png.substr(0, 8), ScanError::Damaged);
        row("a bomb", sizedPng(60'000, 60'000), ScanError::TooManyPixels);
        row("the largest that can be said", sizedPng(0x7FFFFFFF, 0x7FFFFFFF), ScanError::Damaged);
        row("no width", sizedPng(0, 8), ScanError::Damaged);
        row("thin", sizedPng(8, 1601), ScanError::TooThin);
        row("larger than its data", sizedPng(8, 1600), ScanError::Damaged);
        std::string moving = png;
        moving.insert(33, std::string("\0\0\0\x08", 4) + "acTL" +
                              std::string("\0\0\0\x02\0\0\0\0\xF3\x8D\x93\x70", 12));
        row("moving PNG", moving, ScanError::Animated);
    }
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, error);
        const auto result = PictureScan().scan(bytes.toStdString());
        if (QByteArray(QTest::currentDataTag()) == "the largest that can be said") {
            // libpng may refuse it before we see a size.
            QVERIFY(errorOf(result) == error || errorOf(result) == int(ScanError::TooManyPixels));
            return;
        }
        QCOMPARE(errorOf(result), error);
        const std::string sentence = sentenceOf(static_cast<ScanError>(error));
        QVERIFY(sentence.size() > 10 && sentence.back() == '.');
    }

    void theHeaderAloneShowsTheSizeBeforeDecoding() {
        // Its pixels are missing altogether, so nothing can have been decoded.
        const auto head = PictureScan().header(sizedPng(1000, 900));
        QCOMPARE(errorOf(head), -1);
        QCOMPARE(std::get<PictureHeader>(head).width, 1000);
        QCOMPARE(std::get<PictureHeader>(head).pixels(), 900'000);
        QCOMPARE(errorOf(PictureScan({1 << 20, 899'999}).header(sizedPng(1000, 900))),
                 int(ScanError::TooManyPixels));
        QCOMPARE(errorOf(PictureScan({50, 899'999}).header(sizedPng(8, 8))), int(ScanError::TooManyBytes));
    }

    void takesTheSmallest() {
        for (const char* format : {"png", "jpeg", "webp"}) {
            const auto result = PictureScan().scan(encoded(gradient(1, 1), format), true);
            QCOMPARE(errorOf(result), -1);
            QCOMPARE(std::get<ScannedPicture>(result).pixels->rgb.size(), std::size_t{3});
        }
    }

    void everyCutAndManyChangedBytesEndWell() {
        for (const char* name : {"rgb_8.png", "colour.jpg", "lossy.webp"}) {
            const std::string bytes = fixture(name);
            for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 60)
                static_cast<void>(PictureScan().scan(bytes.substr(0, size)));
            for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 200) {
                std::string changed = bytes;
                changed[at] = static_cast<char>(changed[at] ^ 0x55);
                const auto result = PictureScan().scan(changed);
                if (const auto* picture = std::get_if<ScannedPicture>(&result)) {
                    const auto& pixels = *picture->pixels;
                    QCOMPARE(pixels.rgb.size(), std::size_t(pixels.width) * std::size_t(pixels.height) * 3);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(PictureScanTest)
#include "picture_scan_test.moc"
