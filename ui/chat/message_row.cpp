#include "ui/chat/message_row.h"

#include <algorithm>
#include <cmath>

#include "ui/chat/state_text.h"

namespace ui {

namespace {

constexpr int kColumn = 780;  // a line longer than this is hard to read
constexpr int kSide = 24;
constexpr int kAvatar = 28;
constexpr int kAvatarGap = 14;
constexpr int kRowGap = 14;
constexpr int kBlockGap = 10;
constexpr int kBubblePadding = 14;
constexpr int kCodePadding = 12;
constexpr int kQuoteIndent = 14;
constexpr int kFooter = 34;
constexpr int kPictureGap = 8;
const QSize kPicture(200, 140);

int columnWidth(int viewWidth) {
    return std::max(120, std::min(kColumn, viewWidth - 2 * kSide));
}

/// A Chinese character is a line's height wide, a Latin one about half.
int estimateLines(const QString& text, int width, int lineHeight) {
    qsizetype units = 0;
    qsizetype lines = 1;
    for (const QChar c : text) {
        if (c == u'\n') ++lines;
        units += c.unicode() >= 0x2E80 ? 2 : 1;
    }
    const double perLine = std::max(8.0, width / (lineHeight * 0.36));
    return static_cast<int>(
        std::min<qsizetype>(lines + static_cast<qsizetype>(static_cast<double>(units) / perLine), 100000));
}

bool isBoxed(const MarkdownBlock& block) {
    return block.kind == BlockKind::Code;
}

}  // namespace

int MessageRow::estimatedHeight(const app::Turn& turn, RowKind kind, int viewWidth, int lineHeight) {
    const QString& text = kind == RowKind::Question ? turn.question : turn.answer;
    const int pictures =
        kind == RowKind::Question && !turn.pictures.isEmpty() ? kPicture.height() + kBlockGap : 0;
    return estimateLines(text, columnWidth(viewWidth) - kAvatar - kAvatarGap, lineHeight) * lineHeight +
           pictures + kRowGap * 2 + kFooter;
}

void MessageRow::setPlain(TextPart part, const QString& source) {
    Text& into = text(part);
    // The same shared data: nothing was written since.
    if (into.source.constData() == source.constData() && into.source.size() == source.size()) return;
    const std::vector<MarkdownBlock> before = std::move(into.blocks);
    into.source = source;
    into.blocks = plainBlocks(source);
    into.sizes.resize(into.blocks.size());
    for (std::size_t i = 0; i < into.blocks.size(); ++i) {
        if (i >= before.size() || !(before[i] == into.blocks[i])) into.sizes[i].exact = false;
    }
}

void MessageRow::setMarkdown(const QString& source) {
    Text& into = text(TextPart::Answer);
    if (into.source.constData() == source.constData() && into.source.size() == source.size()) return;
    into.source = source;
    const auto first = static_cast<std::size_t>(m_answer.update(source));
    into.sizes.resize(m_answer.blocks().size());
    // A block that was read again keeps its height as the estimate, so that nothing jumps.
    for (std::size_t i = first; i < into.sizes.size(); ++i)
        into.sizes[i].exact = false;
}

void MessageRow::read(const app::Turn& turn, RowKind kind, bool thinkingShown) {
    m_turn = turn.id;
    m_kind = kind;
    m_thinkingShown = thinkingShown;
    if (kind == RowKind::Question) {
        setPlain(TextPart::Question, turn.question);
        m_pictures.clear();
        for (const app::Picture& picture : turn.pictures)
            m_pictures += picture.thumbnail.size();
    } else {
        setPlain(TextPart::Thinking, turn.thinking);
        setMarkdown(turn.answer);
        setPlain(TextPart::Problem, turn.state == app::TurnState::Failed ? turn.problem : QString());
        m_hasState = !stateText(turn).isEmpty();
        m_hasProgress = stateProgress(turn) >= 0;
    }
}

const std::vector<MarkdownBlock>& MessageRow::blocks(TextPart part) const {
    return part == TextPart::Answer ? m_answer.blocks() : text(part).blocks;
}

const RowPart* MessageRow::part(PartType type) const {
    const auto found =
        std::find_if(m_parts.begin(), m_parts.end(), [&](const RowPart& p) { return p.type == type; });
    return found == m_parts.end() ? nullptr : &*found;
}

QRect MessageRow::textRect(const RowPart& part) const {
    const auto& all = blocks(part.text);
    const auto at = static_cast<std::size_t>(part.index);
    if (at >= all.size() || !isBoxed(all[at])) return part.rect;
    const bool goesOn = at + 1 < all.size() && all[at + 1].continues;
    return part.rect.adjusted(kCodePadding, all[at].continues ? 0 : kCodePadding, -kCodePadding,
                              goesOn ? 0 : -kCodePadding);
}

void MessageRow::add(PartType type, const QRect& rect, TextPart part, int index) {
    m_parts.push_back({type, rect, part, index});
}

void MessageRow::arrange(int viewWidth, const RowStyle& style) {
    m_lineHeight = style.lineHeight;
    if (viewWidth != m_viewWidth || style.text.generation != m_generation) {
        const double scale = m_viewWidth > 0 ? double(columnWidth(m_viewWidth)) / columnWidth(viewWidth) : 1;
        for (Text& each : m_texts) {
            for (BlockSize& size : each.sizes) {
                size.exact = false;
                size.height = static_cast<int>(size.height * scale);
            }
        }
        m_viewWidth = viewWidth;
        m_generation = style.text.generation;
    }
    m_parts.clear();
    const int width = columnWidth(viewWidth);
    const int left = std::max(kSide, (viewWidth - width) / 2);
    if (m_kind == RowKind::Question) {
        arrangeQuestion(left, width);
    } else {
        arrangeAnswer(left, width);
    }
}

/// In rows that end at the right edge, each from left to right. Returns where the bubble begins.
int MessageRow::arrangePictures(int right, int width) {
    QList<QSize> sizes;
    for (QSize size : m_pictures) {
        if (size.isEmpty()) size = QSize(64, 64);
        if (size.width() > kPicture.width() || size.height() > kPicture.height()) {
            size.scale(kPicture, Qt::KeepAspectRatio);
        }
        sizes += size.expandedTo({48, 48});  // even a line of 1 pixel can be hit with the mouse
    }
    int top = kRowGap;
    for (int first = 0; first < sizes.size();) {
        int end = first;
        int used = 0;
        int tallest = 0;
        while (end < sizes.size() && (end == first || used + sizes[end].width() <= width)) {
            used += sizes[end].width() + kPictureGap;
            tallest = std::max(tallest, sizes[end].height());
            ++end;
        }
        int x = right - (used - kPictureGap);
        for (; first < end; ++first) {
            add(PartType::Picture, QRect(QPoint(x, top), sizes[first]), TextPart::Question, first);
            x += sizes[first].width() + kPictureGap;
        }
        top += tallest + kPictureGap;
    }
    return top;
}

void MessageRow::arrangeQuestion(int left, int width) {
    const int right = left + width;
    int y = arrangePictures(right, width);
    const Text& question = text(TextPart::Question);
    if (!question.blocks.empty()) {
        const int limit = width * 4 / 5 - 2 * kBubblePadding;
        const BlockSize& only = question.sizes.front();
        const bool narrow = question.blocks.size() == 1 && only.exact;
        const int textWidth = narrow ? std::clamp(only.idealWidth, 16, limit) : limit;
        const int bubbleLeft = right - textWidth - 2 * kBubblePadding;
        const std::size_t bubble = m_parts.size();
        add(PartType::Bubble, {});
        // Laid out at the limit always: the bubble shrinks round the text, the lines stay as they are.
        const int bottom = arrangeText(TextPart::Question, bubbleLeft + kBubblePadding, y + 9, limit);
        m_parts[bubble].rect = QRect(bubbleLeft, y, textWidth + 2 * kBubblePadding, bottom + 9 - y);
        y = bottom + 9;
    }
    m_height = y + kRowGap;
}

void MessageRow::arrangeAnswer(int left, int width) {
    const int x = left + kAvatar + kAvatarGap;
    const int inner = width - kAvatar - kAvatarGap;
    int y = kRowGap;
    add(PartType::Avatar, QRect(left, y, kAvatar, kAvatar));
    y += 2;
    if (!text(TextPart::Thinking).blocks.empty()) {
        add(PartType::ThinkingHeader, QRect(x, y, inner, m_lineHeight + 6));
        y += m_lineHeight + 6 + kBlockGap;
        if (m_thinkingShown)
            y = arrangeText(TextPart::Thinking, x + kQuoteIndent, y, inner - kQuoteIndent) + kBlockGap;
    }
    if (!m_answer.blocks().empty()) y = arrangeText(TextPart::Answer, x, y, inner) + kBlockGap;
    if (!text(TextPart::Problem).blocks.empty()) {
        const std::size_t box = m_parts.size();
        add(PartType::ProblemBox, {});
        const int bottom = arrangeText(TextPart::Problem, x + 40, y + 10, inner - 54);
        m_parts[box].rect = QRect(x, y, inner, bottom + 10 - y);
        y = bottom + 10 + kBlockGap;
    }
    if (m_hasState) {
        const int stateHeight = m_lineHeight + (m_hasProgress ? 14 : 4);
        add(PartType::State, QRect(x, y, inner, stateHeight));
        y += stateHeight + 4;
    }
    add(PartType::Footer, QRect(x, y, inner, kFooter));
    m_height = std::max(y + kFooter, kRowGap + kAvatar) + 4;
}

int MessageRow::arrangeText(TextPart part, int left, int top, int width) {
    Text& which = text(part);
    const auto& all = blocks(part);
    which.sizes.resize(all.size());
    int y = top;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && !all[i].continues) y += kBlockGap;
        BlockSize& size = which.sizes[i];
        if (size.height == 0) size.height = estimateLines(all[i].text, width, m_lineHeight) * m_lineHeight;
        add(PartType::Text, QRect(left, y, width, size.height), part, static_cast<int>(i));
        if (isBoxed(all[i])) {
            const QRect inside = textRect(m_parts.back());
            m_parts.back().rect.setHeight(size.height + (m_parts.back().rect.height() - inside.height()));
        }
        y += m_parts.back().rect.height();
    }
    return y;
}

