#include "app/conversations/conversation_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <utility>
#include <variant>

#include <QCoreApplication>
#include <QDir>
#include <QPointer>
#include <spdlog/spdlog.h>

#include "app/conversations/schema.h"
#include "app/conversations/store_error.h"
#include "app/conversations/turn_row.h"
#include "app/images/image_import.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConversationStore)
};

constexpr int busyMilliseconds = 500;  // another window may be writing

/// With FULL a commit is on the platter when it returns; with NORMAL only a power cut can take it back.
void setDurable(SQLite::Database& database, bool durable) {
    database.exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

std::int64_t now() {
    return QDateTime::currentMSecsSinceEpoch();
}

void insertConversation(SQLite::Database& database, Conversation& conversation) {
    SQLite::Statement statement(database, "INSERT INTO conversations (created, changed) VALUES (?, ?)");
    statement.bind(1, now());
    statement.bind(2, now());
    statement.exec();
    conversation.id = database.getLastInsertRowid();
}

std::int64_t insertTurn(SQLite::Database& database, std::int64_t conversation, int position,
                        const Turn& turn) {
    SQLite::Statement statement(database,
                                "INSERT INTO turns (conversation, position, asked, question, answer, "
                                "thinking, state, problem, model, "
                                "prompt_tokens, image_tokens, new_tokens, first_token_seconds, "
                                "total_seconds, changed) VALUES (:conversation, "
                                ":position, :asked, :question, :answer, :thinking, :state, :problem, :model, "
                                ":prompt_tokens, :image_tokens, "
                                ":new_tokens, :first_token_seconds, :total_seconds, :changed)");
    statement.bind(":conversation", conversation);
    statement.bind(":position", position);
    statement.bind(":asked", static_cast<std::int64_t>(turn.asked.toMSecsSinceEpoch()));
    statement.bind(":question", turn.question.toStdString());
    bindAnswer(statement, turn);
    statement.exec();
    return database.getLastInsertRowid();
}

void insertPictures(SQLite::Database& database, std::int64_t turn, const QList<Picture>& pictures) {
    SQLite::Statement statement(database,
                                "INSERT INTO turn_pictures (turn, position, hash, name) VALUES (?, ?, ?, ?)");
    for (int i = 0; i < pictures.size(); ++i) {
        statement.bind(1, turn);
        statement.bind(2, i);
        statement.bind(3, pictures[i].hash.toStdString());
        statement.bind(4, pictures[i].name.toStdString());
        statement.exec();
        statement.reset();
    }
}

}  // namespace

ConversationStore::ConversationStore(const QString& folder)
    : m_folder(folder), m_pictures(folder.isEmpty() ? QString() : QDir(folder).filePath("pictures")) {}

ConversationStore::~ConversationStore() = default;

/// SQLite's exceptions become one sentence; a connection that failed is opened anew the next time.
template <class Call>
auto ConversationStore::guarded(const Call& call) {
    try {
        return call(database());
    } catch (const SQLite::Exception& error) {
        spdlog::error("SQLite: {} (code {})", error.what(), error.getExtendedErrorCode());
        if (!m_folder.isEmpty()) m_database.reset();
        throw StoreError(
            Text::tr("The conversation could not be kept or read in %1 (%2): free disk space or check the "
                     "folder's permissions.")
                .arg(QDir::toNativeSeparators(m_folder), QString::fromUtf8(error.what())));
    }
}

SQLite::Database& ConversationStore::database() {
    if (m_database) return *m_database;
    if (!m_folder.isEmpty()) QDir().mkpath(m_folder);
    const std::string file =
        m_folder.isEmpty() ? ":memory:"
                           : QFile::encodeName(QDir(m_folder).filePath("conversations.db")).toStdString();
    auto opened = std::make_unique<SQLite::Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                     busyMilliseconds);
    opened->exec("PRAGMA journal_mode = WAL");
    opened->exec("PRAGMA foreign_keys = ON");
    setDurable(*opened, true);
    applySchema(*opened);
    m_database = std::move(opened);
    return *m_database;
}

void ConversationStore::open() {
    guarded([](SQLite::Database&) {});
}

