#include "app/faults/error_codes.h"

#include <QRegularExpression>

namespace app {

QStringList errorCodes(const QString& text) {
    static const QRegularExpression codes(QStringLiteral(
        R"((?<![A-Za-z0-9])(?:)"
        R"((0[xX][0-9A-Fa-f]{4,16})|)"    // 0x80070005
        R"(([A-Z]{2,}(?:_[A-Z0-9]+)+)|)"  // ERR_TIMED_OUT
        R"(([A-Z]{1,4}[-‐–]?\d{2,6})|)"   // E-203, KB5005565
        R"((?:HTTP|[Ee]rror(?: code)?|[Cc]ode|错误码|错误代码|代码|错误)\s*[:：#]?\s*(-?\d{2,10}))"
        R"()(?![A-Za-z0-9]))"));
    QStringList found;
    for (auto it = codes.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QString code;
        for (int group = 1; group <= 4 && code.isEmpty(); ++group)
            code = match.captured(group);
        code = code.toUpper();
        code.remove(QRegularExpression(QStringLiteral("(?<=[A-Z])[-‐–](?=\\d)")));  // E-203 and E203 are one
        if (code.startsWith(QLatin1String("0X"))) code.replace(0, 2, QStringLiteral("0x"));
        found += code;
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

}  // namespace app
