#pragma once

#include <stop_token>

#include <QObject>
#include <QString>

#include "app/background/background_queue.h"
#include "engine/generator.h"

namespace app {

class EngineWorker;
class ModelService;

/// Shows a model a red, a green, a blue and a white square with the same question, and asks it one without a
/// picture. One sentence when what it is about to say doesn't depend on them, when it answers nothing
/// sensible, or when it computes no numbers; empty when it is sound, or stopped. Any thread.
QString probeModel(const engine::Generator& generator, std::stop_token stop);

/// Probes each model once it has loaded, behind every question, and reports a failure to the model service.
/// Main thread.
class ModelProbe final : public QObject {
    Q_OBJECT

 public:
    /// Both outlive it.
    ModelProbe(EngineWorker& worker, ModelService& models, QObject* parent = nullptr);
    ~ModelProbe() override;

 signals:
    /// Of each model that was probed to the end; empty: it is sound.
    void ended(const QString& problem);

 private:
    void follow();

    EngineWorker& m_worker;
    ModelService& m_models;
    std::shared_ptr<const engine::Generator> m_probed;
    std::stop_source m_stop;
    BackgroundQueue m_queue;
};

}  // namespace app
