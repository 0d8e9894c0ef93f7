#include "engine/text/stop_strings.h"

#include <algorithm>
#include <utility>

#include "engine/error.h"
#include "engine/text/utf8.h"

namespace engine {

StopStrings::StopStrings(std::vector<std::string> strings) : m_strings(std::move(strings)) {
    const bool usable = m_strings.size() <= kMost &&
                        std::all_of(m_strings.begin(), m_strings.end(), [](const std::string& text) {
                            return !text.empty() && text.size() <= kLongest && utf8::isValid(text);
                        });
    if (!usable) throw EngineError(ErrorCode::BadRequest, "", "stop");
    for (const auto& text : m_strings)
        m_longest = std::max(m_longest, text.size());
}

std::string StopStrings::add(std::string_view text) {
    if (m_found) return {};
    if (m_strings.empty()) return std::string(text);
    m_held += text;
    // The one that is complete first, so that it doesn't matter in which pieces the text comes.
    std::size_t end = std::string::npos;
    std::size_t complete = std::string::npos;
    for (const auto& stop : m_strings) {
        const std::size_t at = m_held.find(stop);
        if (at == std::string::npos || at + stop.size() > complete) continue;
        end = at + stop.size() < complete ? at : std::min(end, at);
        complete = at + stop.size();
    }
    m_found = end != std::string::npos;
    if (!m_found) end = beginOfPossible();
    std::string out = m_held.substr(0, end);
    m_held.erase(0, m_found ? m_held.size() : end);
    return out;
}

/// Where the longest end of m_held begins that a stop string begins with. All is UTF-8, so that it is the
/// edge of a character.
std::size_t StopStrings::beginOfPossible() const {
    const std::string_view held = m_held;
    const std::size_t size = held.size();
    for (std::size_t at = size - std::min(size, m_longest - 1); at < size; ++at) {
        const auto rest = held.substr(at);
        const auto begins = [rest](const std::string& stop) { return stop.starts_with(rest); };
        if (std::any_of(m_strings.begin(), m_strings.end(), begins)) return at;
    }
    return size;
}

std::string StopStrings::flush() {
    return std::exchange(m_held, {});
}

}  // namespace engine
