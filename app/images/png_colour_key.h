#pragma once

#include <QByteArray>

namespace app {

/// The PNG without its tRNS chunk when it is grey or RGB (where that chunk names one colour as clear); any
/// other as it is. Qt paints such a grey black and, in 6.4, mixes up the channels of a 16-bit RGB; without
/// the chunk every pixel keeps its stored colour. Damage is left to the decoder.
QByteArray withoutColourKey(const QByteArray& png);

}  // namespace app
