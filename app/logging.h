#pragma once

#include <QString>

namespace app {

/// Sends spdlog's default logger to DATA/logs/glancedesk.log (three files of 1 MiB at most) and warnings to
/// stderr. What users type, answers and picture names are never logged. An unwritable folder leaves stderr
/// alone.
void startLogging(const QString& dataFolder);

/// For a command without a log file: errors alone, to stderr.
void logErrorsAlone();

/// Writes out and closes the file.
void stopLogging();

}  // namespace app
