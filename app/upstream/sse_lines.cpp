#include "app/upstream/sse_lines.h"

namespace app {
namespace {

constexpr std::size_t mostBytes = std::size_t{4} * 1024 * 1024;  // of one event

}  // namespace

bool SseLines::isRoomFor(std::size_t bytes) {
    m_isTooLong = m_line.size() + m_data.size() + bytes > mostBytes;
    return !m_isTooLong;
}

bool SseLines::take(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        const std::string_view part = piece.substr(0, end);
        if (!isRoomFor(part.size())) return false;
        m_line += part;
        if (end == std::string_view::npos) return true;
        piece.remove_prefix(end + 1);
        if (m_line.ends_with('\r')) m_line.pop_back();
        const std::string line = std::exchange(m_line, {});
        if (!takeLine(line)) return false;
    }
    return true;
}

bool SseLines::takeLine(std::string_view line) {
    if (line.empty()) {
        if (!std::exchange(m_hasData, false)) return true;
        const std::string data = std::exchange(m_data, {});
        return m_onData(data);
    }
    constexpr std::string_view name = "data:";
    if (!line.starts_with(name)) return true;
    line.remove_prefix(name.size());
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (std::exchange(m_hasData, true)) m_data += '\n';
    m_data += line;
    return true;
}

}  // namespace app
