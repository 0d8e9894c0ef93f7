#pragma once

#include <QByteArray>

namespace app {

/// Qt's name of the format that the bytes' own beginning shows: png, jpeg, webp, bmp, gif; empty for anything
/// else. A file's extension says nothing.
QByteArray imageFormatOf(const QByteArray& bytes);

/// False when the file's own structure shows that its end is missing. JPEG, GIF and BMP decoders paint what
/// is missing grey or black and report no error; those of PNG and WebP do report it, so they always pass
/// here.
bool reachesItsEnd(const QByteArray& bytes, const QByteArray& format);

}  // namespace app
