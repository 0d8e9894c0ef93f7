#include "ui/chat/plain_text.h"

#include <QTextBlock>
#include <QTextList>
#include <QTextTable>

#include "ui/chat/markdown_blocks.h"
#include "ui/chat/markdown_document.h"

namespace ui {

namespace {

QString cellText(const QTextTableCell& cell) {
    QStringList lines;
    for (auto it = cell.begin(); !it.atEnd(); ++it)
        lines += it.currentBlock().text();
    return lines.join(u' ').trimmed();
}

QString tableText(const QTextTable& table) {
    QStringList rows;
    for (int row = 0; row < table.rows(); ++row) {
        QStringList cells;
        for (int column = 0; column < table.columns(); ++column)
            cells += cellText(table.cellAt(row, column));
        rows += cells.join(u'\t');
    }
    return rows.join(u'\n');
}

QString lineText(const QTextBlock& block) {
    // A line break within a paragraph is a separator character in the document.
    const QString text = block.text().replace(QChar::LineSeparator, u'\n');
    const QTextList* list = block.textList();
    if (list == nullptr) return text;
    const bool numbered = list->format().style() <= QTextListFormat::ListDecimal;
    const QString mark = numbered ? list->itemText(block) : QStringLiteral("-");
    return QString(qMax(0, list->format().indent() - 1) * 2, u' ') + mark + u' ' + text;
}

QString blockText(const MarkdownBlock& block) {
    if (block.kind == BlockKind::Code || block.kind == BlockKind::Plain) return block.text;
    const auto document = makeDocument(block, TextStyle{});
    for (QTextFrame* frame : document->rootFrame()->childFrames()) {
        if (const auto* table = qobject_cast<QTextTable*>(frame)) return tableText(*table);
    }
    QStringList lines;
    for (QTextBlock line = document->begin(); line.isValid(); line = line.next())
        lines += lineText(line);
    return lines.join(u'\n');
}

}  // namespace

QString plainText(const QString& markdown) {
    MarkdownBlocks blocks;
    blocks.update(markdown);
    QString text;
    for (const MarkdownBlock& block : blocks.blocks()) {
        if (!text.isEmpty()) text += block.continues ? QStringLiteral("\n") : QStringLiteral("\n\n");
        text += blockText(block);
    }
    return text;
}

}  // namespace ui
