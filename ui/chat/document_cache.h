#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include <QTextDocument>

#include "ui/chat/markdown_document.h"

namespace ui {

/// Which text of which message: a turn has a question, a thinking part and an answer.
struct DocumentKey {
    std::int64_t turn = 0;
    int part = 0;
    int block = 0;

    bool operator==(const DocumentKey&) const = default;
};

/// Laid-out documents of the blocks that were shown last; the rest is made again when it comes into sight.
class DocumentCache {
 public:
    explicit DocumentCache(std::size_t capacity = 200) : m_capacity(capacity) {}

    /// The document of this block at this width. Valid until the next call.
    QTextDocument& document(const DocumentKey& key, const MarkdownBlock& block, const TextStyle& style,
                            double width);
    std::size_t size() const { return m_entries.size(); }
    void clear();

 private:
    struct Hash {
        std::size_t operator()(const DocumentKey& key) const {
            return std::hash<std::int64_t>()(key.turn * 4096 + key.block) * 3 +
                   static_cast<std::size_t>(key.part);
        }
    };
    struct Entry {
        DocumentKey key;
        MarkdownBlock block;
        int generation = 0;
        std::unique_ptr<QTextDocument> document;
    };

    std::size_t m_capacity;
    std::list<Entry> m_entries;  ///< latest used first
    std::unordered_map<DocumentKey, std::list<Entry>::iterator, Hash> m_index;
};

}  // namespace ui
