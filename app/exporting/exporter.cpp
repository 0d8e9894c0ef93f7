#include "app/exporting/exporter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/exporting/formats.h"
#include "app/images/image_format.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exporter)
};

/// A name that is free, by a number where the plain one is taken.
QString freePath(const QString& folder, const QString& name) {
    const QFileInfo plain(QDir(folder).filePath(name));
    QString path = plain.filePath();
    for (int i = 2; QFileInfo::exists(path); ++i) {
        path = QDir(folder).filePath(
            QStringLiteral("%1 (%2).%3").arg(plain.completeBaseName()).arg(i).arg(plain.suffix()));
    }
    return path;
}

}  // namespace

QString suffixOf(ExportFormat format) {
    switch (format) {
        case ExportFormat::Markdown:
            return QStringLiteral("md");
        case ExportFormat::Html:
            return QStringLiteral("html");
        case ExportFormat::Pdf:
            return QStringLiteral("pdf");
        case ExportFormat::Json:
            return QStringLiteral("json");
    }
    return {};
}

std::optional<ExportFormat> formatOf(const QString& suffix) {
    for (const ExportFormat format :
         {ExportFormat::Markdown, ExportFormat::Html, ExportFormat::Pdf, ExportFormat::Json}) {
        if (suffix.compare(suffixOf(format), Qt::CaseInsensitive) == 0) return format;
    }
    return {};
}

std::vector<const Turn*> ExportedConversation::branch() const {
    std::vector<const Turn*> branch;
    for (const auto& [turn, parent] : turns) {
        if (shown.contains(turn.id)) branch.push_back(&turn);
    }
    return branch;
}

ExportedConversation collectForExport(ConversationStore& store, std::int64_t id) {
    ConversationShelf shelf(store);
    const auto summaries = shelf.summaries({id});
    if (summaries.isEmpty()) throw StoreError(Text::tr("There is no conversation %1.").arg(id));
    const ConversationSummary& summary = summaries.first();
    ExportedConversation conversation;
    conversation.title = summary.title;
    conversation.changed = summary.changed;
    conversation.isPinned = summary.isPinned;
    conversation.tags = summary.tags;
    for (const Folder& folder : shelf.folders()) {
        if (folder.id == summary.folder) conversation.folder = folder.name;
    }
    conversation.created = store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(db, "SELECT created FROM conversations WHERE id = ?");
        row.bind(1, id);
        return row.executeStep() ? QDateTime::fromMSecsSinceEpoch(row.getColumn(0).getInt64(), Qt::UTC)
                                 : QDateTime();
    });
    conversation.turns = store.loadTree(id);
    for (const Turn& turn : store.loadText(id).turns)
        conversation.shown.append(turn.id);
    return conversation;
}

void readPictures(ExportedConversation& conversation, const PictureStore& pictures) {
    for (auto& [turn, parent] : conversation.turns) {
        for (Picture& picture : turn.pictures) {
            try {
                picture.bytes = pictures.read(picture.hash);
            } catch (const StoreError&) {
                ++conversation.lostPictures;
            }
        }
    }
}

QByteArray exportedBytes(const QList<ExportedConversation>& conversations, ExportFormat format) {
    switch (format) {
        case ExportFormat::Markdown:
            return toMarkdown(conversations);
        case ExportFormat::Html:
            return toHtml(conversations);
        case ExportFormat::Pdf:
            return toPdf(conversations);
        case ExportFormat::Json:
            return toJson(conversations);
    }
    return {};
}

QString writeExport(const QString& path, const QByteArray& bytes) {
    const auto problem = [&](const QString& reason) {
        return Text::tr(
                   "%1 cannot be written (%2): check the disk's free space and the folder's permissions.")
            .arg(QDir::toNativeSeparators(path), reason);
    };
    // A rename would put a file in the place of a device or a pipe.
    const QFileInfo there(path);
    if (there.exists() && !there.isFile()) return problem(Text::tr("it is not a file"));
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
    return problem(file.errorString());
}

QString fileNameFor(const QString& title, ExportFormat format) {
    QString name;
    for (const QChar c : title.simplified())
        name += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : u'_';
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    name = name.left(60).trimmed();
    if (name.isEmpty()) name = QStringLiteral("conversation");
    return name + u'.' + suffixOf(format);
}

QString mimeOf(const QByteArray& bytes) {
    const QByteArray format = imageFormatOf(bytes);
    return QStringLiteral("image/") +
           (format.isEmpty() ? QStringLiteral("png") : QString::fromLatin1(format));
}

Exporter::Exporter(ConversationStore& store, QObject* parent) : QObject(parent), m_store(store) {}

std::optional<QList<ExportedConversation>> Exporter::collect(const QList<std::int64_t>& ids) {
    QList<ExportedConversation> conversations;
    try {
        for (const std::int64_t id : ids)
            conversations += collectForExport(m_store, id);
    } catch (const StoreError& error) {
        emit failed(error.sentence());
        return std::nullopt;
    }
    return conversations;
}

void Exporter::exportTo(const QString& path, const QList<std::int64_t>& ids, ExportFormat format) {
    auto collected = collect(ids);
    if (!collected) return;
    m_queue.add(
        [this, path, format, conversations = std::move(*collected)]() mutable -> BackgroundQueue::Then {
            int lost = 0;
            for (ExportedConversation& conversation : conversations) {
                readPictures(conversation, m_store.pictures());
                lost += conversation.lostPictures;
            }
            const QString problem = writeExport(path, exportedBytes(conversations, format));
            return [this, path, problem, lost] {
                if (problem.isEmpty()) {
                    emit exported(1, path, lost);
                } else {
                    emit failed(problem);
                }
            };
        });
}

void Exporter::exportInto(const QString& folder, const QList<std::int64_t>& ids, ExportFormat format) {
    auto collected = collect(ids);
    if (!collected) return;
    m_queue.add(
        [this, folder, format, conversations = std::move(*collected)]() mutable -> BackgroundQueue::Then {
            int files = 0;
            int lost = 0;
            QString problem;
            for (ExportedConversation& conversation : conversations) {
                readPictures(conversation, m_store.pictures());
                problem = writeExport(freePath(folder, fileNameFor(conversation.title, format)),
                                      exportedBytes({conversation}, format));
                if (!problem.isEmpty()) break;
                lost += conversation.lostPictures;
                ++files;
                for (auto& [turn, parent] : conversation.turns)
                    turn.pictures.clear();  // not all of them in memory at once
            }
            return [this, folder, files, problem, lost] {
                if (problem.isEmpty()) {
                    emit exported(files, folder, lost);
                } else {
                    emit failed(problem);
                }
            };
        });
}

}  // namespace app
