#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace app {

/// How fast bytes come, over the last seconds, so that neither a pause nor one quick moment misleads.
class TransferRate final {
 public:
    using Time = std::chrono::steady_clock::time_point;

    /// `done`: bytes so far.
    void note(std::int64_t done, Time now);
    /// 0: not known yet, or nothing comes.
    double bytesPerSecond() const;
    /// Seconds until `total`; empty: not known.
    std::optional<int> secondsLeft(std::int64_t total) const;
    void clear() { m_notes.clear(); }

 private:
    struct Note {
        Time at;
        std::int64_t done;
    };
    std::deque<Note> m_notes;
};

}  // namespace app
