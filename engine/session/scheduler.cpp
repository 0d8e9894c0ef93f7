#include "engine/session/scheduler.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/session/compute_thread.h"
#include "engine/session/failure.h"

namespace engine {
namespace {

constexpr auto longestPause = std::chrono::milliseconds(80);  // between two tokens of a stream
constexpr std::int64_t shortPart = 64;
constexpr std::int64_t longPart = 1024;

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A card's memory is scarcer than the machine's.
std::int64_t reuseOf(const LoadedModel& model, const LoadOptions& options) {
    if (!model.device.isCard) return options.reuseBytes;
    return std::min(options.reuseBytes, model.device.freeBytes() / 4);
}

std::unique_ptr<DecodeGraphs> graphsOf(const LoadedModel& model) {
    if (model.device.graphs == nullptr) return nullptr;
    const c10::InferenceMode inference;
    return std::make_unique<DecodeGraphs>(model.decoder, model.config.text, model.cacheType,
                                          *model.device.graphs);
}

}  // namespace

Scheduler::Scheduler(const LoadedModel& model, const LoadOptions& options)
    : m_model(model),
      m_options(options),
      m_cacheBudget(model.device.freeBytes() / 2),
      m_reuseBytes(reuseOf(model, options)),
      m_features(m_reuseBytes / 4),
      m_prefixes(m_reuseBytes / 4 * 3),
      m_graphs(graphsOf(model)),
      m_thread([this](const std::stop_token& shutdown) { work(shutdown); }) {}

Scheduler::~Scheduler() {
    m_thread.request_stop();
    m_thread.join();
}

Result<Finished> Scheduler::run(const Request& request, const EventSink& sink, const std::stop_token& stop) {
    const auto job = std::make_shared<Job>(request);
    if (stop.stop_requested()) return Finished{FinishReason::Cancelled, {}};
    // Before any work for it, and again when that is done.
    if (const auto busy = refusal(); busy) return *busy;
    job->readPictures();
    if (stop.stop_requested()) return Finished{FinishReason::Cancelled, {}};
    {
        const std::lock_guard lock(m_mutex);
        if (const auto busy = refusalNow(); busy) return *busy;
        const auto waiting = static_cast<std::int64_t>(m_waiting.size());
        if (waiting > 0) job->post(Progress{Stage::Waiting, 0, static_cast<int>(waiting)});
        const auto later = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const auto& other) {
            return other->request().priority > request.priority;
        });
        m_waiting.insert(later, job);
    }
    m_wake.notify_one();
    const std::stop_callback onStop(stop, [&] {
        job->stop();
        m_wake.notify_one();
    });
    return job->wait(sink);
}

Look::View Scheduler::look(const ImagePart& picture, const std::stop_token& stop) {
    const auto look = std::make_shared<Look>(picture);
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, {}, {}, {}};
    {
        const std::lock_guard lock(m_mutex);
        const auto waiting = static_cast<std::int64_t>(m_looks.size());
        if (waiting >= m_options.mostWaiting)
            return Error{ErrorCode::Busy, {}, {}, {waiting, m_options.mostWaiting}};
        m_looks.push_back(look);
    }
    m_wake.notify_one();
    const std::stop_callback onStop(stop, [&] {
        look->stop();
        m_wake.notify_one();
    });
    return look->wait();
}

std::optional<Error> Scheduler::refusal() {
    const std::lock_guard lock(m_mutex);
    return refusalNow();
}

std::optional<Error> Scheduler::refusalNow() const {
    const auto waiting = static_cast<std::int64_t>(m_waiting.size());
    if (waiting < m_options.mostWaiting) return std::nullopt;
    return Error{ErrorCode::Busy, {}, {}, {waiting, m_options.mostWaiting}};
}

void Scheduler::work(const std::stop_token& shutdown) {
    letOthersGoFirst();
    const c10::InferenceMode inference;
    while (!shutdown.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, shutdown, [this] {
                return !m_waiting.empty() || !m_looks.empty() || !m_reading.empty() || !m_writing.empty();
            });
        }
        endStopped();
        admit();
        write();
        lookNext();
        readNext();
    }
    for (auto* turns : {&m_reading, &m_writing})
        for (auto& turn : *turns)
            turn->cancel();
    const std::lock_guard lock(m_mutex);
    for (const auto& job : m_waiting)
        job->finish(Finished{FinishReason::Cancelled, {}});
    for (const auto& look : m_looks)
        look->finish(Error{ErrorCode::Cancelled, {}, {}, {}});
}

