#include "app/cli/batch_table.h"

#include <sys/file.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QSaveFile>

#include "app/exporting/csv.h"

namespace app {
namespace {

constexpr qint64 largestTable = 1024LL * 1024 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Batch)
};

enum Column { Name, Question, Answer, Seconds, Tokens, Error, Columns };

// For programs, so the same in every language.
const QStringList& heads() {
    static const QStringList names{QStringLiteral("name"),   QStringLiteral("question"),
                                   QStringLiteral("answer"), QStringLiteral("seconds"),
                                   QStringLiteral("tokens"), QStringLiteral("error")};
    return names;
}

/// Compared as the table says it: an apostrophe may stand before it.
QString keyOf(const QString& name, const QString& question) {
    return name + u'\n' + QString(question).remove(u'\r');
}

/// Rows of the file as they were written; only a spreadsheet's are spelled anew.
QString again(const QStringList& row) {
    QStringList cells;
    for (int i = 0; i < Columns; ++i)
        cells += i == Seconds || i == Tokens ? row[i] : csv::cell(row[i]);
    return csv::row(cells);
}

}  // namespace

BatchTable::BatchTable(const QString& path) : m_file(path) {}

QString BatchTable::unwritable(const QString& reason) const {
    return Text::tr("%1 cannot be written (%2): check the folder and the free space.")
        .arg(m_file.fileName(), reason);
}

std::optional<QString> BatchTable::open() {
    if (auto problem = openAlone()) return problem;
    if (auto problem = read()) return problem;
    return m_isTidy ? std::nullopt : writeKept();
}

std::optional<QString> BatchTable::openAlone() {
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) return unwritable(m_file.errorString());
    if (flock(m_file.handle(), LOCK_EX | LOCK_NB) != 0)
        return Text::tr("%1 is being written by another run: wait for it, or name another table.")
            .arg(m_file.fileName());
    return std::nullopt;
}

std::optional<QString> BatchTable::read() {
    QStringList titles;
    for (const QString& head : heads())
        titles += csv::cell(head);
    m_kept = csv::mark + csv::row(titles);
    if (m_file.size() == 0) return std::nullopt;

    const auto foreign =
        Text::tr("%1 is there already and is no table of --batch: name another one.").arg(m_file.fileName());
    if (m_file.size() > largestTable) return foreign;
    const QByteArray content = m_file.readAll();
    const auto rows = csv::read(content);
    // Half a heading: what an interrupted first write left.
    const bool isBegun = m_kept.toUtf8().startsWith(content);
    if (!isBegun && (!rows || rows->cells.isEmpty() || rows->cells.first() != heads())) return foreign;
    m_isTidy = !isBegun && !rows->hasHalfRow;
    for (qsizetype i = 1; rows && i < rows->cells.size(); ++i) {
        const QStringList& row = rows->cells[i];
        const bool isAnswered = row.size() == Columns && row[Error].isEmpty();
        m_isTidy &= isAnswered;
        if (!isAnswered) continue;
        m_answered.insert(keyOf(row[Name], row[Question]));
        m_kept += again(row);
    }
    return std::nullopt;
}

/// Beside its place, then renamed: no kill and no full disk takes answered rows away.
std::optional<QString> BatchTable::writeKept() {
    QSaveFile whole(m_file.fileName());
    const QByteArray bytes = m_kept.toUtf8();
    if (!whole.open(QIODevice::WriteOnly) || whole.write(bytes) != bytes.size() || !whole.commit())
        return unwritable(whole.errorString());
    m_kept.clear();
    m_file.close();
    return openAlone();
}

bool BatchTable::isAnswered(const BatchItem& item) const {
    return m_answered.contains(keyOf(csv::safe(item.name), csv::safe(item.question)));
}

std::optional<QString> BatchTable::add(const BatchItem& item, const BatchRow& row) {
    const bool isAnswered = row.error.isEmpty();
    const QByteArray bytes =
        csv::row({csv::cell(item.name), csv::cell(item.question), csv::cell(row.answer),
                  isAnswered ? QString::number(row.seconds, 'f', 2) : QString(),
                  isAnswered ? QString::number(row.tokens) : QString(), csv::cell(row.error)})
            .toUtf8();
    const qint64 before = m_file.size();
    if (m_file.seek(before) && m_file.write(bytes) == bytes.size() && fsync(m_file.handle()) == 0)
        return std::nullopt;
    const QString sentence = unwritable(m_file.errorString());
    m_file.resize(before);
    return sentence;
}

}  // namespace app
