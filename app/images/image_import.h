#pragma once

#include <variant>

#include <QByteArray>
#include <QImage>
#include <QString>

#include "app/images/picture.h"

namespace app {

/// One sentence in the user's language that says what to do next.
struct Refusal {
    QString sentence;
};

using ImportResult = std::variant<Picture, Refusal>;

/// Opens pictures under limits, from bytes that nobody vouches for: the type is told by content, the size by
/// the header before anything is decoded, and of an animation the first frame is taken. The members may be
/// called on any thread; the object is made on the main thread.
class ImageImport final {
 public:
    static constexpr qint64 maxBytes = 32LL * 1024 * 1024;
    static constexpr qint64 maxPixels = 40'000'000;
    static constexpr int maxAspect = 200;
    static constexpr int thumbnailSide = 256;

    ImageImport();

    ImportResult fromFile(const QString& path) const;
    ImportResult fromBytes(const QByteArray& bytes, const QString& name) const;
    ImportResult fromImage(const QImage& image, const QString& name) const;
};

}  // namespace app
