#include "app/activity/activity_meter.h"

#include "app/activity/resident_memory.h"
#include "app/chat/engine_worker.h"

namespace app {
namespace {

constexpr int intervalMilliseconds = 1000;

}  // namespace

ActivityMeter::ActivityMeter(EngineWorker& worker, QObject* parent) : QObject(parent) {
    m_timer.setInterval(intervalMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ActivityMeter::sample);
    connect(&worker, &EngineWorker::started, this, [this](RunId run) { m_run = run; });
    connect(&worker, &EngineWorker::text, this, [this] { ++m_pieces; });
    const auto end = [this](RunId run) {
        if (run == m_run) m_run = 0;
    };
    connect(&worker, &EngineWorker::finished, this, end);
    connect(&worker, &EngineWorker::failed, this, end);
    m_since.start();
    m_timer.start();
}

void ActivityMeter::sample() {
    const double seconds = static_cast<double>(m_since.restart()) / 1000;
    m_last.isAnswering = m_run != 0;
    m_last.piecesPerSecond = seconds > 0 ? m_pieces / seconds : 0;
    m_last.memoryBytes = residentMemory();
    m_pieces = 0;
    emit sampled(m_last);
}

}  // namespace app
