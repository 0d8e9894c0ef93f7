#include "app/images/image_format.h"

#include <QtEndian>

namespace app {
namespace {

/// Reads forward and never beyond the end; after that every read gives 0 and `ok` stays false.
class Cursor {
 public:
    explicit Cursor(const QByteArray& bytes, qsizetype at = 0) : m_bytes(bytes), m_at(at) {}

    bool ok() const { return m_ok; }
    int byte() { return take(1) ? uchar(m_bytes[m_at - 1]) : 0; }
    int big16() { return take(2) ? qFromBigEndian<quint16>(m_bytes.constData() + m_at - 2) : 0; }
    quint32 little32() { return take(4) ? qFromLittleEndian<quint32>(m_bytes.constData() + m_at - 4) : 0; }
    int little16() { return take(2) ? qFromLittleEndian<quint16>(m_bytes.constData() + m_at - 2) : 0; }
    bool skip(qsizetype count) { return take(count); }
    /// To behind the next `value`.
    void skipPast(char value) {
        const qsizetype found = m_ok ? m_bytes.indexOf(value, m_at) : -1;
        m_ok = found >= 0;
        if (m_ok) m_at = found + 1;
    }

 private:
    bool take(qsizetype count) {
        m_ok = m_ok && count >= 0 && count <= m_bytes.size() - m_at;
        if (m_ok) m_at += count;
        return m_ok;
    }

    const QByteArray& m_bytes;
    qsizetype m_at;
    bool m_ok = true;
};

/// Walks segments and scans to the end-of-image marker. (ITU T.81, annex B)
bool jpegReachesItsEnd(const QByteArray& bytes) {
    Cursor cursor(bytes, 2);  // behind start-of-image
    while (cursor.ok()) {
        cursor.skipPast('\xFF');  // also passes over a scan's data
        int marker = cursor.byte();
        while (cursor.ok() && marker == 0xFF)
            marker = cursor.byte();  // fill bytes
        if (!cursor.ok()) return false;
        if (marker == 0xD9) return true;
        const bool hasNoLength = marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
        if (!hasNoLength) cursor.skip(cursor.big16() - 2);
    }
    return false;
}

/// Walks to the end of the first frame's data. (GIF89a, sections 17 to 23)
bool gifReachesItsEnd(const QByteArray& bytes) {
    Cursor cursor(bytes, 10);
    const auto colorTable = [](int flags) { return (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0; };
    const auto skipBlocks = [&cursor] {
        for (int size = cursor.byte(); cursor.ok() && size > 0; size = cursor.byte())
            cursor.skip(size);
    };
    const int flags = cursor.byte();
    cursor.skip(2 + colorTable(flags));
    while (cursor.ok()) {
        const int kind = cursor.byte();
        if (!cursor.ok()) return false;
        if (kind == 0x3B) return true;  // no frame at all: the decoder says so
        if (kind == 0x21) {
            cursor.skip(1);
            skipBlocks();
            continue;
        }
        if (kind != 0x2C) return true;  // not a cut but damage: the decoder says so
        cursor.skip(8);
        const int frameFlags = cursor.byte();
        cursor.skip(colorTable(frameFlags) + 1);
        skipBlocks();
        return cursor.ok();
    }
    return false;
}

/// Compares the rows of an uncompressed picture, and the size a compressed one says, with what is there.
bool bmpReachesItsEnd(const QByteArray& bytes) {
    Cursor cursor(bytes, 10);
    const qint64 offset = cursor.little32();
    const quint32 headerSize = cursor.little32();
    if (!cursor.ok()) return false;
    if (headerSize < 40) return true;  // OS/2: left to the decoder
    const qint64 width = qint32(cursor.little32());
    const qint64 height = qint32(cursor.little32());
    cursor.skip(2);
    const qint64 bits = cursor.little16();
    const quint32 compression = cursor.little32();
    const qint64 imageSize = cursor.little32();
    if (!cursor.ok()) return false;
    const bool isRunLength = compression == 1 || compression == 2;
    const qint64 rows = (width * bits + 31) / 32 * 4 * qAbs(height);
    return bytes.size() - offset >= (isRunLength ? imageSize : rows);
}

}  // namespace

QByteArray imageFormatOf(const QByteArray& bytes) {
    if (bytes.startsWith("\x89PNG\r\n\x1a\n")) return "png";
    if (bytes.startsWith("\xFF\xD8\xFF")) return "jpeg";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP") return "webp";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a")) return "gif";
    if (bytes.startsWith("BM") && bytes.size() > 14) return "bmp";
    return {};
}

bool reachesItsEnd(const QByteArray& bytes, const QByteArray& format) {
    if (format == "jpeg") return jpegReachesItsEnd(bytes);
    if (format == "gif") return gifReachesItsEnd(bytes);
    if (format == "bmp") return bmpReachesItsEnd(bytes);
    return true;
}

}  // namespace app
