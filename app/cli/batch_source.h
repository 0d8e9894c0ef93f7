#pragma once

#include <optional>

#include <QList>
#include <QString>

namespace app {

/// One picture of a batch and what is asked about it.
struct BatchItem {
    QString name;  ///< as the table says it
    QString path;
    QString question;
};

struct BatchSource {
    QList<BatchItem> items;
    std::optional<QString> problem;  ///< one sentence for the user; then there are no items
};

/// The pictures of a folder by their names (file2 before file10), each with `question`; or those of a JSON
/// Lines file in its order, each with its own question or else with `question`, paths relative to the file's
/// folder.
BatchSource batchSource(const QString& place, const QString& question);

}  // namespace app
