#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>

#include "app/background/background_queue.h"
#include "app/chat/turn.h"

namespace app {

class ConversationStore;
class PictureStore;

enum class ExportFormat { Markdown, Html, Pdf, Json };

/// md, html, pdf or json.
QString suffixOf(ExportFormat format);
std::optional<ExportFormat> formatOf(const QString& suffix);

/// One conversation as it goes into a file.
struct ExportedConversation {
    QString title;
    QDateTime created;
    QDateTime changed;
    bool isPinned = false;
    QString folder;
    QStringList tags;
    std::vector<std::pair<Turn, TurnId>>
        turns;            ///< every version, each with the turn before it; oldest first
    QList<TurnId> shown;  ///< the branch that is shown
    int lostPictures = 0;

    /// The turns of the branch that is shown.
    std::vector<const Turn*> branch() const;
};

/// Reads all but the bytes of the pictures. Throws StoreError, also when there is no such conversation.
ExportedConversation collectForExport(ConversationStore& store, std::int64_t id);
/// Reads the bytes of the pictures; those that are lost are counted. Any thread.
void readPictures(ExportedConversation& conversation, const PictureStore& pictures);

/// What stands in the file. Markdown, HTML and PDF have the branch that is shown, JSON has everything.
QByteArray exportedBytes(const QList<ExportedConversation>& conversations, ExportFormat format);

/// Writes beside its place and renames, so that there is a whole file or none. Empty, or a sentence for
/// people.
QString writeExport(const QString& path, const QByteArray& bytes);

/// A file name out of a title.
QString fileNameFor(const QString& title, ExportFormat format);

/// Exports for the window, on a thread of its own.
class Exporter final : public QObject {
    Q_OBJECT

 public:
    explicit Exporter(ConversationStore& store, QObject* parent = nullptr);

    /// One conversation into a file, or several into one.
    void exportTo(const QString& path, const QList<std::int64_t>& ids, ExportFormat format);
    /// Each into a file of its own in a folder; none that is there is written over.
    void exportInto(const QString& folder, const QList<std::int64_t>& ids, ExportFormat format);

 signals:
    /// How many files there are now, and where; pictures that could not be read are missing in them.
    void exported(int files, const QString& path, int lostPictures);
    void failed(const QString& sentence);

 private:
    /// Without the pictures' bytes; empty when it failed, which was told.
    std::optional<QList<ExportedConversation>> collect(const QList<std::int64_t>& ids);

    ConversationStore& m_store;
    BackgroundQueue m_queue;
};

}  // namespace app
