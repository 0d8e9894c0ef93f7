#include "app/images/picture_plan.h"

#include <algorithm>
#include <cmath>

#include <QDir>
#include <QFile>

#include "engine/error.h"
#include "engine/model/config.h"
#include "engine/vision/image_grid.h"

namespace app {
namespace {

constexpr double tall = 2;         ///< height to width from which a picture counts as a scrolling shot
constexpr double tooSmall = 0.75;  ///< shrunk below this, small print is hard to read
constexpr int mostSlices = 8;
constexpr double overlap = 0.08;  ///< of a slice's height
constexpr int leastOverlap = 48;  ///< pixels: about two lines of text

std::filesystem::path pathOf(const QString& folder, const char* file) {
    return QFile::encodeName(QDir(folder).filePath(QString::fromLatin1(file))).toStdString();
}

/// `count` parts of the same height.
QList<QRect> parts(const QSize& size, int count) {
    const int shared = std::max(leastOverlap, int(size.height() * overlap / count));
    const int height = std::min(size.height(), (size.height() + shared * (count - 1) + count - 1) / count);
    QList<QRect> list;
    for (int i = 0; i < count; ++i) {
        const int top = std::min(i * (height - shared), size.height() - height);
        list += QRect(0, top, size.width(), height);
    }
    return list;
}

}  // namespace

std::optional<PicturePlanner> PicturePlanner::of(const QString& folder, int mostTokens) {
    try {
        const auto config = engine::readModelConfig(pathOf(folder, "config.json"));
        return PicturePlanner(std::make_shared<const engine::ImageSettings>(engine::readImageSettings(
                                  pathOf(folder, "preprocessor_config.json"), config.vision)),
                              mostTokens);
    } catch (const engine::EngineError&) {
        return std::nullopt;
    }
}

std::optional<PicturePlan> PicturePlanner::plan(const QSize& size) const {
    try {
        const engine::ImageGrid grid = engine::gridOf(size.width(), size.height(), *m_settings, m_mostTokens);
        PicturePlan plan;
        plan.tokens = static_cast<int>(grid.patches() / (m_settings->merge * m_settings->merge));
        plan.seen = QSize(static_cast<int>(grid.columns), static_cast<int>(grid.rows)) * m_settings->patch;
        plan.scale = std::sqrt(double(plan.seen.width()) * plan.seen.height() /
                               (double(size.width()) * size.height()));
        return plan;
    } catch (const engine::EngineError&) {
        return std::nullopt;
    }
}

QList<QRect> PicturePlanner::slices(const QSize& size) const {
    const auto whole = plan(size);
    if (!whole || size.height() < size.width() * tall || whole->scale >= tooSmall) return {};
    for (int count = 2; count <= mostSlices; ++count) {
        const QList<QRect> list = parts(size, count);
        const auto part = plan(list.first().size());
        if (part && (!part->isShrunk() || (count == mostSlices && part->scale > whole->scale * 1.3)))
            return list;
    }
    return {};
}

}  // namespace app
