#include "app/images/image_import.h"

#include <algorithm>
#include <optional>

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QLocale>

#include "app/images/image_format.h"
#include "app/images/png_colour_key.h"
#include "app/images/rgb_pixels.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImageImport)
};

Refusal refusalOfBytes(const QString& name) {
    return {Text::tr("%1 is larger than %2: save a smaller version, or cut out the part in question.")
                .arg(name, QLocale().formattedDataSize(ImageImport::maxBytes, 0))};
}

Refusal damaged(const QString& name) {
    return {Text::tr("%1 is damaged: save or download it again, or take a new screenshot.").arg(name)};
}

std::optional<Refusal> checkSize(const QSize& size, const QString& name) {
    if (size.isEmpty()) return damaged(name);
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels > ImageImport::maxPixels) {
        return Refusal{
            Text::tr("%1 has %2 × %3 pixels, more than 40 megapixels: make it smaller, or cut out the part "
                     "in question.")
                .arg(name)
                .arg(size.width())
                .arg(size.height())};
    }
    const int longer = std::max(size.width(), size.height());
    const int shorter = std::min(size.width(), size.height());
    if (longer > qint64(shorter) * ImageImport::maxAspect) {
        return Refusal{Text::tr("%1 is too long and thin (%2 × %3 pixels): cut out the part in question.")
                           .arg(name)
                           .arg(size.width())
                           .arg(size.height())};
    }
    return {};
}

QImage thumbnailOf(const QImage& image) {
    const QSize side(ImageImport::thumbnailSide, ImageImport::thumbnailSide);
    if (image.width() <= side.width() && image.height() <= side.height()) return image;
    const QSize size = image.size().scaled(side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// `decoded` upright and within the limits.
Picture pictureOf(const QImage& decoded, const QByteArray& bytes, const QString& name) {
    Picture picture;
    picture.name = name;
    picture.bytes = bytes;
    picture.pixels = rgbPixels(decoded);
    picture.hash = pixelHash(*picture.pixels);
    picture.image = onWhite(decoded);
    picture.thumbnail = thumbnailOf(picture.image);
    return picture;
}

QByteArray encoded(const QImage& image, const char* format, int quality = -1) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

}  // namespace

ImageImport::ImageImport() {
    // Qt's own limit is 128 MiB; 40 megapixels of 16-bit RGBA need more. Ours is checked before decoding.
    constexpr int megabytes = maxPixels * 8 / (1024 * 1024) + 64;
    if (QImageReader::allocationLimit() < megabytes) QImageReader::setAllocationLimit(megabytes);
}

ImportResult ImageImport::fromFile(const QString& path) const {
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (!info.exists()) {
        return Refusal{Text::tr("%1 is not there any more: choose the picture again.").arg(path)};
    }
    if (info.isDir()) {
        return Refusal{Text::tr("%1 is a folder: open it and choose the pictures inside.").arg(path)};
    }
    if (!info.isFile()) return Refusal{Text::tr("%1 is not a file: choose a picture.").arg(path)};
    if (info.size() > maxBytes) return refusalOfBytes(name);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Refusal{Text::tr("%1 cannot be read (%2): check its permissions, or copy it elsewhere.")
                           .arg(path, file.errorString())};
    }
    return fromBytes(file.read(maxBytes + 1), name);
}

ImportResult ImageImport::fromBytes(const QByteArray& bytes, const QString& name) const {
    if (bytes.isEmpty()) return Refusal{Text::tr("%1 is empty: save or download it again.").arg(name)};
    if (bytes.size() > maxBytes) return refusalOfBytes(name);
    const QByteArray format = imageFormatOf(bytes);
    if (format.isEmpty()) {
        return Refusal{
            Text::tr("%1 is not a picture of a known kind: save it as PNG, JPEG, WebP, BMP or GIF.")
                .arg(name)};
    }
    if (!reachesItsEnd(bytes, format)) {
        return Refusal{Text::tr("%1 is cut off: save or download it again.").arg(name)};
    }
    QBuffer buffer;
    buffer.setData(format == "png" ? withoutColourKey(bytes) : bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);  // no other decoder gets to see the bytes
    reader.setAutoTransform(true);           // upright, as the camera held it
    if (auto refusal = checkSize(reader.size(), name)) return *refusal;
    const bool isAnimation = reader.supportsAnimation() && reader.imageCount() > 1;
    const QImage image = reader.read();
    if (image.isNull()) return damaged(name);
    // What was decoded counts too: a header may lie.
    if (auto refusal = checkSize(image.size(), name)) return *refusal;
    Picture picture = pictureOf(image, bytes, name);
    if (picture.image.isNull()) return damaged(name);
    if (isAnimation) picture.notice = Text::tr("%1 moves; only its first frame is used.").arg(name);
    return picture;
}

ImportResult ImageImport::fromImage(const QImage& image, const QString& name) const {
    if (image.isNull()) return Refusal{Text::tr("%1 holds no picture: copy it again.").arg(name)};
    if (auto refusal = checkSize(image.size(), name)) return *refusal;
    QImage flat =
        image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (const QString& key : flat.textKeys())
        flat.setText(key, {});  // nothing of its origin is kept
    flat.setDevicePixelRatio(1);
    const QByteArray bytes = encoded(flat, "PNG");
    if (bytes.isEmpty()) return damaged(name);
    if (bytes.size() > maxBytes) {
        // A large photograph: a good JPEG of it fits, and is what everybody sees from here on.
        constexpr int quality = 95;
        return fromBytes(encoded(onWhite(flat), "JPEG", quality), name);
    }
    return pictureOf(flat, bytes, name);
}

}  // namespace app