void ConversationStore::writePictures(const QList<Picture>& pictures, QObject* context,
                                      std::function<void()> then) {
    if (pictures.isEmpty() || m_pictures.isInMemory()) return then();
    m_queue.add([this, pictures, context = QPointer<QObject>(context),
                 then = std::move(then)]() -> BackgroundQueue::Then {
        try {
            for (const Picture& picture : pictures)
                m_pictures.keep(picture.hash, picture.bytes);
        } catch (const std::exception& error) {
            spdlog::warn("{}", error.what());
        }
        return [context, then] {
            if (context) then();
        };
    });
}

void ConversationStore::addTurn(Conversation& conversation, int index) {
    Turn& turn = conversation.turns[index];
    // Files first: a row never names a picture that isn't there. Those of writePictures cost nothing again.
    for (const Picture& picture : turn.pictures)
        m_pictures.keep(picture.hash, picture.bytes);
    guarded([&](SQLite::Database& db) {
        setDurable(db, true);
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        Conversation row{conversation.id, {}};
        if (row.id == 0) insertConversation(db, row);
        const std::int64_t id = insertTurn(db, row.id, index, turn);
        insertPictures(db, id, turn.pictures);
        transaction.commit();
        conversation.id = row.id;
        turn.id = id;
    });
}

void ConversationStore::saveAnswer(const Turn& turn) {
    guarded([&](SQLite::Database& db) {
        setDurable(db, !turn.isRunning());
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(
            db,
            "UPDATE turns SET answer = :answer, thinking = :thinking, state = :state, problem = :problem, "
            "model = "
            ":model, prompt_tokens = :prompt_tokens, image_tokens = :image_tokens, new_tokens = :new_tokens, "
            "first_token_seconds = :first_token_seconds, total_seconds = :total_seconds, changed = :changed "
            "WHERE id = "
            ":id");
        bindAnswer(statement, turn);
        statement.bind(":id", turn.id);
        statement.exec();
        SQLite::Statement touched(
            db,
            "UPDATE conversations SET changed = ? WHERE id = (SELECT conversation FROM turns WHERE id = ?)");
        touched.bind(1, now());
        touched.bind(2, turn.id);
        touched.exec();
        transaction.commit();
    });
}

Conversation ConversationStore::load(std::int64_t id) {
    return guarded([&](SQLite::Database& db) {
        Conversation conversation{id, {}};
        SQLite::Statement rows(db, std::string("SELECT ") + turnColumns +
                                       " FROM turns WHERE conversation = ? ORDER BY position, id");
        rows.bind(1, id);
        while (rows.executeStep()) {
            auto turn = turnFrom(rows);
            if (!turn) {
                spdlog::warn("Turn {} is damaged and left out", rows.getColumn(0).getInt64());
                continue;
            }
            turn->pictures = loadPictures(turn->id);
            conversation.turns.append(*std::move(turn));
        }
        return conversation;
    });
}

QList<Picture> ConversationStore::loadPictures(std::int64_t turn) {
    const ImageImport import;
    QList<Picture> pictures;
    SQLite::Statement rows(*m_database,
                           "SELECT hash, name FROM turn_pictures WHERE turn = ? ORDER BY position");
    rows.bind(1, turn);
    while (rows.executeStep()) {
        const QByteArray hash = QByteArray::fromStdString(rows.getColumn(0).getString());
        const QString name = QString::fromStdString(rows.getColumn(1).getString());
        try {
            auto opened = import.fromBytes(m_pictures.read(hash), name);
            auto* picture = std::get_if<Picture>(&opened);
            if (picture != nullptr && picture->hash == hash) {
                pictures.append(std::move(*picture));
                continue;
            }
        } catch (const StoreError& error) {
            spdlog::warn("{}", error.what());
        }
        spdlog::warn("A picture of turn {} is damaged and left out", turn);
    }
    return pictures;
}

QList<ConversationSummary> ConversationStore::list() {
    return guarded([&](SQLite::Database& db) {
        QList<ConversationSummary> list;
        SQLite::Statement rows(
            db,
            "SELECT c.id, c.changed, (SELECT question FROM turns WHERE conversation = c.id ORDER BY "
            "position, id LIMIT 1) FROM conversations c ORDER BY c.changed DESC, c.id DESC");
        while (rows.executeStep()) {
            list.append({rows.getColumn(0).getInt64(), QString::fromStdString(rows.getColumn(2).getString()),
                         QDateTime::fromMSecsSinceEpoch(rows.getColumn(1).getInt64(), Qt::UTC)});
        }
        return list;
    });
}

}  // namespace app
