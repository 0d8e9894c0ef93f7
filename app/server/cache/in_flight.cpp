#include "app/server/cache/in_flight.h"

#include <atomic>
#include <condition_variable>
#include <optional>
#include <vector>

#include "app/server/cache/answer_prefix.h"

namespace app {

using Outcome = engine::Result<engine::Finished>;

/// What those who asked share. Its mutex guards all of it, and is never held while a sink, the computation or
/// a stop is called.
class InFlight::Question final {
 public:
    std::mutex mutex;
    std::condition_variable_any changed;
    std::vector<engine::Event> events;  ///< of the computation that runs, or that ended well
    std::optional<Outcome> outcome;     ///< of the one that ended well
    std::stop_source computation;       ///< of the one that runs
    int round = 0;                      ///< each computation's number; another begins the events anew
    bool hasLeader = false;
    int clients = 0;  ///< that still want the answer
    int threads = 0;  ///< in run(); guarded by InFlight's mutex

    void clientGoes() {
        std::stop_source last(std::nostopstate);
        {
            const std::lock_guard guard(mutex);
            if (--clients == 0) last = computation;
        }
        last.request_stop();
    }
    void add(const engine::Event& event) {
        if (std::holds_alternative<engine::Progress>(event)) return;
        const std::lock_guard guard(mutex);
        events.push_back(event);
        changed.notify_all();
    }
};

/// One who asks: what was given to its client, and whether the client is still there.
class InFlight::Asker final {
 public:
    Asker(Question& question, const engine::EventSink& sink, std::stop_token stop, const OnRole& onRole)
        : m_question(question), m_sink(sink), m_stop(stop), m_onRole(onRole), m_onStop(stop, [this] {
              leave();
          }) {}
    ~Asker() { leave(); }

    Outcome run(const Compute& compute) {
        std::unique_lock lock(m_question.mutex);
        while (!m_stop.stop_requested()) {
            if (!m_question.outcome && !m_question.hasLeader) return lead(compute, std::move(lock));
            tell(false, lock);
            if (m_round != m_question.round) beginAnew();
            if (m_next < m_question.events.size()) {
                giveRest(lock);
            } else if (m_question.outcome) {
                return *m_question.outcome;
            } else {
                waitForNews(lock);
            }
            if (m_differs) return differs();
        }
        return cancelled();
    }

 private:
    static Outcome cancelled() { return engine::Finished{engine::FinishReason::Cancelled, {}}; }
    static Outcome differs() {
        return engine::Error{
            engine::ErrorCode::Internal, {}, "an answer came out differently the second time", {}};
    }

    Outcome lead(const Compute& compute, std::unique_lock<std::mutex> lock);

    void leave() {
        if (!m_hasLeft.exchange(true)) m_question.clientGoes();
    }
    void beginAnew() {
        m_round = m_question.round;
        m_next = 0;
        m_prefix.beginAnew();
    }
    void give(const engine::Event& event) {
        if (!m_differs && !m_stop.stop_requested()) m_differs = !m_prefix.pass(event, m_sink);
    }
    void tell(bool isLeader, std::unique_lock<std::mutex>& lock) {
        if (std::exchange(m_isTold, true) || !m_onRole) return;
        lock.unlock();
        m_onRole(isLeader);
        lock.lock();
    }
    void giveRest(std::unique_lock<std::mutex>& lock) {
        const std::vector<engine::Event> rest(m_question.events.begin() + static_cast<std::ptrdiff_t>(m_next),
                                              m_question.events.end());
        m_next += rest.size();
        lock.unlock();
        for (const engine::Event& event : rest)
            give(event);
        lock.lock();
    }
    void waitForNews(std::unique_lock<std::mutex>& lock) {
        m_question.changed.wait(lock, m_stop, [this] {
            return m_question.round != m_round || m_question.events.size() > m_next || m_question.outcome ||
                   !m_question.hasLeader;
        });
    }

    Question& m_question;
    const engine::EventSink& m_sink;
    const std::stop_token m_stop;
    const OnRole& m_onRole;
    AnswerPrefix m_prefix;
    std::size_t m_next = 0;  ///< of the question's events
    int m_round = 0;
    bool m_isTold = false;
    bool m_differs = false;
    std::atomic<bool> m_hasLeft = false;
    std::stop_callback<std::function<void()>> m_onStop;  ///< last: it uses the others
};

Outcome InFlight::Asker::lead(const Compute& compute, std::unique_lock<std::mutex> lock) {
    m_question.hasLeader = true;
    ++m_question.round;
    m_question.events.clear();
    m_question.computation = std::stop_source();
    const std::stop_token stop = m_question.computation.get_token();
    beginAnew();
    // The client may have gone just before the new computation could hear of it.
    const bool isWanted = m_question.clients > 0;
    Outcome outcome = cancelled();
    // Also when something throws: the others must not wait for ever.
    const auto end = [&](bool isWhole) {
        if (!lock.owns_lock()) lock.lock();
        m_question.hasLeader = false;
        if (isWhole) m_question.outcome = outcome;
        m_question.changed.notify_all();
    };
    try {
        tell(true, lock);
        lock.unlock();
        if (isWanted) {
            outcome = compute(
                [this](const engine::Event& event) {
                    m_question.add(event);
                    give(event);
                },
                stop);
        }
    } catch (...) {
        end(false);
        throw;
    }
    end(outcome && outcome.value().reason != engine::FinishReason::Cancelled);
    if (m_stop.stop_requested()) return cancelled();
    return m_differs ? differs() : outcome;
}

InFlight::InFlight() = default;
InFlight::~InFlight() = default;

std::shared_ptr<InFlight::Question> InFlight::join(const CacheKey& key) {
    const std::lock_guard guard(m_mutex);
    std::shared_ptr<Question>& question = m_questions[key];
    if (!question) question = std::make_shared<Question>();
    ++question->threads;
    const std::lock_guard inner(question->mutex);
    ++question->clients;
    return question;
}

void InFlight::leave(const CacheKey& key, const std::shared_ptr<Question>& question) {
    const std::lock_guard guard(m_mutex);
    if (--question->threads > 0) return;
    if (question->outcome) ++m_ended;  // before it is forgotten: who comes next computes it or sees this
    m_questions.erase(key);
}

Outcome InFlight::run(const CacheKey& key, const Compute& compute, const engine::EventSink& sink,
                      std::stop_token stop, const OnRole& onRole) {
    const std::shared_ptr<Question> question = join(key);
    struct Leave {
        InFlight& inFlight;
        const CacheKey& key;
        const std::shared_ptr<Question>& question;
        ~Leave() { inFlight.leave(key, question); }
    };
    const Leave leave{*this, key, question};
    Asker asker(*question, sink, std::move(stop), onRole);
    return asker.run(compute);
}

std::size_t InFlight::size() const {
    const std::lock_guard guard(m_mutex);
    return m_questions.size();
}

}  // namespace app
