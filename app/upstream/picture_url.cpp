#include "app/upstream/picture_url.h"

#include <cmath>
#include <new>

#include <QBuffer>
#include <QImage>
#include <QImageWriter>

namespace app {
namespace {

constexpr double pixelsOfToken = 28.0 * 28.0;
constexpr int quickCompression = 70;  // Qt's "quality" of PNG is how little it packs: zlib's level 3

QImage scaled(const QImage& image, int mostTokens) {
    const double pixels = double(image.width()) * image.height();
    const double most = mostTokens * pixelsOfToken;
    if (mostTokens <= 0 || pixels <= most) return image;
    const double factor = std::sqrt(most / pixels);
    const QSize size(std::max(1, int(image.width() * factor)), std::max(1, int(image.height() * factor)));
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

std::string pictureUrl(const engine::Image& image, int mostTokens) {
    const QImage pixels(image.rgb.data(), image.width, image.height, image.width * 3, QImage::Format_RGB888);
    QByteArray file;
    QBuffer buffer(&file);
    QImageWriter writer(&buffer, "png");
    writer.setQuality(quickCompression);
    if (!writer.write(scaled(pixels, mostTokens))) throw std::bad_alloc();
    return "data:image/png;base64," + file.toBase64().toStdString();
}

}  // namespace app
