#include "app/conversations/conversation_shelf.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "app/conversations/picture_sweep.h"
#include "app/conversations/store_database.h"
#include "app/conversations/turn_row.h"

namespace app {
namespace {

constexpr auto order = " ORDER BY c.pinned DESC, c.changed DESC, c.id DESC";

/// One statement for each id, in one transaction.
template <class Bind>
void forEach(StoreDatabase& database, const QList<std::int64_t>& ids, const char* sql, const Bind& bind) {
    database.write(true, [&](SQLite::Database& db) {
        SQLite::Statement statement(db, sql);
        for (const std::int64_t id : ids) {
            bind(statement, id);
            statement.exec();
            statement.reset();
        }
    });
}

ConversationSummary summaryFrom(SQLite::Statement& row) {
    ConversationSummary summary;
    summary.id = row.getColumn(0).getInt64();
    summary.title = QString::fromStdString(row.getColumn(1).getString());
    summary.changed = QDateTime::fromMSecsSinceEpoch(row.getColumn(2).getInt64(), Qt::UTC);
    summary.isPinned = row.getColumn(3).getInt() != 0;
    summary.folder = row.getColumn(4).getInt64();
    if (!row.getColumn(5).isNull())
        summary.trashed = QDateTime::fromMSecsSinceEpoch(row.getColumn(5).getInt64(), Qt::UTC);
    summary.hasDraft = row.getColumn(6).getInt() != 0;
    const QString tags = QString::fromStdString(row.getColumn(7).getString());
    summary.tags = tags.split(QChar(0x1F), Qt::SkipEmptyParts);
    summary.tags.sort();
    return summary;
}

void collect(SQLite::Database& db, const char* sql, std::int64_t id, std::set<std::string>& hashes) {
    SQLite::Statement rows(db, sql);
    rows.bind(1, id);
    while (rows.executeStep())
        hashes.insert(rows.getColumn(0).getString());
}

void run(SQLite::Database& db, const char* sql, std::int64_t id) {
    SQLite::Statement statement(db, sql);
    statement.bind(1, id);
    statement.exec();
}

void insertDraft(SQLite::Database& db, PictureStore& files, std::int64_t conversation, const Draft& draft) {
    SQLite::Statement row(db, "INSERT INTO drafts (conversation, changed, text) VALUES (?, ?, ?)");
    row.bind(1, conversation);
    row.bind(2, storeTime());
    row.bind(3, draft.text.toStdString());
    row.exec();
    SQLite::Statement pictures(
        db, "INSERT INTO draft_pictures (conversation, position, hash, name) VALUES (?, ?, ?, ?)");
    for (int i = 0; i < draft.pictures.size(); ++i) {
        const Picture& picture = draft.pictures[i];
        if (!picture.bytes.isEmpty()) files.keep(picture.hash, picture.bytes);
        pictures.bind(1, conversation);
        pictures.bind(2, i);
        pictures.bind(3, picture.hash.toStdString());
        pictures.bind(4, picture.name.toStdString());
        pictures.exec();
        pictures.reset();
    }
}

void eraseUnused(SQLite::Database& db, PictureStore& files, const std::set<std::string>& hashes) {
    // Inside the transaction: nobody can begin to use one of these meanwhile.
    for (const std::string& hash : hashes) {
        if (!isPictureUsed(db, hash)) files.remove(QByteArray::fromStdString(hash));
    }
}

}  // namespace

QList<std::int64_t> ConversationShelf::ids(const ShelfPlace& place) {
    return m_store.database().use([&](SQLite::Database& db) {
        std::string sql = "SELECT c.id FROM conversations c WHERE ";
        switch (place.kind) {
            case ShelfPlace::Kind::All:
                sql += "c.trashed IS NULL";
                break;
            case ShelfPlace::Kind::Folder:
                sql += "c.trashed IS NULL AND c.folder = :folder";
                break;
            case ShelfPlace::Kind::Tag:
                sql += "c.trashed IS NULL AND c.id IN (SELECT conversation FROM tags WHERE name = :tag)";
                break;
            case ShelfPlace::Kind::Trash:
                sql += "c.trashed IS NOT NULL";
                break;
        }
        SQLite::Statement rows(
            db,
            sql + (place.kind == ShelfPlace::Kind::Trash ? " ORDER BY c.trashed DESC, c.id DESC" : order));
        if (place.kind == ShelfPlace::Kind::Folder) rows.bind(":folder", place.folder);
        if (place.kind == ShelfPlace::Kind::Tag) rows.bind(":tag", place.tag.toStdString());
        QList<std::int64_t> ids;
        while (rows.executeStep())
            ids.append(rows.getColumn(0).getInt64());
        return ids;
    });
}

QList<ConversationSummary> ConversationShelf::summaries(const QList<std::int64_t>& ids) {
    return m_store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(db,
                              "SELECT c.id, c.title, c.changed, c.pinned, c.folder, c.trashed, "
                              "EXISTS (SELECT 1 FROM drafts WHERE conversation = c.id), "
                              "(SELECT group_concat(name, char(31)) FROM tags WHERE conversation = c.id) "
                              "FROM conversations c WHERE c.id = ?");
        QList<ConversationSummary> list;
        for (const std::int64_t id : ids) {
            row.bind(1, id);
            if (stepIfWhole(row)) list.append(summaryFrom(row));
            row.tryReset();
        }
        return list;
    });
}

