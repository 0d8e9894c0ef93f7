#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/event.h"
#include "engine/text/tokenizer.h"
#include "engine/text/utf8_assembler.h"

namespace engine {

enum class ReplyStart { InAnswer, InThinking };

/// Token ids in, one at a time; text by channel out. Marks are known by their token ids alone, so text that
/// only looks like a mark stays visible, and no mark ever does.
class ReplyParser {
 public:
    /// `tokenizer` must outlive the parser. See replyStart().
    /// `trims`: newlines before the first visible character of a part are dropped.
    ReplyParser(const Tokenizer& tokenizer, ReplyStart start, bool trims = true);

    std::vector<TextDelta> add(int id);
    /// The end of the reply: what was held back.
    std::vector<TextDelta> finish();
    /// Where the next text goes.
    Channel channel() const { return m_channel; }

 private:
    void switchTo(Channel channel, std::vector<TextDelta>& out);
    void emit(std::string text, std::vector<TextDelta>& out);

    const Tokenizer* m_tokenizer;
    std::optional<int> m_thinkBegin, m_thinkEnd, m_toolBegin, m_toolEnd;
    Channel m_channel;
    bool m_trims;
    bool m_trimming;  // what comes is still before the part's first visible character
    Utf8Assembler m_characters;
};

/// Whether the prompt's own end has opened a `<think>` that the reply goes on with.
ReplyStart replyStart(const Tokenizer& tokenizer, std::span<const int> promptIds);

}  // namespace engine
