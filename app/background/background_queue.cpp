#include "app/background/background_queue.h"

#include <utility>

#include <QCoreApplication>
#include <QEvent>

namespace app {
namespace {

constexpr auto deliverEvent = QEvent::User;  // sent by this object to itself alone

}  // namespace

BackgroundQueue::BackgroundQueue(QObject* parent)
    : QObject(parent), m_thread([this](const std::stop_token& shutdown) { work(shutdown); }) {}

BackgroundQueue::~BackgroundQueue() {
    m_thread.request_stop();
    m_thread.join();
}

void BackgroundQueue::add(Job job) {
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_wake.notify_one();
}

void BackgroundQueue::work(const std::stop_token& shutdown) {
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, shutdown, [this] { return !m_jobs.empty(); });
            if (shutdown.stop_requested()) return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        Then then = job();
        const std::lock_guard lock(m_mutex);
        // One wake-up carries all that gathers until it is read.
        if (m_outcomes.empty()) QCoreApplication::postEvent(this, new QEvent(deliverEvent));
        m_outcomes.push_back(std::move(then));
    }
}

bool BackgroundQueue::event(QEvent* event) {
    if (event->type() != deliverEvent) return QObject::event(event);
    std::vector<Then> outcomes;
    {
        const std::lock_guard lock(m_mutex);
        outcomes.swap(m_outcomes);
    }
    for (const Then& then : outcomes)
        then();
    return true;
}

}  // namespace app