int MessageRow::measure(int top, int bottom, Keep keep, DocumentCache& cache, const RowStyle& style) {
    const auto isGuessed = [&](const RowPart& part) {
        return part.type == PartType::Text && part.rect.bottom() >= top && part.rect.top() <= bottom &&
               !text(part.text).sizes[static_cast<std::size_t>(part.index)].exact;
    };
    int grownAbove = 0;
    while (true) {
        // From the end that stays in its place: what is measured there moves the rest, perhaps out of sight.
        const RowPart* found = nullptr;
        for (const RowPart& part : m_parts) {
            if (!isGuessed(part)) continue;
            found = &part;
            if (keep == Keep::Top) break;
        }
        if (found == nullptr) return grownAbove;
        BlockSize& size = text(found->text).sizes[static_cast<std::size_t>(found->index)];
        const TextStyle& dress = found->text == TextPart::Thinking ? style.thinking : style.text;
        const auto& block = blocks(found->text)[static_cast<std::size_t>(found->index)];
        const QTextDocument& document =
            cache.document(key(found->text, found->index), block, dress, textRect(*found).width());
        const int height = static_cast<int>(std::ceil(document.size().height()));
        const int grown = height - size.height;
        const bool isAbove = found->rect.top() < top;
        if (isAbove) grownAbove += grown;
        if (isAbove || keep == Keep::End) {
            top += grown;
            bottom += grown;
        }
        size = {height, static_cast<int>(std::ceil(document.idealWidth())), true};
        arrange(m_viewWidth, style);
    }
}

}  // namespace ui
