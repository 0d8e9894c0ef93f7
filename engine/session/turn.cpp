#include "engine/session/turn.h"

#include <algorithm>
#include <utility>

#include "engine/model/layer_watch.h"

namespace engine {

Turn::Turn(const LoadedModel& model, std::shared_ptr<Job> job)
    : m_model(model),
      m_job(std::move(job)),
      m_prompt(preparePrompt(model, m_job->request())),
      m_session(model),
      m_reply(model.tokenizer, model.generation, m_job->request(), m_prompt.ids,
              model.info.contextTokens - static_cast<int>(m_prompt.ids.size())),
      m_features(m_prompt.images.size()) {
    m_tokens.caller = m_job->request().caller;
    m_tokens.ids = m_prompt.ids;
    for (std::size_t i = 0; i < m_prompt.images.size(); ++i)
        m_tokens.pictures.push_back(
            {m_prompt.spans[i].start, m_prompt.spans[i].tokens(), m_job->keyOf(*m_prompt.images[i])});
    m_stats.promptTokens = static_cast<int>(m_prompt.ids.size());
    m_stats.imageTokens = m_prompt.imageTokens;
    m_stats.seed = m_reply.seed();
}

std::int64_t Turn::cacheBytes() const {
    constexpr std::int64_t longAnswer = 1024;
    const std::int64_t answer = std::min<std::int64_t>(m_job->request().sampling.maxTokens, longAnswer);
    return (promptTokens() + answer) * KvCache::bytesPerToken(m_model.config.text, m_model.cacheType);
}

void Turn::reuse(const KvCache& cache, std::int64_t tokens) {
    // The last token's logits are wanted, so that it is always read.
    const auto most = std::min(tokens, promptTokens() - 1);
    if (most <= 0) return;
    m_session.cache().reserve(promptTokens());
    m_session.cache().copyFrom(cache, most);
    m_read = most;
    m_stats.cachedTokens = static_cast<int>(most);
}

void Turn::see(FeatureCache& features, const Pulse& pulse) {
    const auto begun = Clock::now();
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < m_prompt.images.size(); ++i) {
        const auto& span = m_prompt.spans[i];
        if (span.start + span.tokens() <= m_read) continue;
        m_features[i] = features.find(m_tokens.caller, m_tokens.pictures[i].key, m_prompt.grids[i]);
        if (!m_features[i].defined()) missing.push_back(i);
    }
    if (!missing.empty()) {
        const LayerWatch watch{m_job->stopToken(), [&](int done, int total) {
                                   m_job->post(Progress{Stage::Seeing, done, total});
                                   pulse();
                               }};
        const auto all = m_session.see(m_prompt, missing, watch);  // [image tokens, hidden]
        std::int64_t start = 0;
        for (const auto i : missing) {
            m_features[i] = all.narrow(0, start, m_prompt.spans[i].tokens()).clone();
            start += m_prompt.spans[i].tokens();
            features.add(m_tokens.caller, m_tokens.pictures[i].key, m_prompt.grids[i], m_features[i]);
        }
    }
    m_seen = true;
    m_stats.visionSeconds = std::chrono::duration<double>(Clock::now() - begun).count();
}

void Turn::readPart(std::int64_t most, const Pulse& pulse) {
    const auto end = std::min(m_read + most, promptTokens());
    const LayerWatch watch{
        m_job->stopToken(), [&](int done, int total) {
            const auto tokens = m_read + (end - m_read) * done / total;
            m_job->post(Progress{Stage::Reading, static_cast<int>(tokens), static_cast<int>(promptTokens())});
            pulse();
        }};
    const auto last = m_session.read(m_prompt, m_features, m_read, end, watch, Wanted::LastRow);
    m_read = end;
    if (!isRead()) return;
    auto logits = m_session.logits(last);
    m_lookup.emplace(m_prompt.ids);
    choose({logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())});
}

const std::vector<int>& Turn::offer(int guesses) {
    m_offered = m_lookup->guess(guesses);
    m_offered.insert(m_offered.begin(), m_reply.last());
    return m_offered;
}

void Turn::take(at::Tensor logits) {
    const auto rows = logits.size(0);
    const auto before = m_session.cache().tokens() - rows;
    const auto vocab = static_cast<std::size_t>(logits.size(1));
    std::int64_t right = 1;  // rows whose token was the one that came
    for (std::int64_t row = 0;; ++row) {
        const bool goesOn =
            choose({logits.data_ptr<float>() + row * static_cast<std::int64_t>(vocab), vocab});
        right = row + 1;
        if (!goesOn || right == rows || m_offered[static_cast<std::size_t>(right)] != m_reply.last()) break;
    }
    m_session.cache().truncate(before + right);
    m_session.advance(right);
}

bool Turn::choose(std::span<float> row) {
    m_end = m_reply.next(row, sink());
    if (m_reply.newTokens() == 1) m_stats.firstTokenSeconds = seconds();
    m_tokens.ids.push_back(m_reply.last());
    m_lookup->add(m_reply.last());
    return !m_end;
}

EventSink Turn::sink() {
    return [this](const Event& event) { m_job->post(event); };
}

void Turn::settle(FinishReason reason) {
    m_stats.newTokens = m_reply.newTokens();
    m_stats.thinkingTokens = m_reply.thinkingTokens();
    m_stats.totalSeconds = seconds();
    m_job->finish(Finished{reason, m_stats});
}

void Turn::finish() {
    settle(*m_end);
}

void Turn::cancel() {
    if (m_reply.newTokens() > 0) m_reply.cut(sink());
    settle(FinishReason::Cancelled);
}

void Turn::fail(Error error) {
    m_job->finish(std::move(error));
}

void Turn::keep(PrefixCache& prefixes) {
    auto& cache = m_session.cache();
    if (!isRead()) cache.truncate(m_read);  // a part that was cut short is worth nothing
    const auto held = static_cast<std::size_t>(cache.tokens());
    if (held == 0) return;
    m_tokens.ids.resize(std::min(m_tokens.ids.size(), held));
    std::erase_if(m_tokens.pictures,
                  [&](const auto& picture) { return picture.start >= static_cast<std::int64_t>(held); });
    prefixes.add(std::move(m_tokens), std::move(cache));
}

}  // namespace engine
