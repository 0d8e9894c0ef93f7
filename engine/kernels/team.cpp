#include "engine/kernels/team.h"

#include <algorithm>

namespace engine {
namespace {

/// Some 200 microseconds: longer than the pauses between the products of a token and between tokens.
constexpr int looksBeforeSleep = 10000;
/// Whoever was put aside in the middle of a piece gets the caller's processor then.
constexpr int looksBeforeYield = 5000;

#if defined(__x86_64__)
void pause() {
    __builtin_ia32_pause();
}
#else
void pause() {}
#endif

constexpr int pieceBits = 20;
constexpr std::int64_t mostPieces = (1 << pieceBits) - 1;
constexpr std::uint32_t roundMask = (1U << (64 - 2 * pieceBits)) - 1;

constexpr std::uint64_t wordOf(std::uint32_t round, std::int64_t pieces) {
    return (std::uint64_t{round} << (2 * pieceBits)) | (static_cast<std::uint64_t>(pieces) << pieceBits);
}
constexpr std::uint32_t roundOf(std::uint64_t word) {
    return static_cast<std::uint32_t>(word >> (2 * pieceBits));
}
constexpr std::int64_t piecesOf(std::uint64_t word) {
    return static_cast<std::int64_t>((word >> pieceBits) & mostPieces);
}
constexpr std::int64_t nextOf(std::uint64_t word) {
    return static_cast<std::int64_t>(word & mostPieces);
}

}  // namespace

Team::Team(int threads) : m_threads(std::max(1, threads)) {}

Team::~Team() {
    for (auto& thread : m_others)
        thread.request_stop();
    m_round.fetch_add(1);
    m_round.notify_all();
}

/// With the first job, so that the threads get the priority of whoever computes.
void Team::start() {
    for (int i = 1; i < m_threads; ++i)
        m_others.emplace_back([this](const std::stop_token& stop) { serve(stop); });
}

void Team::shareCall(Job job) {
    if (job.count <= 0) return;
    job.piece = std::max({job.piece, std::int64_t{1}, (job.count + mostPieces - 1) / mostPieces});
    const auto pieces = (job.count + job.piece - 1) / job.piece;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (m_threads == 1 || pieces < 2 || !lock) return job.call(job.work, 0, job.count);
    if (m_others.empty()) start();
    m_job = job;
    m_done.store(0);
    const auto round = (m_round.load() + 1) & roundMask;
    m_next.store(wordOf(round, pieces));
    m_round.store(round);
    if (m_asleep.load() > 0) m_round.notify_all();
    while (takePiece(round)) {
    }
    for (int looks = 0; m_done.load(std::memory_order_acquire) < static_cast<std::uint32_t>(pieces);
         ++looks) {
        if (looks < looksBeforeYield)
            pause();
        else
            std::this_thread::yield();
    }
}

bool Team::takePiece(std::uint32_t round) {
    auto word = m_next.load(std::memory_order_acquire);
    do {
        if (roundOf(word) != round || nextOf(word) == piecesOf(word)) return false;
    } while (
        !m_next.compare_exchange_weak(word, word + 1, std::memory_order_acq_rel, std::memory_order_acquire));
    const auto begin = nextOf(word) * m_job.piece;
    m_job.call(m_job.work, begin, std::min(begin + m_job.piece, m_job.count));
    m_done.fetch_add(1, std::memory_order_release);
    return true;
}

void Team::serve(const std::stop_token& stop) {
    std::uint32_t seen = 0;
    while (!stop.stop_requested()) {
        for (int looks = 0; m_round.load(std::memory_order_relaxed) == seen && looks < looksBeforeSleep;
             ++looks)
            pause();
        if (m_round.load() == seen) {
            m_asleep.fetch_add(1);
            m_round.wait(seen);
            m_asleep.fetch_sub(1);
        }
        seen = m_round.load();
        while (takePiece(seen)) {
        }
    }
}

}  // namespace engine
