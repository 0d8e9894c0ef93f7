#pragma once

#include <QString>
#include <QStringList>

namespace app {

/// The error codes that a text names (E-203, 0x80070005, ERR_TIMED_OUT, HTTP 502, 错误码 1603), in one
/// spelling, sorted, each once.
QStringList errorCodes(const QString& text);

}  // namespace app
