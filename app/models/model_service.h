#pragma once

#include <functional>

#include <QObject>
#include <QString>

namespace app {

class EngineWorker;
class Settings;

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
    bool isElsewhere = false;  ///< servers answer; `device` names them
};

/// Loads a checkpoint folder on the worker thread; the settings remember one that loaded. Main thread.
class ModelService final : public QObject {
    Q_OBJECT

 public:
    /// Hands a folder to the worker with the settings of now; without it the worker's own loader is used.
    using Open = std::function<void(const QString& folder)>;
    ModelService(EngineWorker& worker, Settings& settings, Open open = {}, QObject* parent = nullptr);

    /// Replaces the model in use; a running answer is stopped first. On failure the model before stays in
    /// use.
    void load(const QString& folder);
    /// The one in use, or the one that could not be loaded, with the settings of now.
    void reload();
    /// What was asked for cannot be opened at all; one sentence. The model before stays in use.
    void giveUp(const QString& problem);
    /// What was found out about the model in use after it had loaded; one sentence.
    void report(const QString& problem);
    ModelState state() const { return m_state; }
    double progress() const { return m_progress; }  ///< 0 to 1 while Loading
    const ModelSummary& summary() const { return m_summary; }
    /// One sentence when the last load failed; the state is Ready nevertheless when a model from before is in
    /// use.
    const QString& problem() const { return m_problem; }

 signals:
    void changed();

 private:
    void onProgress(double fraction);
    void onLoaded(const ModelSummary& summary);
    void onFailed(const QString& sentence, bool modelInUse);

    EngineWorker& m_worker;
    Settings& m_settings;
    Open m_open;
    QString m_asked;  ///< the folder of the last load
    ModelState m_state = ModelState::None;
    double m_progress = 0;
    ModelSummary m_summary;
    QString m_problem;
};

}  // namespace app
