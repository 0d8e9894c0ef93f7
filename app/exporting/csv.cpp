#include "app/exporting/csv.h"

#include <utility>

#include <QStringDecoder>

namespace app::csv {

QString safe(QString text) {
    // An answer that begins like a formula must not become one.
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) text.prepend(u'\'');
    return text;
}

QString cell(const QString& text) {
    return u'"' + safe(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString row(const QStringList& cells) {
    return cells.join(u',') + QStringLiteral("\r\n");
}

std::optional<Rows> read(const QByteArray& table) {
    QStringDecoder decode(QStringDecoder::Utf8);  // takes the mark away
    const QString text = decode(table);
    Rows rows;
    QStringList row;
    QString cell;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isQuoted) {
            if (c != u'"') {
                cell += c;
            } else if (i + 1 < text.size() && text[i + 1] == u'"') {
                cell += c;
                ++i;
            } else {
                isQuoted = false;
            }
        } else if (c == u'"' && cell.isEmpty()) {
            isQuoted = true;
        } else if (c == u',') {
            row += std::exchange(cell, {});
        } else if (c == u'\n') {
            row += std::exchange(cell, {});
            rows.cells += std::exchange(row, {});
        } else if (c != u'\r') {
            cell += c;
        }
    }
    rows.hasHalfRow = isQuoted || !row.isEmpty() || !cell.isEmpty();
    // A character that was cut belongs to the half row; any other is no UTF-8.
    if (decode.hasError() && !rows.hasHalfRow) return std::nullopt;
    return rows;
}

}  // namespace app::csv
