#include "engine/session/answer.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "engine/error.h"
#include "engine/sampling/sampler.h"
#include "engine/sampling/stop_rules.h"
#include "engine/session/session.h"
#include "engine/text/reply_parser.h"

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
        const auto sampling = m_model.generation.resolve(m_request.sampling);
        m_stats.seed = sampling.seed;
        const auto prompt = preparePrompt(m_model, m_request);
        m_stats.promptTokens = static_cast<int>(prompt.ids.size());
        m_stats.imageTokens = prompt.imageTokens;
        const auto most = std::min(sampling.maxTokens, m_model.info.contextTokens - m_stats.promptTokens);

        Session session(m_model);
        auto logits = readPrompt(session, prompt, most);  // float32 [1, vocab]
        Sampler sampler(sampling);
        ReplyParser parser(m_model.tokenizer, replyStart(m_model.tokenizer, prompt.ids));
        const StopRules rules(m_model.generation.eosIds, most);
        auto tokens = prompt.ids;
        for (;;) {
            const std::span<float> row(logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel()));
            const auto id = sampler.next(row, tokens);
            tokens.push_back(id);
            if (++m_stats.newTokens == 1) m_stats.firstTokenSeconds = m_clock.seconds();
            if (!rules.isEnd(id)) tell(parser.add(id));
            if (const auto end = rules.after(id, m_stats.newTokens)) {
                tell(parser.finish());
                return *end;
            }
            throwIfStopped(m_stop);
            logits = session.logits(session.step(id, m_stop));
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
    void tell(const std::vector<TextDelta>& deltas) const {
        for (const auto& delta : deltas)
            tell(Event(delta));
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
