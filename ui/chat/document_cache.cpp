#include "ui/chat/document_cache.h"

namespace ui {

QTextDocument& DocumentCache::document(const DocumentKey& key, const MarkdownBlock& block,
                                       const TextStyle& style, double width) {
    auto found = m_index.find(key);
    if (found == m_index.end()) {
        m_entries.push_front({key, {}, -1, nullptr});
        found = m_index.emplace(key, m_entries.begin()).first;
    } else {
        m_entries.splice(m_entries.begin(), m_entries, found->second);
    }
    Entry& entry = *found->second;
    if (!entry.document || entry.generation != style.generation || !(entry.block == block)) {
        entry.document = makeDocument(block, style);
        entry.block = block;
        entry.generation = style.generation;
    }
    if (entry.document->textWidth() != width) entry.document->setTextWidth(width);
    while (m_entries.size() > m_capacity) {
        m_index.erase(m_entries.back().key);
        m_entries.pop_back();
    }
    return *entry.document;
}

void DocumentCache::clear() {
    m_index.clear();
    m_entries.clear();
}

}  // namespace ui