bool ConversationShelf::has(std::int64_t id) {
    return m_store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(db, "SELECT EXISTS (SELECT 1 FROM conversations WHERE id = ?)");
        row.bind(1, id);
        return row.executeStep() && row.getColumn(0).getInt() != 0;
    });
}

QList<ConversationTitle> ConversationShelf::titles() {
    return m_store.database().use([&](SQLite::Database& db) {
        QList<ConversationTitle> titles;
        // The order comes from an index alone, and each title by itself: a damaged page costs what stands on
        // it.
        SQLite::Statement rows(
            db, "SELECT id FROM conversations WHERE trashed IS NULL ORDER BY changed DESC, id DESC");
        SQLite::Statement row(db, "SELECT title FROM conversations WHERE id = ?");
        while (stepIfWhole(rows)) {
            const std::int64_t id = rows.getColumn(0).getInt64();
            row.bind(1, id);
            if (stepIfWhole(row)) titles.append({id, QString::fromStdString(row.getColumn(0).getString())});
            row.tryReset();
        }
        return titles;
    });
}

void ConversationShelf::rename(std::int64_t id, const QString& title) {
    forEach(m_store.database(), {id}, "UPDATE conversations SET title = ?, title_by = 'agent' WHERE id = ?",
            [&](SQLite::Statement& statement, std::int64_t which) {
                statement.bind(1, title.simplified().toStdString());
                statement.bind(2, which);
            });
}

bool ConversationShelf::setModelTitle(std::int64_t id, const QString& title) {
    return m_store.database().write(false, [&](SQLite::Database& db) {
        SQLite::Statement statement(
            db,
            "UPDATE conversations SET title = ?, title_by = 'model' WHERE id = ? AND title_by = 'question'");
        statement.bind(1, title.toStdString());
        statement.bind(2, id);
        return statement.exec() > 0;
    });
}

bool ConversationShelf::wantsModelTitle(std::int64_t id) {
    return m_store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(db, "SELECT title_by = 'question' FROM conversations WHERE id = ?");
        row.bind(1, id);
        return row.executeStep() && row.getColumn(0).getInt() != 0;
    });
}

void ConversationShelf::setPinned(const QList<std::int64_t>& ids, bool pinned) {
    forEach(m_store.database(), ids, "UPDATE conversations SET pinned = ? WHERE id = ?",
            [&](SQLite::Statement& statement, std::int64_t id) {
                statement.bind(1, pinned ? 1 : 0);
                statement.bind(2, id);
            });
}