template <class Work>
bool Scheduler::guarded(Turn& turn, const Work& work) {
    try {
        work();
        return true;
    } catch (...) {
        auto error = errorInFlight();
        makeRoomAfter(error);
        if (error.code == ErrorCode::Cancelled)
            turn.cancel();
        else
            turn.fail(std::move(error));
        return false;
    }
}

/// Those that wait become turns, as far as there is room.
void Scheduler::admit() {
    const auto most = static_cast<std::size_t>(std::clamp(m_options.mostRunning, 1, StepCosts::mostRows));
    while (m_reading.size() + m_writing.size() < most) {
        std::shared_ptr<Job> job;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.empty()) return;
            job = m_waiting.front();
            m_waiting.pop_front();
        }
        try {
            auto turn = m_made != nullptr && &m_made->job() == job.get()
                            ? std::move(m_made)
                            : std::make_unique<Turn>(m_model, job);
            if (!hasRoom(*turn)) {
                m_made = std::move(turn);
                const std::lock_guard lock(m_mutex);
                m_waiting.push_front(std::move(job));
                return;
            }
            m_reading.push_back(std::move(turn));
        } catch (...) {
            job->finish(errorInFlight());
        }
    }
}

bool Scheduler::hasRoom(const Turn& turn) const {
    if (m_cacheBudget <= 0 || (m_reading.empty() && m_writing.empty())) return true;
    auto wanted = turn.cacheBytes();
    for (const auto* turns : {&m_reading, &m_writing})
        for (const auto& other : *turns)
            wanted += other->cacheBytes();
    return wanted <= m_cacheBudget;
}

/// A stop is heard at once also by those that wait.
void Scheduler::endStopped() {
    if (m_made != nullptr && m_made->wasStopped()) m_made.reset();
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_waiting, [](const auto& job) {
            if (!job->stopToken().stop_requested()) return false;
            job->finish(Finished{FinishReason::Cancelled, {}});
            return true;
        });
        std::erase_if(m_looks, [](const auto& look) {
            if (!look->wasStopped()) return false;
            look->finish(Error{ErrorCode::Cancelled, {}, {}, {}});
            return true;
        });
    }
    std::erase_if(m_writing, [this](const auto& turn) {
        if (!turn->wasStopped()) return false;
        turn->cancel();
        turn->keep(m_prefixes);
        return true;
    });
}

/// Known before anything is read: on a card keys and values would end the answer halfway.
void Scheduler::requireRoom(const Turn& turn) {
    const auto& device = m_model.device;
    if (!device.isCard) return;
    const auto wanted = turn.cacheBytes();
    if (wanted > device.freeBytes()) forgetAll();
    if (const auto free = device.freeBytes(); wanted > free)
        throw EngineError(
            ErrorCode::OutOfMemory, device.name,
            "the keys and values of " + std::to_string(turn.tokens().ids.size()) + " tokens and their answer",
            {wanted, free});
}

/// What other requests have read already, those that are being answered included.
void Scheduler::begin(Turn& turn) {
    requireRoom(turn);
    auto best = m_prefixes.find(turn.tokens());
    for (const auto& other : m_writing) {
        const auto& cache = other->session().cache();
        const auto tokens = std::min(commonPrefix(other->tokens(), turn.tokens()), cache.tokens());
        if (tokens > best.tokens) best = {&cache, tokens};
    }
    if (best.cache != nullptr) turn.reuse(*best.cache, best.tokens);
    turn.see(m_features, [this] { pulse(); });
}

/// As long as a layer over it takes no longer than the others should wait.
std::int64_t Scheduler::partSize() const {
    if (m_writing.empty()) return longPart;
    if (m_secondsPerToken <= 0) return shortPart;
    const auto fits = std::chrono::duration<double>(longestPause).count() / m_secondsPerToken;
    return std::clamp(static_cast<std::int64_t>(fits), shortPart, longPart);
}

/// One part of the most urgent prompt.
void Scheduler::readNext() {
    if (m_reading.empty()) return;
    const auto next = std::min_element(m_reading.begin(), m_reading.end(), [](const auto& a, const auto& b) {
        return a->priority() < b->priority();
    });
    auto& turn = **next;
    const bool goesOn = guarded(turn, [&] {
        if (!turn.hasSeen()) return begin(turn);
        const auto start = Clock::now();
        const auto part = partSize();
        turn.readPart(part, [this] { pulse(); });
        if (m_writing.empty())
            m_secondsPerToken = secondsSince(start) / static_cast<double>(part * m_model.config.text.layers);
    });
    if (!goesOn) {
        turn.keep(m_prefixes);
        m_reading.erase(next);
    } else if (turn.isRead()) {
        m_writing.splice(m_writing.end(), m_reading, next);
    }
}

