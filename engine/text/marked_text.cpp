#include "engine/text/marked_text.h"

#include <algorithm>

namespace engine {
namespace {

void addSpan(std::vector<Span>& spans, Span span) {
    if (span.begin == span.end) return;
    if (!spans.empty() && spans.back().end == span.begin) {
        spans.back().end = span.end;
    } else {
        spans.push_back(span);
    }
}

/// The first span that ends after `position`.
std::vector<Span>::const_iterator spanAfter(const std::vector<Span>& spans, std::size_t position) {
    return std::partition_point(spans.begin(), spans.end(),
                                [position](const Span& span) { return span.end <= position; });
}

}  // namespace

void MarkedText::append(std::string_view piece, Origin origin) {
    if (origin == Origin::User) addSpan(userSpans, {text.size(), text.size() + piece.size()});
    text += piece;
}

void MarkedText::append(const MarkedText& piece) {
    append(piece, 0, piece.text.size());
}

void MarkedText::append(const MarkedText& piece, std::size_t begin, std::size_t end) {
    const std::size_t base = text.size();
    text.append(piece.text, begin, end - begin);
    // By index: `piece` may be this very text, whose spans grow meanwhile.
    auto at = static_cast<std::size_t>(spanAfter(piece.userSpans, begin) - piece.userSpans.begin());
    const std::size_t count = piece.userSpans.size();
    for (; at < count; ++at) {
        const Span span = piece.userSpans[at];
        if (span.begin >= end) break;
        addSpan(userSpans,
                {base + std::max(span.begin, begin) - begin, base + std::min(span.end, end) - begin});
    }
}

MarkedText MarkedText::slice(std::size_t begin, std::size_t end) const {
    MarkedText out;
    out.append(*this, begin, end);
    return out;
}

bool MarkedText::isTemplates(std::size_t begin, std::size_t end) const {
    const auto span = spanAfter(userSpans, begin);
    return span == userSpans.end() || span->begin >= end;
}

}  // namespace engine
