#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/request.h"
#include "engine/text/reply_parser.h"
#include "engine/text/stop_strings.h"
#include "engine/text/tokenizer.h"
#include "engine/text/tool_calls.h"

namespace engine {

/// From tokens to events: text by channel, up to a stop string; calls of tools, whole; the choices that were
/// made, each after the text that it gave.
class ReplyStream {
 public:
    /// `tokenizer` must outlive it. Throws EngineError BadRequest for stop strings and tools.
    ReplyStream(const Tokenizer& tokenizer, const Request& request, ReplyStart start);

    /// A token that is not the end. `choice` is told when it is one of the answer's text.
    void add(int id, std::optional<TokenChoice> choice, const EventSink& sink);
    /// Tells what was held back.
    void finish(const EventSink& sink);

    Channel channel() const { return m_parser.channel(); }
    /// A stop string came: nothing is told any more.
    bool isStopped() const { return m_stops.found(); }
    int toolCalls() const { return m_toolCalls; }

 private:
    struct Choice {
        TokenChoice choice;
        std::size_t begin = 0;  // its text's bytes in the answer
        std::size_t end = 0;
    };

    void tell(Channel channel, std::string text, const EventSink& sink);
    void answer(std::string_view text, const EventSink& sink);
    void flushAnswer(const EventSink& sink);
    void endCall(bool isClosed, const EventSink& sink);
    void tellChoices(bool all, const EventSink& sink);

    const Tokenizer* m_tokenizer;
    std::optional<int> m_toolBegin;
    ReplyParser m_parser;
    StopStrings m_stops;
    Tools m_tools;
    bool m_mayCall;
    std::string m_notation;  // of the tool call that is being written
    std::deque<Choice> m_choices;
    std::size_t m_fed = 0;    // bytes of the answer that the model wrote
    std::size_t m_shown = 0;  // and that were told
    int m_toolCalls = 0;
};

}  // namespace engine
