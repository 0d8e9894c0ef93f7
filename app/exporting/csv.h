#pragma once

#include <optional>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace app::csv {

/// As a table says it: text that a spreadsheet would compute gets an apostrophe.
QString safe(QString text);

/// One cell of text in quotes, made safe.
QString cell(const QString& text);

/// Cells as they are (`cell()` of text, plain numbers), with the row's end: RFC 4180.
QString row(const QStringList& cells);

/// UTF-8's mark, by which spreadsheets know it.
inline constexpr QChar mark(0xFEFF);

struct Rows {
    QList<QStringList> cells;
    bool hasHalfRow = false;  ///< the last row had no end; it is left out
};

/// Reads a table that `row` or a spreadsheet wrote, with commas, in UTF-8 with or without the mark. Cells are
/// as they stand, apostrophes included. Empty when it is no such text.
std::optional<Rows> read(const QByteArray& table);

}  // namespace app::csv
