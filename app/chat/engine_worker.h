#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

#include <QObject>
#include <QString>

#include "app/chat/model_loader.h"
#include "app/chat/turn.h"
#include "app/models/model_service.h"
#include "engine/request.h"

namespace app {

/// The loaded model and where it came from; no generator: none is loaded.
struct ModelInUse {
    std::shared_ptr<const engine::Generator> generator;
    QString folder;
};

/// One run of the model for one turn; a turn that is answered again gets a new one.
using RunId = std::int64_t;

/// The only room where two threads meet. Its own thread loads models and answers one request at a time; jobs
/// go in and values come out under one mutex, and every signal is emitted on the thread of this object. A run
/// ends in exactly one `finished` or `failed`; runs asked for while a model loads wait for it.
class EngineWorker final : public QObject {
    Q_OBJECT

 public:
    explicit EngineWorker(ModelLoader loader, QObject* parent = nullptr);
    /// Stops what runs and waits for it; nothing is emitted any more.
    ~EngineWorker() override;

    /// Stops the running answer, then loads. On failure the model before stays in use. A load that is still
    /// under way gives way to a newer one and is heard of no more. `loader` takes the place of the worker's
    /// own for this once.
    void load(const QString& folder, ModelLoader loader = {});

    RunId answer(engine::Request request);

    /// Also before the run starts. An ended run is left alone.
    void stop(RunId run);

    /// For whoever else asks the same model. From any thread.
    ModelInUse modelInUse() const;
    /// 0 to 1 of the newest load. From any thread.
    double loadedShare() const { return m_loadedShare; }

 signals:
    void loadProgress(double fraction);
    void loaded(const app::ModelSummary& summary);
    void loadFailed(const QString& sentence, bool modelInUse);

    void started(app::RunId run, const QString& model);
    /// `stage` is Seeing or Reading, `fraction` 0 to 1.
    void progress(app::RunId run, app::TurnState stage, double fraction);
    void text(app::RunId run, engine::Channel channel, const QString& delta);
    /// `state` is Done, LengthReached or Stopped.
    void finished(app::RunId run, app::TurnState state, const app::TurnStats& stats);
    /// One sentence in the user's language.
    void failed(app::RunId run, const QString& sentence);

 private:
    struct LoadJob {
        int id = 0;
        QString folder;
        ModelLoader loader;
        std::stop_source stop;
    };
    struct AnswerJob {
        RunId id = 0;
        engine::Request request;
        std::stop_source stop;
    };

    // What the thread tells; `emitEvent` turns each into its signal.
    struct LoadProgressed {
        int id;
        double fraction;
    };
    struct Loaded {
        int id;
        ModelSummary summary;
    };
    struct LoadFailed {
        int id;
        QString sentence;
        bool modelInUse;
    };
    struct Started {
        RunId id;
        QString model;
    };
    struct Progressed {
        RunId id;
        TurnState stage;
        double fraction;
    };
    struct Wrote {
        RunId id;
        engine::Channel channel;
        QString delta;
    };
    struct Finished {
        RunId id;
        TurnState state;
        TurnStats stats;
    };
    struct Failed {
        RunId id;
        QString sentence;
    };
    using Event =
        std::variant<LoadProgressed, Loaded, LoadFailed, Started, Progressed, Wrote, Finished, Failed>;

    bool event(QEvent* event) override;
    void deliver();
    void emitEvent(const Event& event);

    // On the thread of its own.
    void work(const std::stop_token& shutdown);
    void runLoad(const LoadJob& job);
    void runAnswer(const AnswerJob& job);
    void post(Event event);

    const ModelLoader m_loader;
    int m_loadId = 0;   ///< of the newest load
    RunId m_runId = 0;  ///< of the newest run

    std::atomic<double> m_loadedShare = 0;

    mutable std::mutex m_mutex;  ///< guards what follows
    std::condition_variable_any m_wake;
    std::optional<LoadJob> m_load;    ///< waits to be started; goes before answers
    std::deque<AnswerJob> m_answers;  ///< wait in order
    std::optional<LoadJob> m_runningLoad;
    std::optional<AnswerJob> m_runningAnswer;
    std::vector<Event> m_events;  ///< on their way to the signals
    ModelInUse m_model;

    std::jthread m_thread;  ///< last: starts when all else is there
};

}  // namespace app
