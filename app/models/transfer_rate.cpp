#include "app/models/transfer_rate.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr auto window = std::chrono::seconds(10);
constexpr auto spacing = std::chrono::milliseconds(200);
constexpr double leastSeconds = 0.5;  // less than this says nothing

}  // namespace

void TransferRate::note(std::int64_t done, Time now) {
    if (m_notes.size() >= 2 && now - m_notes[m_notes.size() - 2].at < spacing) m_notes.pop_back();
    m_notes.push_back({now, done});
    while (m_notes.size() > 2 && now - m_notes[1].at >= window)
        m_notes.pop_front();
}

double TransferRate::bytesPerSecond() const {
    if (m_notes.size() < 2) return 0;
    const auto seconds = std::chrono::duration<double>(m_notes.back().at - m_notes.front().at).count();
    if (seconds < leastSeconds) return 0;
    return std::max(0.0, static_cast<double>(m_notes.back().done - m_notes.front().done) / seconds);
}

std::optional<int> TransferRate::secondsLeft(std::int64_t total) const {
    const double rate = bytesPerSecond();
    if (rate < 1 || m_notes.empty()) return {};
    const double seconds = static_cast<double>(total - m_notes.back().done) / rate;
    constexpr double longest = 100.0 * 24 * 3600;
    if (seconds > longest) return {};
    return static_cast<int>(std::ceil(std::max(0.0, seconds)));
}

}  // namespace app
