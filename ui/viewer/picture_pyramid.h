#pragma once

#include <vector>

#include <QImage>
#include <QObject>
#include <QTimer>

namespace ui {

/// Halved copies of a large picture, so that a small view of it is sharp without averaging millions of pixels
/// at every paint. Built in slices of a few milliseconds on the main thread: the window stays quick, and no
/// thread is needed.
class PicturePyramid final : public QObject {
    Q_OBJECT

 public:
    explicit PicturePyramid(const QImage& image, QObject* parent = nullptr);

    /// The smallest level that still has a pixel for each of the view's, among those that are ready.
    const QImage& levelFor(double scale) const;
    bool isReady() const { return !m_slice.isActive(); }

 signals:
    void levelReady();

 private:
    void buildSlice();

    std::vector<QImage> m_levels;
    QImage m_next;
    int m_nextRow = 0;
    QTimer m_slice;
};

}  // namespace ui
