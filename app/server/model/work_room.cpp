#include "app/server/model/work_room.h"

#include <utility>

namespace app::server {
namespace {

Task<void> call(std::function<void()> work) {
    work();
    co_return;
}

}  // namespace

WorkRoom::WorkRoom(int threads) : m_threads(static_cast<std::size_t>(threads)) {}

WorkRoom::~WorkRoom() {
    m_threads.join();
}

void WorkRoom::post(std::function<void()> work) {
    asio::post(m_threads, std::move(work));
}

Task<void> WorkRoom::run(std::function<void()> work) {
    co_await asio::co_spawn(m_threads, call(std::move(work)), asio::use_awaitable);
}

}  // namespace app::server
