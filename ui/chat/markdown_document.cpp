#include "ui/chat/markdown_document.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <QFontDatabase>
#include <QFontInfo>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

namespace ui {

namespace {

constexpr double kLineHeight = 135;  // per cent; Chinese needs the room

/// Never loads anything, not even a local file.
class ClosedDocument final : public QTextDocument {
 public:
    using QTextDocument::QTextDocument;

 protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

struct Piece {
    int position = 0;
    int length = 0;
    QTextCharFormat format;
};

std::vector<Piece> piecesOf(const QTextDocument& document) {
    std::vector<Piece> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            pieces.push_back({fragment.position(), fragment.length(), fragment.charFormat()});
        }
    }
    return pieces;
}

QTextCursor select(QTextDocument& document, int position, int length) {
    QTextCursor cursor(&document);
    cursor.setPosition(position);
    cursor.setPosition(position + length, QTextCursor::KeepAnchor);
    return cursor;
}

/// From the end, as a picture's description is longer than the one character it stands for.
void closePictures(QTextDocument& document, const TextStyle& style) {
    const std::vector<Piece> pieces = piecesOf(document);
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        if (!piece->format.isImageFormat()) continue;
        const QString description = piece->format.property(QTextFormat::ImageAltText).toString();
        QTextCharFormat plain;
        plain.setForeground(style.colors.dim);
        plain.setFontItalic(true);
        select(document, piece->position, piece->length)
            .insertText(QStringLiteral("[%1]").arg(description.isEmpty() ? QStringLiteral("…") : description),
                        plain);
    }
}

void dressPieces(QTextDocument& document, const TextStyle& style) {
    for (const Piece& piece : piecesOf(document)) {
        QTextCharFormat format = piece.format;
        // Markdown's own size for headings would win over ours.
        format.clearProperty(QTextFormat::FontSizeAdjustment);
        if (format.isAnchor() || !format.anchorHref().isEmpty()) {
            if (isOpenable(format.anchorHref())) {
                format.setForeground(style.colors.accent);
                format.setFontUnderline(true);
            } else {
                format.clearProperty(QTextFormat::AnchorHref);
                format.setAnchor(false);
                format.setFontUnderline(false);
                format.clearForeground();
            }
        }
        if (format.fontFixedPitch()) {
            format.setFontFamilies(style.monospace.families());
            format.setFontPointSize(style.monospace.pointSizeF());
            format.setBackground(style.colors.code);
        }
        // Most pieces stay as they are, and every change costs.
        if (format != piece.format) select(document, piece.position, piece.length).setCharFormat(format);
    }
}

void dressHeading(QTextDocument& document, const QTextBlock& block, int level, const TextStyle& style) {
    constexpr double kScale[] = {1.45, 1.28, 1.14, 1.05, 1.0, 1.0};
    QTextCharFormat format;
    format.setFontPointSize(style.font.pointSizeF() * kScale[std::clamp(level, 1, 6) - 1]);
    format.setFontWeight(QFont::DemiBold);
    select(document, block.position(), block.length() - 1).mergeCharFormat(format);
}

void dressBlocks(QTextDocument& document, const TextStyle& style) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        const bool inList = block.textList() != nullptr;
        format.setTopMargin(0);
        format.setBottomMargin(block.next().isValid() ? (inList ? 4 : 8) : 0);
        if (format.headingLevel() > 0) dressHeading(document, block, format.headingLevel(), style);
        if (format.hasProperty(QTextFormat::BlockQuoteLevel)) {
            format.setLeftMargin(16.0 * format.intProperty(QTextFormat::BlockQuoteLevel));
            QTextCharFormat quote;
            quote.setForeground(style.colors.dim);
            select(document, block.position(), std::max(0, block.length() - 1)).mergeCharFormat(quote);
        }
        if (format.hasProperty(QTextFormat::BlockCodeFence) ||
            format.hasProperty(QTextFormat::BlockCodeLanguage)) {
            format.setBackground(style.colors.code);
            format.setNonBreakableLines(false);
            format.setLeftMargin(4);
        }
        if (format != block.blockFormat()) QTextCursor(block).setBlockFormat(format);
    }
}

