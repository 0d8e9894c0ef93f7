#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace engine {

/// Threads that share pieces of work of some microseconds, as the products of a decoded token are. The caller
/// works too and takes whatever nobody else has begun, so a processor that another program has taken away
/// costs its share and no more. Between pieces that follow at once the threads wait awake; after that they
/// sleep.
class Team {
 public:
    /// The caller counts: 1 starts none.
    explicit Team(int threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    int threads() const { return m_threads; }

    /// work(begin, end) for disjoint ranges of [0, count), on these threads and the caller's, in pieces of
    /// `piece` or less at the end. Returns when all is done. `work` must not throw. Any thread; while one is
    /// served, others work alone.
    template <class Work>
    void share(std::int64_t count, std::int64_t piece, const Work& work) {
        const Call call = [](const void* what, std::int64_t begin, std::int64_t end) {
            (*static_cast<const Work*>(what))(begin, end);
        };
        shareCall({call, &work, count, piece});
    }

 private:
    using Call = void (*)(const void* work, std::int64_t begin, std::int64_t end);
    struct Job {
        Call call = nullptr;
        const void* work = nullptr;
        std::int64_t count = 0;
        std::int64_t piece = 1;
    };

    void shareCall(Job job);
    void start();
    void serve(const std::stop_token& stop);
    bool takePiece(std::uint32_t round);

    const int m_threads;
    std::mutex m_mutex;  ///< held by the caller that is served
    Job m_job;           ///< read by who has taken a piece; changes when all pieces are done
    /// Round of the job, its pieces and the next of them in one word, so that a late thread takes no piece of
    /// a job that it doesn't know.
    alignas(64) std::atomic<std::uint64_t> m_next = 0;
    alignas(64) std::atomic<std::uint32_t> m_done = 0;
    alignas(64) std::atomic<std::uint32_t> m_round = 0;  ///< what sleeping threads wait for
    std::atomic<int> m_asleep = 0;
    std::vector<std::jthread> m_others;
};

}  // namespace engine
