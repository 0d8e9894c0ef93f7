#pragma once

#include <vector>

#include <QRect>
#include <QSize>

#include "app/chat/turn.h"
#include "ui/chat/document_cache.h"
#include "ui/chat/markdown_blocks.h"
#include "ui/chat/message_list_model.h"

namespace ui {

enum class TextPart { Question, Thinking, Answer, Problem };
constexpr int kTextParts = 4;

enum class PartType { Avatar, Picture, Bubble, ThinkingHeader, Text, State, ProblemBox, Footer };

/// Something that is painted in a row. `index` is the picture or the block.
struct RowPart {
    PartType type = PartType::Text;
    QRect rect;  ///< from the row's top left
    TextPart text = TextPart::Question;
    int index = 0;
};

/// What stays where it is in the window while heights become exact.
enum class Keep { Top, End };

struct RowStyle {
    TextStyle text;
    TextStyle thinking;
    int lineHeight = 20;
};

/// One message's blocks and where they stand. Heights are estimates until a block has been in sight;
/// `measure` makes those in sight exact.
class MessageRow {
 public:
    /// Guessed from the length alone, for rows that were never in sight.
    static int estimatedHeight(const app::Turn& turn, RowKind kind, int viewWidth, int lineHeight);

    void read(const app::Turn& turn, RowKind kind, bool thinkingShown);
    void arrange(int viewWidth, const RowStyle& style);
    /// Makes the blocks between the two offsets exact and lets them move with what keeps its place. Returns
    /// by how much those that begin above `top` grew.
    int measure(int top, int bottom, Keep keep, DocumentCache& cache, const RowStyle& style);

    int height() const { return m_height; }
    const std::vector<RowPart>& parts() const { return m_parts; }
    const RowPart* part(PartType type) const;
    const std::vector<MarkdownBlock>& blocks(TextPart text) const;
    DocumentKey key(TextPart text, int block) const { return {m_turn, static_cast<int>(text), block}; }
    /// Where the text of a block stands inside its part, which may have a ground around it.
    QRect textRect(const RowPart& part) const;

 private:
    struct BlockSize {
        int height = 0;
        int idealWidth = 0;
        bool exact = false;
    };
    struct Text {
        std::vector<MarkdownBlock> blocks;
        std::vector<BlockSize> sizes;
        QString source;
    };

    void setPlain(TextPart part, const QString& source);
    void setMarkdown(const QString& source);
    void arrangeQuestion(int left, int width);
    void arrangeAnswer(int left, int width);
    int arrangeText(TextPart text, int left, int top, int width);
    int arrangePictures(int right, int width);
    void add(PartType type, const QRect& rect, TextPart text = TextPart::Question, int index = 0);
    Text& text(TextPart part) { return m_texts[static_cast<std::size_t>(part)]; }
    const Text& text(TextPart part) const { return m_texts[static_cast<std::size_t>(part)]; }

    std::int64_t m_turn = 0;
    RowKind m_kind = RowKind::Question;
    MarkdownBlocks m_answer;
    Text m_texts[kTextParts];
    QList<QSize> m_pictures;
    bool m_hasState = false;
    bool m_hasProgress = false;
    bool m_thinkingShown = false;
    std::vector<RowPart> m_parts;
    int m_height = 0;
    int m_viewWidth = -1;
    int m_generation = -1;
    int m_lineHeight = 20;
};

}  // namespace ui