void dressTable(QTextTable& table, const MarkdownBlock& source, const TextStyle& style) {
    if (source.continues && table.rows() > 1) table.removeRows(0, 1);
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(style.colors.border);
    format.setBorderCollapse(true);
    format.setCellPadding(6);
    format.setCellSpacing(0);
    format.setMargin(0);
    format.setHeaderRowCount(0);
    const auto& weights = source.columnWeights;
    const int total = std::accumulate(weights.begin(), weights.end(), 0);
    if (static_cast<int>(weights.size()) >= table.columns() && total > 0) {
        QList<QTextLength> widths;
        for (int column = 0; column < table.columns(); ++column) {
            widths += QTextLength(QTextLength::PercentageLength,
                                  100.0 * weights[static_cast<std::size_t>(column)] / total);
        }
        format.setColumnWidthConstraints(widths);
    }
    // A narrow table need not fill the column: about a character's width for each unit, and the padding.
    const double natural = total * style.font.pointSizeF() * 0.95 + 14.0 * table.columns();
    format.setWidth(natural < 560 ? QTextLength(QTextLength::FixedLength, natural)
                                  : QTextLength(QTextLength::PercentageLength, 100));
    table.setFormat(format);
    for (int column = 0; !source.continues && column < table.columns(); ++column) {
        QTextTableCell cell = table.cellAt(0, column);
        QTextCharFormat head = cell.format();
        head.setBackground(style.colors.code);
        head.setFontWeight(QFont::DemiBold);
        cell.setFormat(head);
        select(*table.document(), cell.firstPosition(), cell.lastPosition() - cell.firstPosition())
            .mergeCharFormat(head);
    }
}

void fillPlain(QTextDocument& document, const QString& text, const QFont& font) {
    document.setDefaultFont(font);
    document.setPlainText(text);
    QTextBlockFormat format;
    format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    cursor.mergeBlockFormat(format);
}

void fillMarkdown(QTextDocument& document, const MarkdownBlock& block, const TextStyle& style) {
    document.setDefaultFont(style.font);
    document.setIndentWidth(22);
    document.setMarkdown(block.text, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub |
                                                                     QTextDocument::MarkdownNoHTML));
    // One change for the document's observers, not hundreds.
    QTextCursor edit(&document);
    edit.beginEditBlock();
    closePictures(document, style);
    dressPieces(document, style);
    dressBlocks(document, style);
    const auto frames = document.rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) dressTable(*table, block, style);
    }
    edit.endEditBlock();
}

/// Some platforms name a proportional font as their fixed one.
QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QFontInfo(font).fixedPitch()) return font;
    for (const char* name : {"Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono", "Menlo", "Consolas"}) {
        if (QFontDatabase::hasFamily(QString::fromLatin1(name))) return QFont(QString::fromLatin1(name));
    }
    font.setStyleHint(QFont::Monospace);
    return font;
}

}  // namespace

bool isOpenable(const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    return url.isValid() && !url.host().isEmpty() &&
           (scheme == QLatin1String("http") || scheme == QLatin1String("https"));
}

TextStyle textStyle(const QFont& base, const Colors& colors, int generation) {
    TextStyle style{base, monospaceFont(), colors, generation};
    // Chinese in code comes from the same fonts as in text.
    style.monospace.setFamilies(QStringList{style.monospace.family()} + base.families());
    style.monospace.setPointSizeF(base.pointSizeF() * 0.93);
    return style;
}

std::unique_ptr<QTextDocument> makeDocument(const MarkdownBlock& block, const TextStyle& style) {
    auto document = std::make_unique<ClosedDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    // Laid out once at the end, not after every change.
    document->setLayoutEnabled(false);
    QTextOption option = document->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);
    switch (block.kind) {
        case BlockKind::Plain:
            fillPlain(*document, block.text, style.font);
            break;
        case BlockKind::Code:
            fillPlain(*document, block.text, style.monospace);
            break;
        case BlockKind::Markdown:
        case BlockKind::Table:
            fillMarkdown(*document, block, style);
            break;
    }
    document->setLayoutEnabled(true);
    return document;
}

}  // namespace ui
