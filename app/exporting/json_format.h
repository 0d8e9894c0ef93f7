#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include "app/exporting/exporter.h"

namespace app {

/// What a JSON file held, or one sentence that says why it cannot be read.
struct ParsedExport {
    QList<ExportedConversation> conversations;
    QString problem;
};

/// Pictures come with their bytes; nothing of it is trusted: turns need their parent before them, and times,
/// states and ids must make sense.
ParsedExport fromJson(const QByteArray& bytes);

}  // namespace app
