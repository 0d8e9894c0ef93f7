#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/upstream/text_marks.h"
#include "engine/error.h"
#include "engine/event.h"

namespace app {

/// Chunks of a chat completion (or a plain one, or a whole answer in one piece) become events. What isn't as
/// OpenAI's interface has it ends the reading with UpstreamNonsense, an error object with what it says.
class ReplyReader final {
 public:
    /// `where`: the server, for errors. The sink lives as long as the reader.
    ReplyReader(const engine::EventSink& sink, std::string where) : m_sink(sink), m_where(std::move(where)) {}

    /// One chunk, or "[DONE]". False when nothing more is to be read.
    bool take(std::string_view json);
    /// After the last chunk: tool calls and what was held back go to the sink.
    engine::Result<engine::Finished> finish();

    /// Something of the answer has reached the sink.
    bool hasBegun() const { return m_hasBegun; }
    /// It has said that the answer ended: nothing is missing.
    bool isWhole() const { return m_isDone || m_reason.has_value(); }
    const std::optional<engine::Error>& error() const { return m_error; }

 private:
    using Json = nlohmann::json;
    struct Call {
        std::string name;
        std::string arguments;
    };

    bool nonsense(const std::string& what);
    bool takeError(const Json& error);
    bool takeChoice(const Json& choice);
    void takeThinking(const Json& delta);
    bool takeCalls(const Json& calls);
    void takeLogprobs(const Json& logprobs);
    void takeUsage(const Json& usage);
    void give(const std::vector<engine::TextDelta>& deltas);
    void emit(const engine::Event& event);

    const engine::EventSink& m_sink;
    const std::string m_where;
    TextMarks m_marks;
    std::vector<Call> m_calls;
    std::optional<engine::FinishReason> m_reason;
    std::optional<engine::Error> m_error;
    engine::Stats m_stats;
    bool m_hasUsage = false;
    bool m_isDone = false;
    int m_pieces = 0;
    int m_thinkingPieces = 0;
    bool m_hasBegun = false;
};

/// What a server says of its failure; one line, cut to a length that fits into a sentence.
std::string wordsOf(const std::string& body);

/// A status other than 200 as an error.
engine::Error errorOfStatus(const std::string& where, const std::string& model, int status,
                            const std::string& body, int retryAfter);

}  // namespace app