/// One picture, unless a question of the window is to be read.
void Scheduler::lookNext() {
    if (std::ranges::any_of(m_reading, [](const auto& turn) { return turn->priority() == Priority::Window; }))
        return;
    std::shared_ptr<Look> look;
    {
        const std::lock_guard lock(m_mutex);
        if (m_looks.empty()) return;
        look = std::move(m_looks.front());
        m_looks.pop_front();
    }
    try {
        look->finish(look->see(m_model, m_features, [this] { pulse(); }));
    } catch (...) {
        auto error = errorInFlight();
        makeRoomAfter(error);
        look->finish(std::move(error));
    }
}

void Scheduler::pulse() {
    if (m_writing.empty() || Clock::now() - m_lastPass < longestPause) return;
    endStopped();
    write();
}

/// One token, or a few that were guessed, for everybody who writes.
void Scheduler::write() {
    std::vector<Turn*> turns;
    for (const auto& turn : m_writing)
        if (!turn->isEnded()) turns.push_back(turn.get());
    if (!turns.empty()) pass(turns);
    std::erase_if(m_writing, [this](const auto& turn) {
        if (!turn->isEnded()) return false;
        turn->finish();
        turn->keep(m_prefixes);
        return true;
    });
    m_lastPass = Clock::now();
}

void Scheduler::pass(const std::vector<Turn*>& turns) {
    const auto start = Clock::now();
    std::vector<int> ids;
    std::vector<std::int64_t> positions;
    std::vector<Segment> segments;
    auto rows = static_cast<int>(turns.size());
    auto expected = static_cast<double>(turns.size());
    for (auto* turn : turns) {
        const int guesses = m_options.speculation ? m_costs.worthwhile(rows, expected, turn->hitRate()) : 0;
        const auto& offered = turn->offer(guesses);
        const auto guessed = static_cast<int>(offered.size()) - 1;
        rows += guessed;
        expected += StepCosts::gain(guessed, turn->hitRate());
        for (std::size_t i = 0; i < offered.size(); ++i)
            positions.push_back(turn->session().position() + static_cast<std::int64_t>(i));
        ids.insert(ids.end(), offered.begin(), offered.end());
        segments.push_back({&turn->session().cache(), static_cast<std::int64_t>(offered.size())});
    }
    // A stop of the only one is heard between layers; of one among others, before the next pass.
    const LayerWatch watch{turns.size() == 1 ? turns.front()->job().stopToken() : std::stop_token{}, {}};
    std::vector<std::int64_t> before;
    for (const auto& segment : segments)
        before.push_back(segment.cache->tokens());
    at::Tensor logits;  // float32 [rows, vocab]
    try {
        const auto at = at::tensor(positions, at::kLong).expand({3, rows});
        logits = logitsOf(ids, at, segments, watch);
    } catch (...) {
        const auto error = errorInFlight();
        makeRoomAfter(error);
        for (std::size_t i = 0; i < turns.size(); ++i) {
            segments[i].cache->truncate(before[i]);
            if (error.code == ErrorCode::Cancelled)
                turns[i]->cancel();
            else
                turns[i]->fail(error);
            drop(*turns[i]);
        }
        return;
    }
    m_costs.add(rows, secondsSince(start));
    std::int64_t row = 0;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        auto& turn = *turns[i];
        if (!guarded(turn, [&] { turn.take(logits.narrow(0, row, segments[i].rows)); })) drop(turn);
        row += segments[i].rows;
    }
}

at::Tensor Scheduler::logitsOf(const std::vector<int>& ids, const at::Tensor& positions,
                               const std::vector<Segment>& segments, const LayerWatch& watch) {
    const auto& decoder = m_model.decoder;
    auto rows = decoder.embed(at::tensor(ids, at::kLong));
    if (m_graphs != nullptr && m_graphs->fits(rows.size(0))) {
        watch.before();
        const auto logits = m_graphs->pass(rows, positions, segments);
        if (logits.defined()) return logits.cpu();
    }
    return decoder.logits(decoder.read(std::move(rows), positions, segments, watch)).cpu();
}

/// What was kept for later is worth less than the next answer.
void Scheduler::makeRoomAfter(const Error& error) {
    if (error.code == ErrorCode::OutOfMemory) forgetAll();
}

void Scheduler::forgetAll() {
    m_features = FeatureCache(m_reuseBytes / 4);
    m_prefixes = PrefixCache(m_reuseBytes / 4 * 3);
}

void Scheduler::drop(Turn& turn) {
    std::erase_if(m_writing, [&](const auto& other) { return other.get() == &turn; });
}

}  // namespace engine
