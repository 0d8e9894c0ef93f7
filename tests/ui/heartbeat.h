#pragma once

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QTimer>

namespace test {

/// A heartbeat on the event loop of the thread that made it. A stall is what keeps two beats apart by the
/// thread's own doing: it computes, or it waits for a lock or for another thread of the program. That a
/// thread of the program waits for a processor or that the whole machine stands still is the machine's doing,
/// and is taken off; so is the waiting of a beat in which this thread read from a disk or wrote to it, where
/// only what it computed counts (tests keep their files in memory where they can). So a busy machine fails no
/// test, and a window that computes or waits too long fails on every machine.
class Heartbeat final : public QObject {
 public:
    Heartbeat() {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
        m_last = now();
        m_timer.start();
    }

    static double clockOf(clockid_t id) {  ///< milliseconds
        timespec time{};
        clock_gettime(id, &time);
        return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
    }
    double longestMilliseconds() {
        beat();
        return std::max(m_computed, m_stalled);
    }
    QString said() const {
        return QStringLiteral("computed for %1 ms, kept from the event loop for %2 ms")
            .arg(m_computed, 0, 'f', 1)
            .arg(m_stalled, 0, 'f', 1);
    }

 private:
    struct Moment {
        double clock = 0;                 ///< milliseconds, as the others
        double computed = 0;              ///< by this thread
        double stolen = 0;                ///< from the whole machine
        long disk = 0;                    ///< times that this thread had to do with it
        QHash<QByteArray, double> waits;  ///< of each thread, for a processor
    };

    static QByteArray contents(const QByteArray& path) {
        QByteArray text(512, '\0');
        const int file = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
        const auto length = file < 0 ? 0 : ::read(file, text.data(), std::size_t(text.size()));
        if (file >= 0) ::close(file);
        text.truncate(std::max<qsizetype>(0, length));
        return text;
    }
    static Moment now() {
        Moment moment;
        moment.clock = clockOf(CLOCK_MONOTONIC);
        moment.computed = clockOf(CLOCK_THREAD_CPUTIME_ID);
        rusage usage{};
        getrusage(RUSAGE_THREAD, &usage);
        moment.disk = usage.ru_majflt + usage.ru_inblock + usage.ru_oublock;
        // cpu user nice system idle iowait irq softirq steal
        const QByteArray machine = contents("/proc/stat").split('\n').value(0).simplified();
        moment.stolen = machine.split(' ').value(8).toDouble() * 1000 / double(sysconf(_SC_CLK_TCK));
        if (DIR* threads = ::opendir("/proc/self/task")) {
            while (const dirent* thread = ::readdir(threads)) {
                if (thread->d_name[0] == '.') continue;
                const QByteArray name = thread->d_name;
                // nanoseconds computed, nanoseconds waited, times
                const QByteArray times = contents("/proc/self/task/" + name + "/schedstat");
                moment.waits.insert(name, times.split(' ').value(1).toDouble() / 1e6);
            }
            ::closedir(threads);
        }
        return moment;
    }
    void beat() {
        const Moment at = now();
        double machines = at.stolen - m_last.stolen;
        for (auto it = at.waits.begin(); it != at.waits.end(); ++it)
            machines += std::max(0.0, it.value() - m_last.waits.value(it.key()));
        m_computed = std::max(m_computed, at.computed - m_last.computed);
        if (at.disk == m_last.disk)
            m_stalled = std::max(m_stalled, at.clock - m_last.clock - machines - m_timer.interval());
        m_last = at;
    }

    QTimer m_timer;
    Moment m_last;
    double m_computed = 0;
    double m_stalled = 0;
};

}  // namespace test
