#include "app/server/scan/picture_scan.h"

#include <algorithm>
#include <optional>

#include <QBuffer>
#include <QImageReader>
#include <QImageWriter>

#include "app/images/image_format.h"
#include "app/images/image_import.h"
#include "app/images/png_colour_key.h"
#include "app/images/rgb_pixels.h"
#include "app/server/crypto/digest.h"
#include "app/server/scan/clamd_scan.h"

namespace app {
namespace {

QByteArray viewAsBytes(std::string_view bytes) {
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

const char* formatOf(const QByteArray& bytes) {
    const QByteArray format = imageFormatOf(bytes);
    for (const char* served : {"png", "jpeg", "webp"}) {
        if (format == served) return served;
    }
    return nullptr;
}

/// An animated PNG says so before its pixels. Qt reads its first frame and does not tell.
bool isAnimatedPng(const QByteArray& png) {
    const qsizetype control = png.indexOf("acTL");
    return control >= 0 && control < png.indexOf("IDAT");
}

std::optional<ScanError> sizeError(const QSize& size, const ScanLimits& limits) {
    if (size.isEmpty()) return ScanError::Damaged;
    if (std::int64_t{size.width()} * size.height() > limits.maxPixels) return ScanError::TooManyPixels;
    const std::int64_t longer = std::max(size.width(), size.height());
    const std::int64_t shorter = std::min(size.width(), size.height());
    if (longer > shorter * ImageImport::maxAspect) return ScanError::TooThin;
    return std::nullopt;
}

/// Stored, not packed: quick.
std::string pngOf(const engine::Image& image) {
    const QImage pixels(image.rgb.data(), image.width, image.height, qsizetype{image.width} * 3,
                        QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    writer.setCompression(0);
    return writer.write(pixels) ? bytes.toStdString() : std::string();
}

/// As app::pixelHash, with libcrypto's quicker SHA-256.
std::string hashOf(const engine::Image& image) {
    std::string bytes;
    bytes.reserve(8 + image.rgb.size());
    for (const int side : {image.width, image.height}) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(side >> shift & 0xFF);
    }
    bytes.append(reinterpret_cast<const char*>(image.rgb.data()), image.rgb.size());
    return hexOf(sha256(bytes));
}

}  // namespace

const char* sentenceOf(ScanError error) {
    switch (error) {
        case ScanError::Empty:
            return "The picture is empty.";
        case ScanError::TooManyBytes:
            return "The picture's file is too large: send a smaller version.";
        case ScanError::UnknownType:
            return "The picture is no PNG, JPEG or WebP by its content.";
        case ScanError::Cut:
            return "The picture is cut off: its end is missing.";
        case ScanError::TooManyPixels:
            return "The picture has too many pixels: send a smaller version.";
        case ScanError::TooThin:
            return "The picture is too long and thin: its sides may differ 200 times at most.";
        case ScanError::Animated:
            return "The picture moves: send a single frame.";
        case ScanError::Infected:
            return "The picture was refused by the virus scan.";
        case ScanError::ScannerDown:
            return "The virus scan cannot be reached: try again later.";
        case ScanError::Damaged:
            break;
    }
    return "The picture is damaged and cannot be read.";
}

PictureScan::PictureScan(ScanLimits limits, const ClamdScan* clamd) : m_limits(limits), m_clamd(clamd) {
    // Sets Qt's own limit above ours, which is checked before decoding.
    const ImageImport raisesQtsLimit;
    static_cast<void>(raisesQtsLimit);
}

std::variant<PictureHeader, ScanError> PictureScan::header(std::string_view view) const {
    if (view.empty()) return ScanError::Empty;
    if (static_cast<std::int64_t>(view.size()) > m_limits.maxBytes) return ScanError::TooManyBytes;
    const QByteArray bytes = viewAsBytes(view);
    const char* format = formatOf(bytes);
    if (format == nullptr) return ScanError::UnknownType;
    if (!reachesItsEnd(bytes, format)) return ScanError::Cut;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    const QSize size = reader.size();
    if (const auto error = sizeError(size, m_limits)) return *error;
    if (qstrcmp(format, "png") == 0 && isAnimatedPng(bytes)) return ScanError::Animated;
    if (qstrcmp(format, "webp") == 0 && reader.supportsAnimation() && reader.imageCount() > 1) {
        return ScanError::Animated;
    }
    return PictureHeader{format, size.width(), size.height()};
}

std::variant<ScannedPicture, ScanError> PictureScan::scan(std::string_view view, bool withClean) const {
    const auto head = header(view);
    if (const auto* error = std::get_if<ScanError>(&head)) return *error;
    const char* format = std::get<PictureHeader>(head).format;
    const QByteArray bytes = viewAsBytes(view);
    QBuffer buffer;
    buffer.setData(qstrcmp(format, "png") == 0 ? withoutColourKey(bytes) : bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);  // no other decoder gets to see the bytes
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull()) return ScanError::Damaged;
    // What was decoded counts too: a header may lie.
    if (const auto error = sizeError(image.size(), m_limits)) return *error;

    ScannedPicture picture;
    picture.pixels = rgbPixels(image);
    picture.hash = hashOf(*picture.pixels);
    if (m_clamd == nullptr && !withClean) return picture;
    picture.clean = pngOf(*picture.pixels);
    if (picture.clean.empty()) return ScanError::Damaged;
    if (m_clamd != nullptr) {
        const ClamdVerdict verdict = m_clamd->scan(picture.clean);
        if (verdict == ClamdVerdict::Infected) return ScanError::Infected;
        if (verdict == ClamdVerdict::Down && m_clamd->whenDown() == ClamdDown::Refuse)
            return ScanError::ScannerDown;
    }
    return picture;
}

}  // namespace app
