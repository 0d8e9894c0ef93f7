#include "ui/viewer/picture_pyramid.h"

#include <algorithm>
#include <utility>

#include <QElapsedTimer>

namespace ui {

namespace {

constexpr int kSmallest = 512;  // a side below which halving is not worth it
constexpr qint64 kSliceMilliseconds = 6;

int mean(int a, int b, int c, int d) {
    return (a + b + c + d + 2) / 4;
}

/// One row of the halved picture out of two rows of a 32-bit one with premultiplied alpha.
void halveRow(const QImage& source, int sourceRow, QImage& target, int row) {
    const auto* upper = reinterpret_cast<const QRgb*>(source.constScanLine(sourceRow));
    const auto* lower =
        reinterpret_cast<const QRgb*>(source.constScanLine(std::min(sourceRow + 1, source.height() - 1)));
    auto* out = reinterpret_cast<QRgb*>(target.scanLine(row));
    for (int x = 0; x < target.width(); ++x) {
        const int left = 2 * x;
        const int right = std::min(left + 1, source.width() - 1);
        const QRgb p[] = {upper[left], upper[right], lower[left], lower[right]};
        out[x] = qRgba(mean(qRed(p[0]), qRed(p[1]), qRed(p[2]), qRed(p[3])),
                       mean(qGreen(p[0]), qGreen(p[1]), qGreen(p[2]), qGreen(p[3])),
                       mean(qBlue(p[0]), qBlue(p[1]), qBlue(p[2]), qBlue(p[3])),
                       mean(qAlpha(p[0]), qAlpha(p[1]), qAlpha(p[2]), qAlpha(p[3])));
    }
}

}  // namespace

PicturePyramid::PicturePyramid(const QImage& image, QObject* parent) : QObject(parent) {
    m_levels.push_back(image);
    connect(&m_slice, &QTimer::timeout, this, &PicturePyramid::buildSlice);
    if (std::max(image.width(), image.height()) > 2 * kSmallest) m_slice.start(0);
}

const QImage& PicturePyramid::levelFor(double scale) const {
    std::size_t level = 0;
    double factor = 1;
    while (level + 1 < m_levels.size() && factor / 2 >= scale) {
        factor /= 2;
        ++level;
    }
    return m_levels[level];
}

void PicturePyramid::buildSlice() {
    QElapsedTimer clock;
    clock.start();
    const QImage& source = m_levels.back();
    if (m_next.isNull()) {
        m_next =
            QImage((source.width() + 1) / 2, (source.height() + 1) / 2, QImage::Format_ARGB32_Premultiplied);
        m_nextRow = 0;
    }
    while (m_nextRow < m_next.height() && clock.elapsed() < kSliceMilliseconds) {
        // Converted strip by strip: whole, the conversion alone would stall the window.
        constexpr int kStrip = 16;
        const int top = 2 * m_nextRow;
        const QImage strip = source.copy(0, top, source.width(), std::min(2 * kStrip, source.height() - top))
                                 .convertToFormat(QImage::Format_ARGB32_Premultiplied);
        for (int row = 0; row < kStrip && m_nextRow < m_next.height(); ++row, ++m_nextRow) {
            halveRow(strip, 2 * row, m_next, m_nextRow);
        }
    }
    if (m_nextRow < m_next.height()) return;
    m_levels.push_back(std::exchange(m_next, {}));
    if (std::max(m_levels.back().width(), m_levels.back().height()) <= 2 * kSmallest) m_slice.stop();
    emit levelReady();
}

}  // namespace ui
