#pragma once

#include <cstdint>

#include <QElapsedTimer>
#include <QMetaType>
#include <QObject>
#include <QTimer>

namespace app {

class EngineWorker;

struct ActivitySample {
    bool isAnswering = false;
    double piecesPerSecond = 0;    ///< of text; nearly tokens
    std::int64_t memoryBytes = 0;  ///< 0: unknown
};

/// Measures once a second. Main thread.
class ActivityMeter final : public QObject {
    Q_OBJECT

 public:
    /// The worker outlives it.
    explicit ActivityMeter(EngineWorker& worker, QObject* parent = nullptr);

    const ActivitySample& last() const { return m_last; }
    void setInterval(int milliseconds) { m_timer.setInterval(milliseconds); }

 signals:
    void sampled(const app::ActivitySample& sample);

 private:
    void sample();

    QTimer m_timer;
    QElapsedTimer m_since;
    int m_pieces = 0;
    std::int64_t m_run = 0;  ///< of the worker; 0: none
    ActivitySample m_last;
};

}  // namespace app
