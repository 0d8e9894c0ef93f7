#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include <QObject>

namespace app {

/// Runs jobs one after the other on one thread, and hands each job's outcome back to the thread of this
/// object, in order. For work that would hold up the window: decoding, writing files.
class BackgroundQueue final : public QObject {
 public:
    using Then = std::function<void()>;  ///< called on the thread of this object
    using Job = std::function<Then()>;   ///< called on the other thread; must not throw

    explicit BackgroundQueue(QObject* parent = nullptr);
    /// Forgets what waits, waits for what runs, and calls nothing any more.
    ~BackgroundQueue() override;

    void add(Job job);

 private:
    void work(const std::stop_token& shutdown);
    bool event(QEvent* event) override;

    std::mutex m_mutex;  ///< guards both lists
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::vector<Then> m_outcomes;
    std::jthread m_thread;  ///< last: starts when all else is there
};

}  // namespace app
