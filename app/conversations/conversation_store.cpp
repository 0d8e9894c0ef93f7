#include "app/conversations/conversation_store.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <QDir>
#include <QPointer>
#include <spdlog/spdlog.h>

#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/conversations/title.h"
#include "app/conversations/turn_row.h"
#include "app/conversations/turn_tree.h"
#include "app/images/image_import.h"

namespace app {
namespace {

void insertConversation(SQLite::Database& database, Conversation& conversation, const QString& title) {
    SQLite::Statement statement(database,
                                "INSERT INTO conversations (created, changed, title) VALUES (?, ?, ?)");
    statement.bind(1, storeTime());
    statement.bind(2, storeTime());
    statement.bind(3, title.toStdString());
    statement.exec();
    conversation.id = database.getLastInsertRowid();
}

std::int64_t insertTurn(SQLite::Database& database, std::int64_t conversation, int position, TurnId parent,
                        const Turn& turn) {
    SQLite::Statement statement(
        database,
        "INSERT INTO turns (conversation, position, parent, asked, question, answer, thinking, state, "
        "problem, "
        "model, prompt_tokens, image_tokens, new_tokens, first_token_seconds, total_seconds, changed) VALUES "
        "(:conversation, :position, :parent, :asked, :question, :answer, :thinking, :state, :problem, "
        ":model, "
        ":prompt_tokens, :image_tokens, :new_tokens, :first_token_seconds, :total_seconds, :changed)");
    statement.bind(":conversation", conversation);
    statement.bind(":position", position);
    if (parent > 0) statement.bind(":parent", parent);
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

QList<Picture> namedPictures(SQLite::Database& database, TurnId turn) {
    SQLite::Statement rows(database, "SELECT hash, name FROM turn_pictures WHERE turn = ? ORDER BY position");
    rows.bind(1, turn);
    QList<Picture> pictures;
    while (rows.executeStep()) {
        Picture picture;
        picture.hash = QByteArray::fromStdString(rows.getColumn(0).getString());
        picture.name = QString::fromStdString(rows.getColumn(1).getString());
        pictures.append(picture);
    }
    return pictures;
}

/// Empty when the row is damaged.
std::optional<Turn> turnAt(SQLite::Database& database, TurnId id) {
    SQLite::Statement row(database, std::string("SELECT ") + turnColumns + " FROM turns WHERE id = ?");
    row.bind(1, id);
    if (!stepIfWhole(row)) return {};
    auto turn = turnFrom(row);
    if (!turn) {
        spdlog::warn("Turn {} is damaged and left out", id);
        return {};
    }
    turn->pictures = namedPictures(database, id);
    return turn;
}

void rememberShown(SQLite::Database& database, std::int64_t conversation, TurnId last) {
    SQLite::Statement statement(database, "UPDATE conversations SET shown = ? WHERE id = ?");
    statement.bind(1, last);
    statement.bind(2, conversation);
    statement.exec();
}

}  // namespace

ConversationStore::ConversationStore(const QString& folder)
    : m_database(std::make_unique<StoreDatabase>(folder)),
      m_pictures(folder.isEmpty() ? QString() : QDir(folder).filePath("pictures")) {}

ConversationStore::~ConversationStore() = default;

void ConversationStore::open() {
    m_database->use([](SQLite::Database&) {});
}

void ConversationStore::writePictures(const QList<Picture>& pictures, QObject* context,
                                      std::function<void()> then) {
    if (pictures.isEmpty() || m_pictures.isInMemory()) return then();
    m_queue.add([this, pictures, context = QPointer<QObject>(context),
                 then = std::move(then)]() -> BackgroundQueue::Then {
        try {
            for (const Picture& picture : pictures) {
                if (!picture.bytes.isEmpty()) m_pictures.keep(picture.hash, picture.bytes);
            }
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
    TurnId parent = 0;
    for (int i = 0; i < index; ++i)
        parent = std::max<TurnId>(parent, conversation.turns[i].id);
    const auto [conversationId, turnId] = m_database->write(true, [&](SQLite::Database& db) {
        // Files first: a row never names a picture that isn't there. Those of writePictures cost nothing
        // again; within the transaction, so that no emptying of the trash takes them away in between.
        for (const Picture& picture : turn.pictures) {
            if (!picture.bytes.isEmpty()) m_pictures.keep(picture.hash, picture.bytes);
        }
        Conversation row{conversation.id, {}};
        if (row.id == 0) insertConversation(db, row, titleFromQuestion(turn.question));
        const std::int64_t id = insertTurn(db, row.id, index, parent, turn);
        insertPictures(db, id, turn.pictures);
        rememberShown(db, row.id, id);
        return std::pair(row.id, id);
    });
    // Not before the commit, which may fail too: what has a number counts as written.
    conversation.id = conversationId;
    turn.id = turnId;
    // Outside: where the file is damaged, a read that fails would undo the transaction.
    turn.versions =
        m_database->use([&conversationId = conversationId, &turnId = turnId](SQLite::Database& db) {
            return TurnTree(db, conversationId).versions(turnId);
        });
}

void ConversationStore::saveAnswer(const Turn& turn) {
    m_database->write(!turn.isRunning(), [&](SQLite::Database& db) {
        SQLite::Statement statement(
            db,
            "UPDATE turns SET answer = :answer, thinking = :thinking, state = :state, problem = :problem, "
            "model = :model, prompt_tokens = :prompt_tokens, image_tokens = :image_tokens, new_tokens = "
            ":new_tokens, first_token_seconds = :first_token_seconds, total_seconds = :total_seconds, "
            "changed = :changed WHERE id = :id");
        bindAnswer(statement, turn);
        statement.bind(":id", turn.id);
        statement.exec();
        SQLite::Statement touched(
            db,
            "UPDATE conversations SET changed = ? WHERE id = (SELECT conversation FROM turns WHERE id = ?)");
        touched.bind(1, storeTime());
        touched.bind(2, turn.id);
        touched.exec();
    });
}

Conversation ConversationStore::loadText(std::int64_t id, TurnId through) {
    return m_database->use([&](SQLite::Database& db) {
        Conversation conversation{id, {}};
        const TurnTree tree(db, id);
        for (const TurnId turnId : tree.branch(through)) {
            auto turn = turnAt(db, turnId);
            if (!turn) {
                ++conversation.damaged;
                continue;
            }
            turn->versions = tree.versions(turnId);
            conversation.turns.append(*std::move(turn));
        }
        return conversation;
    });
}

Conversation ConversationStore::load(std::int64_t id, TurnId through) {
    Conversation conversation = loadText(id, through);
    for (Turn& turn : conversation.turns) {
        QList<Picture> whole;
        for (const Picture& named : turn.pictures) {
            if (auto picture = openPicture(named)) whole.append(*std::move(picture));
        }
        conversation.damaged += static_cast<int>(turn.pictures.size() - whole.size());
        turn.pictures = whole;
    }
    return conversation;
}

std::vector<std::pair<Turn, TurnId>> ConversationStore::loadTree(std::int64_t id) {
    return m_database->use([&](SQLite::Database& db) {
        std::vector<std::pair<Turn, TurnId>> turns;
        const TurnTree tree(db, id);
        SQLite::Statement rows(db, "SELECT id FROM turns WHERE conversation = ? ORDER BY id");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const TurnId turnId = rows.getColumn(0).getInt64();
            if (auto turn = turnAt(db, turnId)) turns.emplace_back(*std::move(turn), tree.parent(turnId));
        }
        return turns;
    });
}

std::optional<Picture> ConversationStore::openPicture(const Picture& named) const {
    try {
        auto opened = m_import.fromBytes(m_pictures.read(named.hash), named.name);
        auto* picture = std::get_if<Picture>(&opened);
        if (picture != nullptr && picture->hash == named.hash) return std::move(*picture);
        spdlog::warn("A picture is damaged and left out: {}", named.hash.toStdString());
    } catch (const StoreError& error) {
        spdlog::warn("{}", error.what());
    }
    return {};
}

void ConversationStore::openPictures(const QList<Picture>& named, std::stop_token stop, QObject* context,
                                     Opened opened) {
    for (const Picture& picture : named) {
        if (m_pictures.isInMemory()) {
            opened(picture.hash, openPicture(picture));
            continue;
        }
        auto job = [this, picture, stop, context = QPointer<QObject>(context),
                    opened]() -> BackgroundQueue::Then {
            if (stop.stop_requested()) return [] {};
            return [stop, context, opened, hash = picture.hash, whole = openPicture(picture)] {
                if (context && !stop.stop_requested()) opened(hash, whole);
            };
        };
        m_openers.add(std::move(job));
    }
}

void ConversationStore::show(std::int64_t conversation, TurnId last) {
    m_database->write(false, [&](SQLite::Database& db) { rememberShown(db, conversation, last); });
}

QList<ConversationSummary> ConversationStore::list() {
    return m_database->use([&](SQLite::Database& db) {
        QList<ConversationSummary> list;
        SQLite::Statement rows(
            db,
            "SELECT c.id, c.changed, c.title, (SELECT question FROM turns WHERE conversation = c.id ORDER BY "
            "position, id LIMIT 1) FROM conversations c WHERE c.trashed IS NULL ORDER BY c.changed DESC, "
            "c.id "
            "DESC");
        while (rows.executeStep()) {
            ConversationSummary summary;
            summary.id = rows.getColumn(0).getInt64();
            summary.changed = QDateTime::fromMSecsSinceEpoch(rows.getColumn(1).getInt64(), Qt::UTC);
            summary.title = QString::fromStdString(rows.getColumn(2).getString());
            summary.firstQuestion = QString::fromStdString(rows.getColumn(3).getString());
            list.append(summary);
        }
        return list;
    });
}

}  // namespace app
