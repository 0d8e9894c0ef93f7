#include "ui/chat/markdown_blocks.h"

#include <algorithm>

#include <QRegularExpression>

namespace ui {

namespace {

constexpr int kCodeLines = 60;
constexpr int kTableRows = 25;
constexpr int kListLines = 80;
constexpr qsizetype kParagraphLength = 2000;

bool isBlank(QStringView line) {
    return line.trimmed().isEmpty();
}

int indentOf(QStringView line) {
    int indent = 0;
    for (const QChar c : line) {
        if (c == u' ') {
            ++indent;
        } else if (c == u'\t') {
            indent += 4;
        } else {
            break;
        }
    }
    return indent;
}

/// Length of the run of ` or ~ that opens or closes fenced code; 0 when there is none.
int fenceLength(QStringView line, QChar* fence) {
    if (indentOf(line) > 3) return 0;
    const QStringView rest = line.trimmed();
    if (rest.isEmpty() || (rest[0] != u'`' && rest[0] != u'~')) return 0;
    int length = 0;
    while (length < rest.size() && rest[length] == rest[0])
        ++length;
    if (length < 3 || (rest[0] == u'`' && rest.mid(length).contains(u'`'))) return 0;
    *fence = rest[0];
    return length;
}

bool isHeading(QStringView line) {
    if (indentOf(line) > 3) return false;
    const QStringView rest = line.trimmed();
    qsizetype level = 0;
    while (level < rest.size() && rest[level] == u'#')
        ++level;
    return level >= 1 && level <= 6 && (level == rest.size() || rest[level].isSpace());
}

bool isRule(QStringView line) {
    if (indentOf(line) > 3) return false;
    int count = 0;
    QChar mark;
    for (const QChar c : line) {
        if (c.isSpace()) continue;
        if (c != u'-' && c != u'*' && c != u'_') return false;
        if (count > 0 && c != mark) return false;
        mark = c;
        ++count;
    }
    return count >= 3;
}

enum class Item { None, Bullet, Number };

Item itemOf(QStringView line) {
    if (isRule(line)) return Item::None;
    const QStringView rest = line.mid(std::min<qsizetype>(indentOf(line), line.size())).trimmed();
    if (rest.isEmpty()) return Item::None;
    if (rest[0] == u'-' || rest[0] == u'*' || rest[0] == u'+') {
        return rest.size() == 1 || rest[1].isSpace() ? Item::Bullet : Item::None;
    }
    qsizetype digits = 0;
    while (digits < rest.size() && digits < 9 && rest[digits] >= u'0' && rest[digits] <= u'9')
        ++digits;
    if (digits == 0 || digits >= rest.size() || (rest[digits] != u'.' && rest[digits] != u')'))
        return Item::None;
    return digits + 1 == rest.size() || rest[digits + 1].isSpace() ? Item::Number : Item::None;
}

bool isTableDelimiter(QStringView line) {
    bool dash = false;
    bool pipe = false;
    for (const QChar c : line) {
        if (c == u'-') {
            dash = true;
        } else if (c == u'|') {
            pipe = true;
        } else if (c != u':' && !c.isSpace()) {
            return false;
        }
    }
    return dash && pipe;
}

/// Roughly how wide a cell is drawn: a Chinese character counts two.
int displayWidth(QStringView cell) {
    int width = 0;
    for (const QChar c : cell)
        width += c.unicode() >= 0x2E80 ? 2 : 1;
    return width;
}

std::vector<int> weightsOf(QStringView rows) {
    std::vector<int> weights;
    for (QStringView line : rows.split(u'\n')) {
        line = line.trimmed();
        if (line.isEmpty() || isTableDelimiter(line)) continue;
        if (line.startsWith(u'|')) line = line.mid(1);
        if (line.endsWith(u'|')) line.chop(1);
        const auto cells = line.split(u'|');
        if (weights.size() < static_cast<std::size_t>(cells.size())) {
            weights.resize(static_cast<std::size_t>(cells.size()), 4);
        }
        for (qsizetype i = 0; i < cells.size(); ++i) {
            int& weight = weights[static_cast<std::size_t>(i)];
            weight = std::max(weight, std::min(displayWidth(cells[i].trimmed()), 40));
        }
    }
    return weights;
}

qsizetype columnsOf(QStringView line) {
    line = line.trimmed();
    if (line.startsWith(u'|')) line = line.mid(1);
    if (line.endsWith(u'|')) line.chop(1);
    return line.count(u'|') + 1;
}

/// A delimiter that is still being written is completed, so that a table is a table from its second line on.
QString delimiterFor(QStringView head, QStringView written) {
    const qsizetype columns = columnsOf(head);
    if (columnsOf(written) == columns && !written.trimmed().endsWith(u':'))
        return written.trimmed().toString();
    return QStringLiteral("|---").repeated(static_cast<int>(columns)) + u'|';
}

/// Qt 6.4 numbers every list from 1. Where a list starts elsewhere, its own numbers are kept as text.
QString withNumbersAsText(const QString& list) {
    static const QRegularExpression number(QStringLiteral(R"(^( {0,3}\d{1,9})([.)])(?=\s|$))"),
                                           QRegularExpression::MultilineOption);
    QString text = list;
    // Two blanks at the end of the line before keep each number on a line of its own.
    text.replace(number, QStringLiteral("\\1\\\\2"));
    text.replace(u'\n', QStringLiteral("  \n"));
    return text;
}

}  // namespace

QStringView MarkdownBlocks::lineAt(qsizetype from) const {
    const qsizetype end = m_text.indexOf(u'\n', from);
    return QStringView(m_text).mid(from, (end < 0 ? m_text.size() : end) - from);
}

qsizetype MarkdownBlocks::nextLine(qsizetype from) const {
    const qsizetype end = m_text.indexOf(u'\n', from);
    return end < 0 ? m_text.size() : end + 1;
}

bool MarkdownBlocks::startsTable(qsizetype from) const {
    if (!lineAt(from).contains(u'|')) return false;
    const qsizetype second = nextLine(from);
    return second < m_text.size() && isTableDelimiter(lineAt(second));
}

int MarkdownBlocks::update(const QString& text) {
    if (text == m_text) return static_cast<int>(m_blocks.size());
    if (!text.startsWith(m_text)) {
        m_blocks.clear();
        m_starts.clear();
    }
    m_text = text;
    Start start;
    if (!m_blocks.empty()) {
        start = m_starts.back();
        m_blocks.pop_back();
        m_starts.pop_back();
        // A line that has only begun ("*", "2") may yet turn out to belong to the text before it.
        const bool mayJoin = start.context.open == Open::Nothing && !m_blocks.empty() &&
                             m_blocks.back().kind == BlockKind::Markdown;
        if (mayJoin) {
            start = m_starts.back();
            m_blocks.pop_back();
            m_starts.pop_back();
        }
    }
    const int first = static_cast<int>(m_blocks.size());
    scan(start.offset, start.context);
    return first;
}

void MarkdownBlocks::scan(qsizetype from, Context context) {
    while (from < m_text.size()) {
        if (context.open == Open::Nothing && isBlank(lineAt(from))) {
            from = nextLine(from);
            continue;
        }
        const std::size_t before = m_blocks.size();
        const Start start{from, context};
        from = readOne(from, context);
        if (m_blocks.size() > before) m_starts.push_back(start);
    }
}

/// Reads at most one block and returns where the next begins.
qsizetype MarkdownBlocks::readOne(qsizetype from, Context& context) {
    switch (context.open) {
        case Open::Code:
            return readCode(from, context);
        case Open::Table:
            return readTable(from, context);
        case Open::List:
            return readList(from, context);
        case Open::Nothing:
            break;
    }
    const QStringView line = lineAt(from);
    QChar fence;
    if (const int length = fenceLength(line, &fence); length > 0) {
        context = {};
        context.open = Open::Code;
        context.fence = fence;
        context.fenceLength = length;
        context.language = line.trimmed().mid(length).trimmed().toString().section(u' ', 0, 0);
        const qsizetype body = nextLine(from);
        if (body < m_text.size()) return readCode(body, context);
        // Only the opening fence so far: an empty code block holds its place.
        m_blocks.push_back({BlockKind::Code, {}, context.language, {}, false});
        return m_text.size();
    }
    if (isHeading(line) || isRule(line)) {
        m_blocks.push_back({BlockKind::Markdown, line.toString(), {}, {}, false});
        return nextLine(from);
    }
    if (startsTable(from)) {
        const qsizetype second = nextLine(from);
        context = {};
        context.open = Open::Table;
        context.tableHead = line.toString() + u'\n' + delimiterFor(line, lineAt(second));
        return readTable(nextLine(second), context);
    }
    if (const Item item = itemOf(line); item != Item::None && indentOf(line) <= 3) {
        context = {};
        context.open = Open::List;
        context.orderedList = item == Item::Number;
        return readList(from, context);
    }
    return readParagraph(from);
}

qsizetype MarkdownBlocks::readCode(qsizetype from, Context& context) {
    MarkdownBlock block{BlockKind::Code, {}, context.language, {}, context.continues};
    qsizetype at = from;
    for (int lines = 0; at < m_text.size(); ++lines) {
        const QStringView line = lineAt(at);
        QChar fence;
        const int length = fenceLength(line, &fence);
        if (length >= context.fenceLength && fence == context.fence &&
            line.trimmed().size() == length) {  // a closing fence bears no language
            const bool empty = lines == 0 && context.continues;
            context = {};
            if (!empty) m_blocks.push_back(block);
            return nextLine(at);
        }
        if (lines == kCodeLines) {
            context.continues = true;
            m_blocks.push_back(block);
            return at;
        }
        if (lines > 0) block.text += u'\n';
        block.text += line;
        at = nextLine(at);
    }
    m_blocks.push_back(block);
    return at;
}

qsizetype MarkdownBlocks::readTable(qsizetype from, Context& context) {
    qsizetype at = from;
    int rows = 0;
    while (at < m_text.size() && rows < kTableRows && lineAt(at).contains(u'|')) {
        at = nextLine(at);
        ++rows;
    }
    const QString body = m_text.mid(from, at - from).trimmed();
    const bool isFirst = !context.continues;
    if (isFirst) context.columnWeights = weightsOf(QString(context.tableHead + u'\n' + body));
    MarkdownBlock block{BlockKind::Table, context.tableHead, {}, context.columnWeights, context.continues};
    if (!body.isEmpty()) block.text += u'\n' + body;
    if (rows == kTableRows) {
        context.continues = true;
    } else if (at < m_text.size()) {
        context = {};
    }
    if (isFirst || rows > 0) m_blocks.push_back(std::move(block));
    return at;
}

qsizetype MarkdownBlocks::readList(qsizetype from, Context& context) {
    qsizetype at = from;
    bool blankBefore = false;
    bool ended = false;
    for (int lines = 0; at < m_text.size(); ++lines) {
        const QStringView line = lineAt(at);
        const bool blank = isBlank(line);
        const Item item = itemOf(line);
        const bool inside = indentOf(line) >= 2;
        if (!blank && !inside && lines > 0) {
            QChar fence;
            const bool other = item != Item::None && (item == Item::Number) != context.orderedList;
            const bool text = item == Item::None;
            if (other || isHeading(line) || isRule(line) || fenceLength(line, &fence) > 0 ||
                (text && blankBefore)) {
                ended = true;
                break;
            }
            if (item != Item::None && lines >= kListLines)
                break;  // too long for one block: goes on in the next
        }
        blankBefore = blank;
        at = nextLine(at);
    }
    QString text = m_text.mid(from, at - from);
    while (text.endsWith(u'\n'))
        text.chop(1);
    MarkdownBlock block{BlockKind::Markdown, text, {}, {}, context.continues};
    const QString number = text.trimmed().section(QRegularExpression(QStringLiteral("[.)]")), 0, 0);
    if (context.orderedList && number != QLatin1String("1")) block.text = withNumbersAsText(text);
    if (ended) {
        context = {};
    } else {
        context.continues = true;
    }
    m_blocks.push_back(std::move(block));
    return at;
}

qsizetype MarkdownBlocks::readParagraph(qsizetype from) {
    qsizetype at = from;
    while (at < m_text.size()) {
        const QStringView line = lineAt(at);
        QChar fence;
        if (isBlank(line)) break;
        const bool isFirst = at == from;
        if (!isFirst && (isHeading(line) || isRule(line) || fenceLength(line, &fence) > 0 ||
                         startsTable(at) || (itemOf(line) != Item::None && indentOf(line) <= 3))) {
            break;
        }
        const qsizetype end = nextLine(at);
        if (end - from > kParagraphLength) {
            if (!isFirst) break;
            // One endless line: cut at a blank where there is one.
            qsizetype cut = from + kParagraphLength;
            const qsizetype blank = m_text.lastIndexOf(u' ', cut);
            if (blank > from + kParagraphLength / 2) cut = blank + 1;
            if (m_text[cut - 1].isHighSurrogate()) --cut;
            at = cut;
            break;
        }
        at = end;
    }
    QString text = m_text.mid(from, at - from);
    while (text.endsWith(u'\n'))
        text.chop(1);
    m_blocks.push_back({BlockKind::Markdown, text, {}, {}, false});
    return at;
}

std::vector<MarkdownBlock> plainBlocks(const QString& text) {
    std::vector<MarkdownBlock> blocks;
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype end = text.size();
        if (end - from > kParagraphLength) {
            end = text.lastIndexOf(u'\n', from + kParagraphLength);
            if (end <= from) {
                end = from + kParagraphLength;
                if (text[end - 1].isHighSurrogate()) --end;
            }
        }
        blocks.push_back({BlockKind::Plain, text.mid(from, end - from), {}, {}, from > 0});
        from = end < text.size() && text[end] == u'\n' ? end + 1 : end;
    }
    return blocks;
}

}  // namespace ui
