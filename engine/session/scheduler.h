#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/device/decode_graphs.h"
#include "engine/engine.h"
#include "engine/session/feature_cache.h"
#include "engine/session/job.h"
#include "engine/session/loaded_model.h"
#include "engine/session/look.h"
#include "engine/session/prefix_cache.h"
#include "engine/session/step_costs.h"
#include "engine/session/turn.h"

namespace engine {

/// Answers the requests of any number of threads on one thread of its own: those that write share each pass
/// token by token, and one prompt is read at a time, in parts, between whose layers the others go on. The
/// window's requests go before the port's.
class Scheduler {
 public:
    Scheduler(const LoadedModel& model, const LoadOptions& options);
    /// Requests that are still there end with Cancelled.
    ~Scheduler();

    /// Blocks until the answer ends; events are told on the calling thread. Any thread. Busy when too many
    /// wait.
    Result<Finished> run(const Request& request, const EventSink& sink, const std::stop_token& stop);

    /// Blocks until the picture was seen: after the window's questions, before the port's. Any thread. Busy
    /// when too many wait.
    Look::View look(const ImagePart& picture, const std::stop_token& stop);

 private:
    using Clock = std::chrono::steady_clock;
    using Turns = std::list<std::unique_ptr<Turn>>;

    void work(const std::stop_token& shutdown);
    void admit();
    /// Busy when as many wait as may.
    std::optional<Error> refusal();
    std::optional<Error> refusalNow() const;  // under the mutex
    void endStopped();
    void readNext();
    void lookNext();
    void write();
    /// One pass over `turns`, at most StepCosts::mostRows of them.
    void pass(const std::vector<Turn*>& turns);
    void pulse();
    void makeRoomAfter(const Error& error);
    void forgetAll();
    /// Throws OutOfMemory where a card has no room for the turn's keys and values.
    void requireRoom(const Turn& turn);
    /// It was told how it ended.
    void drop(Turn& turn);
    /// The logits of these rows, float32 [rows, vocab] in host memory.
    at::Tensor logitsOf(const std::vector<int>& ids, const at::Tensor& positions,
                        const std::vector<Segment>& segments, const LayerWatch& watch);
    bool hasRoom(const Turn& turn) const;
    void begin(Turn& turn);
    std::int64_t partSize() const;
    /// Runs `work` of this turn; what it throws ends the turn. -> whether it goes on
    template <class Work>
    bool guarded(Turn& turn, const Work& work);

    const LoadedModel& m_model;
    const LoadOptions m_options;
    std::int64_t m_cacheBudget;  // bytes for the keys and values of all turns; 0: not known
    std::int64_t m_reuseBytes;
    FeatureCache m_features;
    PrefixCache m_prefixes;
    std::unique_ptr<DecodeGraphs> m_graphs;  // of a card that records passes
    StepCosts m_costs;
    Turns m_reading;
    Turns m_writing;
    std::unique_ptr<Turn> m_made;  // of the first that waits, made before there was room
    Clock::time_point m_lastPass;
    double m_secondsPerToken = 0;  // of a prompt's token in one layer

    std::mutex m_mutex;  // guards what follows
    std::condition_variable_any m_wake;
    std::deque<std::shared_ptr<Job>> m_waiting;
    std::deque<std::shared_ptr<Look>> m_looks;

    std::jthread m_thread;  // last: starts when all else is there
};

}  // namespace engine
