#pragma once

#include <optional>

#include <QObject>

#include "app/images/first_word.h"
#include "app/images/picture_plan.h"

namespace app {

class ConversationStore;
class ModelService;
class Settings;

/// What a question will cost, before it is sent: tokens by the model's settings, seconds by what earlier
/// answers of this model took on this machine (they are kept with the conversations). Main thread.
class PictureCosts final : public QObject {
    Q_OBJECT

 public:
    struct Cost {
        int pictureTokens = 0;
        std::optional<double> seconds;  ///< to the first word
    };

    /// All outlive it.
    PictureCosts(ModelService& models, Settings& settings, ConversationStore& store,
                 QObject* parent = nullptr);

    /// Empty while no model is there, and for pictures that it refuses.
    std::optional<PicturePlan> plan(const QSize& size) const;
    QList<QRect> slices(const QSize& size) const;
    std::optional<Cost> cost(const QList<QSize>& pictures, const QString& question) const;

 public slots:
    /// An answer was kept.
    void noteAnswer();

 signals:
    void changed();

 private:
    void follow();
    void measure();

    ModelService& m_models;
    Settings& m_settings;
    ConversationStore& m_store;
    std::optional<PicturePlanner> m_planner;
    QList<MeasuredStart> m_measured;
    QString m_folder;
    int m_cap = -1;
};

}  // namespace app
