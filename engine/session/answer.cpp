#include "engine/session/answer.h"

#include <algorithm>
#include <chrono>
#include <span>

#include "engine/error.h"
#include "engine/session/reply.h"
#include "engine/session/session.h"

namespace engine {
namespace {

class Clock {
 public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

 private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// One turn from request to end; holds what must be there when a stop cuts it short.
class Turn {
 public:
    Turn(const LoadedModel& model, const Request& request, const EventSink& sink, const std::stop_token& stop)
        : m_model(model), m_request(request), m_sink(sink), m_stop(stop) {}

    Finished run() {
        auto reason = FinishReason::Cancelled;
        try {
            throwIfStopped(m_stop);
            reason = write();
        } catch (const EngineError& error) {
            if (error.error().code != ErrorCode::Cancelled) throw;
        }
        m_stats.totalSeconds = m_clock.seconds();
        return {reason, m_stats};
    }

 private:
    FinishReason write() {
        const auto prompt = preparePrompt(m_model, m_request);
        const auto room = m_model.info.contextTokens - static_cast<int>(prompt.ids.size());
        Reply reply(m_model.tokenizer, m_model.generation, m_request, prompt.ids, room);
        m_stats.promptTokens = static_cast<int>(prompt.ids.size());
        m_stats.imageTokens = prompt.imageTokens;
        m_stats.seed = reply.seed();

        Session session(m_model);
        auto logits = readPrompt(session, prompt, std::min(room, m_request.sampling.maxTokens));
        for (;;) {  // logits: float32 [1, vocab]
            const std::span<float> row(logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel()));
            const auto end = reply.next(row, m_sink);
            if (reply.newTokens() == 1) m_stats.firstTokenSeconds = m_clock.seconds();
            m_stats.newTokens = reply.newTokens();
            m_stats.thinkingTokens = reply.thinkingTokens();
            if (end) return *end;
            logits = step(session, reply);
        }
    }

    at::Tensor step(Session& session, Reply& reply) {
        try {
            throwIfStopped(m_stop);
            return session.logits(session.step(reply.last(), m_stop));
        } catch (const EngineError& error) {
            if (error.error().code == ErrorCode::Cancelled) reply.cut(m_sink);
            throw;
        }
    }

    at::Tensor readPrompt(Session& session, const PreparedPrompt& prompt, int most) {
        at::Tensor features;
        if (!prompt.images.empty())
            features = session.see(prompt, session.cut(prompt, m_stop), watch(Stage::Seeing));
        m_stats.visionSeconds = features.defined() ? m_clock.seconds() : 0;
        const auto hidden = session.read(prompt, features, most, watch(Stage::Reading));
        return session.logits(hidden.narrow(0, hidden.size(0) - 1, 1));
    }

    LayerWatch watch(Stage stage) const {
        return {m_stop, [this, stage](int done, int total) { tell(Progress{stage, done, total}); }};
    }
    void tell(const Event& event) const {
        if (m_sink) m_sink(event);
    }

    const LoadedModel& m_model;
    const Request& m_request;
    const EventSink& m_sink;
    const std::stop_token& m_stop;
    Clock m_clock;
    Stats m_stats;
};

}  // namespace

Finished answer(const LoadedModel& model, const Request& request, const EventSink& sink,
                const std::stop_token& stop) {
    return Turn(model, request, sink, stop).run();
}

}  // namespace engine
