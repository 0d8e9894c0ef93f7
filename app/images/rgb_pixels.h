#pragma once

#include <memory>

#include <QByteArray>
#include <QImage>

namespace engine {
struct Image;
}

namespace app {

/// What the model sees: the stored red, green and blue of every pixel, [height, width, 3]. Equal to Pillow's
/// convert("RGB"): alpha is dropped and nothing is composited, so a fully transparent pixel keeps its stored
/// colour; grey and palettes are expanded; of 16 bits the upper 8 are taken; colour profiles and gamma are
/// ignored.
std::shared_ptr<const engine::Image> rgbPixels(const QImage& image);

/// What the agent sees: the picture on white, without alpha.
QImage onWhite(const QImage& image);

/// SHA-256 over width and height (little-endian 32 bits each) and the pixels; lower-case hex.
QByteArray pixelHash(const engine::Image& image);

}  // namespace app
