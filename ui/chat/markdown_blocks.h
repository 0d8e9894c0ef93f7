#pragma once

#include <vector>

#include <QString>

namespace ui {

enum class BlockKind {
    Markdown,  ///< paragraph, heading, list, quote, rule
    Code,      ///< fenced code without its fences
    Table,     ///< header, delimiter and some rows
    Plain      ///< shown as it stands
};

/// A piece of a message that is laid out and painted on its own. Its size is bounded, so that the cost of
/// laying one out is: long code, tables and lists come as several blocks that look like one.
struct MarkdownBlock {
    BlockKind kind = BlockKind::Markdown;
    QString text;
    QString language;                ///< of code
    std::vector<int> columnWeights;  ///< of a table, the same for all of its blocks
    bool continues = false;          ///< goes on where the block before ended

    bool operator==(const MarkdownBlock&) const = default;
};

/// Splits a growing Markdown answer into blocks. Finished ones stay as they are; only the last is read again
/// when text was added.
class MarkdownBlocks {
 public:
    /// Takes the whole text so far. Returns the first block that changed (the block count when none did).
    int update(const QString& text);
    const std::vector<MarkdownBlock>& blocks() const { return m_blocks; }

 private:
    enum class Open { Nothing, Code, Table, List };
    struct Context {
        Open open = Open::Nothing;
        QChar fence;
        int fenceLength = 0;
        QString language;
        QString tableHead;
        std::vector<int> columnWeights;
        bool orderedList = false;
        bool continues = false;
    };
    struct Start {
        qsizetype offset = 0;
        Context context;
    };

    void scan(qsizetype from, Context context);
    qsizetype readOne(qsizetype from, Context& context);
    qsizetype readCode(qsizetype from, Context& context);
    qsizetype readTable(qsizetype from, Context& context);
    qsizetype readList(qsizetype from, Context& context);
    qsizetype readParagraph(qsizetype from);
    QStringView lineAt(qsizetype from) const;
    qsizetype nextLine(qsizetype from) const;
    bool startsTable(qsizetype from) const;

    QString m_text;
    std::vector<MarkdownBlock> m_blocks;
    std::vector<Start> m_starts;  ///< where each block begins, and in what
};

/// Text that is shown as it stands, in blocks of bounded size.
std::vector<MarkdownBlock> plainBlocks(const QString& text);

}  // namespace ui
