#pragma once

#include <optional>

#include <QFile>
#include <QSet>
#include <QString>

#include "app/cli/batch_source.h"

namespace app {

struct BatchRow {
    QString answer;
    double seconds = 0;
    int tokens = 0;  ///< of the answer
    QString error;   ///< one sentence; empty when it was answered
};

/// The table of a batch: name, question, answer, seconds, tokens, error. A row is on the disk whole or not at
/// all, and a table that is there already is gone on with.
class BatchTable final {
 public:
    explicit BatchTable(const QString& path);

    /// Takes the table for this program alone. Answered rows stay; failed ones and half a row are taken out,
    /// since they are asked again. One sentence when the file is another one's, or can't be written.
    std::optional<QString> open();

    bool isAnswered(const BatchItem& item) const;
    /// One sentence when it can't be kept; the table is then as it was.
    std::optional<QString> add(const BatchItem& item, const BatchRow& row);

 private:
    std::optional<QString> openAlone();
    std::optional<QString> read();
    std::optional<QString> writeKept();
    QString unwritable(const QString& reason) const;

    QFile m_file;
    QSet<QString> m_answered;
    QString m_kept;  ///< the table as it should be now; emptied once it is
    bool m_isTidy = false;
};

}  // namespace app
