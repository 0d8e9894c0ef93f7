#include "app/images/rgb_pixels.h"

#include <QCryptographicHash>
#include <QPainter>
#include <QRgba64>
#include <QtEndian>

#include "engine/image.h"

namespace app {
namespace {

/// Calls put(pixel, out) for every pixel of type Pixel.
template <class Pixel, class Put>
void eachPixel(const QImage& image, std::uint8_t* out, const Put& put) {
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const Pixel*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x, out += 3)
            put(row[x], out);
    }
}

void putRgb(QRgb pixel, std::uint8_t* out) {
    out[0] = static_cast<std::uint8_t>(qRed(pixel));
    out[1] = static_cast<std::uint8_t>(qGreen(pixel));
    out[2] = static_cast<std::uint8_t>(qBlue(pixel));
}

void putRgba64(QRgba64 pixel, std::uint8_t* out) {
    out[0] = static_cast<std::uint8_t>(pixel.red() >> 8);
    out[1] = static_cast<std::uint8_t>(pixel.green() >> 8);
    out[2] = static_cast<std::uint8_t>(pixel.blue() >> 8);
}

void putGrey(std::uint8_t grey, std::uint8_t* out) {
    out[0] = out[1] = out[2] = grey;
}

/// An index beyond the palette is black.
void putPalette(const QImage& image, std::uint8_t* out) {
    QList<QRgb> colours = image.colorTable();
    colours.resize(256);
    const bool isByte = image.format() == QImage::Format_Indexed8;
    const int flip = image.format() == QImage::Format_Mono ? 7 : 0;  // the first pixel is the highest bit
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t* row = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x, out += 3) {
            putRgb(colours[isByte ? row[x] : row[x / 8] >> ((x % 8) ^ flip) & 1], out);
        }
    }
}

}  // namespace

std::shared_ptr<const engine::Image> rgbPixels(const QImage& image) {
    auto result = std::make_shared<engine::Image>();
    result->width = image.width();
    result->height = image.height();
    result->rgb.resize(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()) *
                       3);
    std::uint8_t* out = result->rgb.data();
    // Read by hand: QImage's own conversions go through premultiplied alpha and lose the colour of clear
    // pixels.
    switch (image.format()) {
        case QImage::Format_Mono:
        case QImage::Format_MonoLSB:
        case QImage::Format_Indexed8:
            putPalette(image, out);
            break;
        case QImage::Format_RGB32:
        case QImage::Format_ARGB32:
            eachPixel<QRgb>(image, out, putRgb);
            break;
        case QImage::Format_Grayscale8:
            eachPixel<std::uint8_t>(image, out, putGrey);
            break;
        case QImage::Format_Grayscale16:
            eachPixel<quint16>(image, out, [](quint16 grey, std::uint8_t* o) {
                putGrey(static_cast<std::uint8_t>(grey >> 8), o);
            });
            break;
        case QImage::Format_RGBX64:
        case QImage::Format_RGBA64:
            eachPixel<QRgba64>(image, out, putRgba64);
            break;
        default:
            eachPixel<QRgb>(image.convertToFormat(QImage::Format_ARGB32), out, putRgb);
            break;
    }
    return result;
}

QImage onWhite(const QImage& image) {
    QImage opaque(image.size(), QImage::Format_RGB32);
    if (opaque.isNull()) return opaque;
    opaque.fill(Qt::white);
    QImage source = image;
    source.setDevicePixelRatio(1);
    QPainter painter(&opaque);
    painter.drawImage(0, 0, source);
    return opaque;
}

QByteArray pixelHash(const engine::Image& image) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const quint32 size[2] = {qToLittleEndian(quint32(image.width)), qToLittleEndian(quint32(image.height))};
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(size), sizeof size));
    hash.addData(
        QByteArrayView(reinterpret_cast<const char*>(image.rgb.data()), qsizetype(image.rgb.size())));
    return hash.result().toHex();
}

}  // namespace app