void ConversationShelf::moveTo(const QList<std::int64_t>& ids, std::int64_t folder) {
    forEach(m_store.database(), ids, "UPDATE conversations SET folder = nullif(?, 0) WHERE id = ?",
            [&](SQLite::Statement& statement, std::int64_t id) {
                statement.bind(1, folder);
                statement.bind(2, id);
            });
}

void ConversationShelf::setTag(const QList<std::int64_t>& ids, const QString& tag, bool on) {
    QString name = tag.simplified();
    name.remove(QChar(0x1F));
    if (name.isEmpty()) return;
    forEach(m_store.database(), ids,
            on ? "INSERT OR IGNORE INTO tags (conversation, name) VALUES (:id, :name)"
               : "DELETE FROM tags WHERE conversation = :id AND name = :name",
            [&](SQLite::Statement& statement, std::int64_t id) {
                statement.bind(":id", id);
                statement.bind(":name", name.toStdString());
            });
}

QStringList ConversationShelf::tags() {
    return m_store.database().use([&](SQLite::Database& db) {
        QStringList tags;
        SQLite::Statement rows(db, "SELECT DISTINCT name FROM tags ORDER BY name");
        while (rows.executeStep())
            tags.append(QString::fromStdString(rows.getColumn(0).getString()));
        return tags;
    });
}

QList<Folder> ConversationShelf::folders() {
    return m_store.database().use([&](SQLite::Database& db) {
        QList<Folder> folders;
        SQLite::Statement rows(db, "SELECT id, name, instructions FROM folders ORDER BY name");
        while (rows.executeStep()) {
            folders.append({rows.getColumn(0).getInt64(),
                            QString::fromStdString(rows.getColumn(1).getString()),
                            QString::fromStdString(rows.getColumn(2).getString())});
        }
        return folders;
    });
}

std::int64_t ConversationShelf::addFolder(const QString& name) {
    return m_store.database().write(true, [&](SQLite::Database& db) {
        SQLite::Statement add(db, "INSERT OR IGNORE INTO folders (name) VALUES (?)");
        add.bind(1, name.simplified().toStdString());
        add.exec();
        SQLite::Statement row(db, "SELECT id FROM folders WHERE name = ?");
        row.bind(1, name.simplified().toStdString());
        return row.executeStep() ? row.getColumn(0).getInt64() : 0;
    });
}

void ConversationShelf::changeFolder(const Folder& folder) {
    m_store.database().write(true, [&](SQLite::Database& db) {
        SQLite::Statement change(db, "UPDATE OR IGNORE folders SET name = ?, instructions = ? WHERE id = ?");
        change.bind(1, folder.name.simplified().toStdString());
        change.bind(2, folder.instructions.toStdString());
        change.bind(3, folder.id);
        change.exec();
    });
}

void ConversationShelf::removeFolder(std::int64_t id) {
    m_store.database().write(true,
                             [&](SQLite::Database& db) { run(db, "DELETE FROM folders WHERE id = ?", id); });
}

QString ConversationShelf::instructionsFor(std::int64_t conversation) {
    return m_store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(
            db,
            "SELECT f.instructions FROM conversations c JOIN folders f ON f.id = c.folder WHERE c.id = ?");
        row.bind(1, conversation);
        return row.executeStep() ? QString::fromStdString(row.getColumn(0).getString()) : QString();
    });
}

AnswerStyle ConversationShelf::style(std::int64_t conversation) {
    return m_store.database().use([&](SQLite::Database& db) {
        SQLite::Statement row(db, "SELECT style FROM conversations WHERE id = ?");
        row.bind(1, conversation);
        return row.executeStep() ? styleFrom(QString::fromStdString(row.getColumn(0).getString()))
                                 : AnswerStyle();
    });
}

