#pragma once

#include <memory>
#include <optional>

#include <QList>
#include <QRect>
#include <QSize>
#include <QString>

namespace engine {
struct ImageSettings;
}

namespace app {

/// What the model makes of a picture.
struct PicturePlan {
    int tokens = 0;
    QSize seen;        ///< the size at which the model looks at it
    double scale = 1;  ///< of the seen picture to the picture, by length

    bool isShrunk() const { return scale < 0.95; }
};

/// Tells of pictures by their size alone, as one checkpoint's own settings say. A value; any thread.
class PicturePlanner final {
 public:
    /// `mostTokens`: the agent's own cap for one picture, 0: none. Empty when the folder's settings cannot be
    /// read.
    static std::optional<PicturePlanner> of(const QString& folder, int mostTokens);

    /// Empty for a picture that the model refuses.
    std::optional<PicturePlan> plan(const QSize& size) const;
    /// A tall picture that the model would see too small, in parts from top to bottom that overlap a little,
    /// so that no line of text is cut everywhere. Empty where parts gain nothing.
    QList<QRect> slices(const QSize& size) const;

 private:
    PicturePlanner(std::shared_ptr<const engine::ImageSettings> settings, int mostTokens)
        : m_settings(std::move(settings)), m_mostTokens(mostTokens) {}

    std::shared_ptr<const engine::ImageSettings> m_settings;
    int m_mostTokens = 0;
};

}  // namespace app
