#include "app/snippets/blanks.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace app {

QList<Blank> blanksIn(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral(R"(\{\{[ \t]*([^{}\n]{1,60}?)[ \t]*\}\})"));
    QList<Blank> blanks;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(1).trimmed();
        if (name.isEmpty()) continue;
        blanks.append(
            {static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), name});
    }
    return blanks;
}

QString filled(const QString& text, const QHash<QString, QString>& known) {
    QString result = text;
    const QList<Blank> blanks = blanksIn(text);
    // From the end, so that the places before stay where they are.
    for (auto blank = blanks.crbegin(); blank != blanks.crend(); ++blank) {
        const auto value = known.constFind(blank->name.toLower());
        if (value != known.constEnd() && !value->isEmpty())
            result.replace(blank->start, blank->length, *value);
    }
    return result;
}

QHash<QString, QString> knownBlanks(const QString& clipboard) {
    const QDateTime now = QDateTime::currentDateTime();
    const QString date = QLocale().toString(now.date(), QLocale::ShortFormat);
    const QString time = QLocale().toString(now.time(), QLocale::ShortFormat);
    const QString copied = clipboard.trimmed();
    return {{QStringLiteral("date"), date},        {QStringLiteral("日期"), date},
            {QStringLiteral("time"), time},        {QStringLiteral("时间"), time},
            {QStringLiteral("clipboard"), copied}, {QStringLiteral("剪贴板"), copied}};
}

}  // namespace app
