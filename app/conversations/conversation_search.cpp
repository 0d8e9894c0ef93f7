#include "app/conversations/conversation_search.h"

#include <algorithm>
#include <map>
#include <sqlite3.h>
#include <string>
#include <utility>

#include "app/conversations/store_database.h"

namespace app {
namespace {

constexpr int trigram = 3;  ///< what is shorter isn't in the index
constexpr int before = 16;
constexpr int after = 70;

std::string likePattern(QString word) {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    return ('%' + word + '%').toStdString();
}

/// Characters as SQLite counts them.
qsizetype lengthOf(const QString& word) {
    return word.toUcs4().size();
}

QString matchOf(const QStringList& words) {
    QStringList quoted;
    for (QString word : words)
        quoted += '"' + word.replace('"', "\"\"") + '"';
    return quoted.join(" AND ");
}

const char* conditionOf(ShelfPlace::Kind kind) {
    switch (kind) {
        case ShelfPlace::Kind::All:
            return " AND c.trashed IS NULL";
        case ShelfPlace::Kind::Folder:
            return " AND c.trashed IS NULL AND c.folder = :folder";
        case ShelfPlace::Kind::Tag:
            return " AND c.trashed IS NULL AND c.id IN (SELECT conversation FROM tags WHERE name = :tag)";
        case ShelfPlace::Kind::Trash:
            return " AND c.trashed IS NOT NULL";
    }
    return "";
}

QString excerptOf(const QString& text, const QStringList& words) {
    qsizetype at = -1;
    for (const QString& word : words) {
        at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0) break;
    }
    if (at < 0) return {};
    qsizetype from = std::max<qsizetype>(0, at - before);
    if (from > 0 && text[from].isLowSurrogate()) --from;
    qsizetype length = std::min<qsizetype>(text.size() - from, at - from + after);
    if (from + length < text.size() && text[from + length].isLowSurrogate()) ++length;
    QString excerpt = text.mid(from, length);
    excerpt.remove(QStringLiteral("**")).remove(u'`').replace(u'|', u' ');
    excerpt = excerpt.simplified();
    if (from > 0) excerpt.prepend(u'…');
    return excerpt;
}

class Search {
 public:
    Search(SQLite::Database& database, const QString& query, const ShelfPlace& place, int most)
        : m_database(database), m_place(place), m_words(searchWords(query)), m_most(most) {}

    QList<SearchHit> run() {
        searchTurns();
        searchTitles();
        std::vector<std::pair<std::int64_t, SearchHit>> hits;
        for (auto& [conversation, hit] : m_hits)
            hits.emplace_back(hit.first, std::move(hit.second));
        std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        QList<SearchHit> list;
        for (auto& [changed, hit] : hits)
            list.append(std::move(hit));
        return list.first(std::min<qsizetype>(list.size(), m_most));
    }

 private:
    void bindPlace(SQLite::Statement& statement) const {
        if (m_place.kind == ShelfPlace::Kind::Folder) statement.bind(":folder", m_place.folder);
        if (m_place.kind == ShelfPlace::Kind::Tag) statement.bind(":tag", m_place.tag.toStdString());
        statement.bind(":most", m_most);
    }

    std::string bodies(const QStringList& indexed, const QStringList& others) const {
        // The newest conversations first, so that a common word ends the walk early.
        std::string sql = indexed.isEmpty()
                              ? "SELECT max(t.id), c.id, c.changed FROM conversations c JOIN turns t ON "
                                "t.conversation = c.id WHERE 1"
                              : "SELECT max(t.id), c.id, c.changed FROM turn_words w JOIN turns t ON t.id = "
                                "w.rowid JOIN conversations c ON c.id = t.conversation WHERE w.turn_words "
                                "MATCH :match";
        for (int i = 0; i < others.size(); ++i) {
            const std::string mark = ":like" + std::to_string(i);
            sql +=
                " AND (t.question LIKE " + mark + " ESCAPE '\\' OR t.answer LIKE " + mark + " ESCAPE '\\')";
        }
        return sql + conditionOf(m_place.kind) + " GROUP BY c.id ORDER BY c.changed DESC LIMIT :most";
    }

    void searchTurns() {
        QStringList indexed;
        QStringList others;
        for (const QString& word : m_words)
            (lengthOf(word) >= trigram ? indexed : others).append(word);
        SQLite::Statement rows(m_database, bodies(indexed, others));
        if (!indexed.isEmpty()) rows.bind(":match", matchOf(indexed).toStdString());
        for (int i = 0; i < others.size(); ++i)
            rows.bind(":like" + std::to_string(i), likePattern(others[i]));
        bindPlace(rows);
        SQLite::Statement texts(m_database, "SELECT question, answer FROM turns WHERE id = ?");
        while (rows.executeStep()) {
            SearchHit hit{rows.getColumn(1).getInt64(), rows.getColumn(0).getInt64()};
            texts.bind(1, hit.turn);
            if (texts.executeStep()) {
                hit.excerpt = excerptOf(QString::fromStdString(texts.getColumn(1).getString()), m_words);
                if (hit.excerpt.isEmpty())
                    hit.excerpt = excerptOf(QString::fromStdString(texts.getColumn(0).getString()), m_words);
            }
            texts.reset();
            m_hits[hit.conversation] = {rows.getColumn(2).getInt64(), hit};
        }
    }

    void searchTitles() {
        std::string sql = "SELECT c.id, c.changed FROM conversations c WHERE 1";
        for (int i = 0; i < m_words.size(); ++i)
            sql += " AND c.title LIKE :like" + std::to_string(i) + " ESCAPE '\\'";
        SQLite::Statement rows(m_database,
                               sql + conditionOf(m_place.kind) + " ORDER BY c.changed DESC LIMIT :most");
        for (int i = 0; i < m_words.size(); ++i)
            rows.bind(":like" + std::to_string(i), likePattern(m_words[i]));
        bindPlace(rows);
        while (rows.executeStep()) {
            const std::int64_t id = rows.getColumn(0).getInt64();
            if (!m_hits.contains(id)) m_hits[id] = {rows.getColumn(1).getInt64(), SearchHit{id, 0}};
        }
    }

    SQLite::Database& m_database;
    const ShelfPlace& m_place;
    QStringList m_words;
    int m_most;
    std::map<std::int64_t, std::pair<std::int64_t, SearchHit>> m_hits;  ///< by conversation, with its time
};

/// Lets SQLite ask now and then whether to go on.
class Interruption {
 public:
    Interruption(SQLite::Database& database, const std::stop_token& stop) : m_handle(database.getHandle()) {
        sqlite3_progress_handler(
            m_handle, 1000,
            [](void* token) { return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0; },
            const_cast<std::stop_token*>(&stop));
    }
    ~Interruption() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

 private:
    sqlite3* m_handle;
};

}  // namespace

QStringList searchWords(const QString& query) {
    return query.simplified().left(200).split(u' ', Qt::SkipEmptyParts);
}

QList<SearchHit> findConversations(StoreDatabase& database, const QString& query, const ShelfPlace& place,
                                   std::stop_token stop, int most) {
    if (searchWords(query).isEmpty()) return {};
    return database.use([&](SQLite::Database& db) -> QList<SearchHit> {
        const Interruption interruption(db, stop);
        try {
            return Search(db, query, place, most).run();
        } catch (const SQLite::Exception&) {
            if (stop.stop_requested()) return {};
            throw;
        }
    });
}

}  // namespace app
