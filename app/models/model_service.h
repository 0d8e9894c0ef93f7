#pragma once

#include <QObject>

namespace app {

class EngineWorker;

enum class ModelState { None, Loading, Ready, Failed };

/// What the window shows of the model; no engine type crosses this header.
struct ModelSummary {
    QString name;
    QString folder;
    QString weights;  ///< float32 or bfloat16
    QString device;
    int contextTokens = 0;
    double billionParameters = 0;
    bool isDemo = false;
};

/// Loads a checkpoint folder on the worker thread, remembers which one. Main thread.
class ModelService final : public QObject {
    Q_OBJECT

 public:
    explicit ModelService(EngineWorker& worker, QObject* parent = nullptr);

    /// Replaces the model in use; a running answer is stopped first. On failure the model before stays in use.
    void load(const QString& folder);
    ModelState state() const { return m_state; }
    double progress() const { return m_progress; }  ///< 0 to 1 while Loading
    const ModelSummary& summary() const { return m_summary; }
    const QString& problem() const { return m_problem; }  ///< one sentence when the last load failed

 signals:
    void changed();

 private:
    EngineWorker& m_worker;
    ModelState m_state = ModelState::None;
    double m_progress = 0;
    ModelSummary m_summary;
    QString m_problem;
};

}  // namespace app
