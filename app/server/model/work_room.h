#pragma once

#include <functional>

#include "app/server/http/beast.h"

namespace app::server {

/// A fixed number of threads for what blocks: model calls in one room, reading and opening requests in
/// another. How much may wait is bounded by Admission and by the number of connections.
class WorkRoom final {
 public:
    explicit WorkRoom(int threads);
    /// Waits for what was posted.
    ~WorkRoom();
    WorkRoom(const WorkRoom&) = delete;
    WorkRoom& operator=(const WorkRoom&) = delete;

    void post(std::function<void()> work);

    /// Runs `work` on a thread of the room and goes on where the caller was; what it throws is thrown there.
    Task<void> run(std::function<void()> work);

 private:
    asio::thread_pool m_threads;
};

}  // namespace app::server
