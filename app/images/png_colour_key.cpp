#include "app/images/png_colour_key.h"

#include <QtEndian>

namespace app {
namespace {

constexpr qsizetype signatureSize = 8;
constexpr qsizetype colourTypeAt = 25;
constexpr qsizetype chunkOverhead = 12;  // length, kind and checksum

}  // namespace

QByteArray withoutColourKey(const QByteArray& png) {
    if (png.size() <= colourTypeAt) return png;
    const char colourType = png[colourTypeAt];
    if (colourType != 0 && colourType != 2) return png;
    for (qsizetype at = signatureSize; at + chunkOverhead <= png.size();) {
        const qsizetype size = qFromBigEndian<quint32>(png.constData() + at) + chunkOverhead;
        const QByteArrayView kind(png.constData() + at + 4, 4);
        if (size > png.size() - at || kind == "IDAT") break;
        if (kind == "tRNS") return png.left(at) + png.mid(at + size);
        at += size;
    }
    return png;
}

}  // namespace app