void ConversationShelf::setStyle(std::int64_t conversation, const AnswerStyle& style) {
    m_store.database().write(false, [&](SQLite::Database& db) {
        SQLite::Statement change(db, "UPDATE conversations SET style = ? WHERE id = ?");
        change.bind(1, wordsOf(style).toStdString());
        change.bind(2, conversation);
        change.exec();
    });
}

void ConversationShelf::trash(const QList<std::int64_t>& ids) {
    forEach(m_store.database(), ids, "UPDATE conversations SET trashed = ? WHERE id = ? AND trashed IS NULL",
            [](SQLite::Statement& statement, std::int64_t id) {
                statement.bind(1, storeTime());
                statement.bind(2, id);
            });
}

void ConversationShelf::restore(const QList<std::int64_t>& ids) {
    forEach(m_store.database(), ids, "UPDATE conversations SET trashed = NULL WHERE id = ?",
            [](SQLite::Statement& statement, std::int64_t id) { statement.bind(1, id); });
}

void ConversationShelf::erase(const QList<std::int64_t>& ids) {
    m_store.database().write(true, [&](SQLite::Database& db) {
        std::set<std::string> hashes;
        for (const std::int64_t id : ids) {
            collect(
                db,
                "SELECT p.hash FROM turn_pictures p JOIN turns t ON t.id = p.turn WHERE t.conversation = ?",
                id, hashes);
            collect(db, "SELECT hash FROM draft_pictures WHERE conversation = ?", id, hashes);
            // One statement for the turns: parents and children go together.
            run(db, "DELETE FROM turns WHERE conversation = ?", id);
            run(db, "DELETE FROM drafts WHERE conversation = ?", id);
            run(db, "DELETE FROM conversations WHERE id = ?", id);
        }
        eraseUnused(db, m_store.pictures(), hashes);
    });
}

int ConversationShelf::eraseTrashedBefore(const QDateTime& time) {
    const auto old = m_store.database().use([&](SQLite::Database& db) {
        QList<std::int64_t> found;
        SQLite::Statement rows(db, "SELECT id FROM conversations WHERE trashed < ?");
        rows.bind(1, static_cast<std::int64_t>(time.toMSecsSinceEpoch()));
        while (rows.executeStep())
            found.append(rows.getColumn(0).getInt64());
        return found;
    });
    if (!old.isEmpty()) erase(old);
    return static_cast<int>(old.size());
}

Draft ConversationShelf::draft(std::int64_t conversation) {
    return m_store.database().use([&](SQLite::Database& db) {
        Draft draft;
        SQLite::Statement row(db, "SELECT text FROM drafts WHERE conversation = ?");
        row.bind(1, conversation);
        if (!row.executeStep()) return draft;
        draft.text = QString::fromStdString(row.getColumn(0).getString());
        SQLite::Statement pictures(
            db, "SELECT hash, name FROM draft_pictures WHERE conversation = ? ORDER BY position");
        pictures.bind(1, conversation);
        while (pictures.executeStep()) {
            Picture picture;
            picture.hash = QByteArray::fromStdString(pictures.getColumn(0).getString());
            picture.name = QString::fromStdString(pictures.getColumn(1).getString());
            draft.pictures.append(picture);
        }
        return draft;
    });
}

void ConversationShelf::setDraft(std::int64_t conversation, const Draft& draft) {
    m_store.database().write(false, [&](SQLite::Database& db) {
        std::set<std::string> before;
        collect(db, "SELECT hash FROM draft_pictures WHERE conversation = ?", conversation, before);
        run(db, "DELETE FROM drafts WHERE conversation = ?", conversation);
        if (!draft.isEmpty()) insertDraft(db, m_store.pictures(), conversation, draft);
        // A picture that was removed or redacted before it was sent leaves nothing behind.
        eraseUnused(db, m_store.pictures(), before);
    });
}

int ConversationShelf::dataVersion() {
    return m_store.database().use(
        [](SQLite::Database& db) { return db.execAndGet("PRAGMA data_version").getInt(); });
}

}  // namespace app
