#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace app {

/// The data of server-sent events, one call for each event, whatever pieces they come in. Comments, names
/// and ids are passed over.
class SseLines final {
 public:
    /// `onData` returns false to end.
    using OnData = std::function<bool(std::string_view data)>;
    explicit SseLines(OnData onData) : m_onData(std::move(onData)) {}

    /// False when onData ended it, or when an event is longer than anything sensible.
    bool take(std::string_view piece);
    bool isTooLong() const { return m_isTooLong; }

 private:
    bool takeLine(std::string_view line);
    bool isRoomFor(std::size_t bytes);

    const OnData m_onData;
    std::string m_line;
    std::string m_data;
    bool m_hasData = false;
    bool m_isTooLong = false;
};

}  // namespace app
