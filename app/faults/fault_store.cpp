#include "app/faults/fault_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>

#include <QCoreApplication>
#include <QDir>
#include <spdlog/spdlog.h>

#include "app/conversations/open_database.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr SchemaStep steps[] = {
    // 1
    R"sql(
CREATE TABLE faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    approved INTEGER NOT NULL,
    expires INTEGER,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    model TEXT NOT NULL DEFAULT '',
    codes TEXT NOT NULL DEFAULT '',
    print BLOB NOT NULL,
    thumbnail BLOB NOT NULL,
    UNIQUE (print, question)
);
)sql",
    // 2: what a model's vision tower sees; apart, so that reading them all passes no thumbnail
    R"sql(
CREATE TABLE views (
    fault INTEGER PRIMARY KEY REFERENCES faults (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX views_by_model ON views (model);
)sql",
};

constexpr auto selectFaults =
    "SELECT id, approved, expires, question, answer, faults.model, codes, print, thumbnail, views.model, "
    "vector "
    "FROM faults LEFT JOIN views ON fault = id ";

QDateTime timeOf(const SQLite::Column& column) {
    return column.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(column.getInt64(), Qt::UTC);
}

QByteArray blobOf(const SQLite::Column& column) {
    return QByteArray(static_cast<const char*>(column.getBlob()), column.getBytes());
}

QStringList codesOf(const SQLite::Column& column) {
    return QString::fromStdString(column.getString()).split(u' ', Qt::SkipEmptyParts);
}

/// A damaged one is as good as none.
PictureView viewOf(const SQLite::Column& model, const SQLite::Column& bytes) {
    if (bytes.isNull()) return {};
    return PictureView::fromBytes(QString::fromStdString(model.getString()), blobOf(bytes))
        .value_or(PictureView());
}

/// Empty when the row is damaged; that row is lost and nothing else.
std::optional<Fault> faultFrom(SQLite::Statement& row) {
    Fault fault;
    fault.id = row.getColumn(0).getInt64();
    fault.approved = timeOf(row.getColumn(1));
    fault.expires = timeOf(row.getColumn(2));
    fault.question = QString::fromStdString(row.getColumn(3).getString());
    fault.answer = QString::fromStdString(row.getColumn(4).getString());
    fault.model = QString::fromStdString(row.getColumn(5).getString());
    fault.codes = codesOf(row.getColumn(6));
    const auto print = PicturePrint::fromBytes(blobOf(row.getColumn(7)));
    if (!print || fault.answer.isEmpty()) {
        spdlog::warn("Known fault {} is damaged and left out", fault.id);
        return std::nullopt;
    }
    fault.print = *print;
    fault.thumbnail = blobOf(row.getColumn(8));
    fault.view = viewOf(row.getColumn(9), row.getColumn(10));
    return fault;
}

void bindBlob(SQLite::Statement& statement, const char* name, const QByteArray& bytes) {
    statement.bind(name, bytes.constData(), static_cast<int>(bytes.size()));
}

void bindFault(SQLite::Statement& statement, const Fault& fault) {
    statement.bind(":approved", static_cast<std::int64_t>(fault.approved.toMSecsSinceEpoch()));
    if (fault.expires.isValid())
        statement.bind(":expires", static_cast<std::int64_t>(fault.expires.toMSecsSinceEpoch()));
    else
        statement.bind(":expires");
    statement.bind(":question", fault.question.toStdString());
    statement.bind(":answer", fault.answer.toStdString());
    statement.bind(":model", fault.model.toStdString());
    statement.bind(":codes", fault.codes.join(u' ').toStdString());
    bindBlob(statement, ":print", fault.print.toBytes());
    bindBlob(statement, ":thumbnail", fault.thumbnail);
}

void writeView(SQLite::Database& db, std::int64_t fault, const PictureView& view) {
    if (view.isEmpty()) return;
    SQLite::Statement statement(db,
                                "INSERT OR REPLACE INTO views (fault, model, vector) VALUES (?, ?, :vector)");
    statement.bind(1, fault);
    statement.bind(2, view.model.toStdString());
    bindBlob(statement, ":vector", view.toBytes());
    statement.exec();
}

std::int64_t insert(SQLite::Database& db, const Fault& fault) {
    SQLite::Statement statement(
        db,
        "INSERT INTO faults (approved, expires, question, answer, model, codes, print, thumbnail) VALUES "
        "(:approved, :expires, :question, :answer, :model, :codes, :print, :thumbnail) ON CONFLICT (print, "
        "question) DO UPDATE SET approved = :approved, expires = :expires, answer = :answer, model = :model, "
        "codes = :codes, thumbnail = :thumbnail RETURNING id");
    bindFault(statement, fault);
    statement.executeStep();
    const std::int64_t id = statement.getColumn(0).getInt64();
    statement.reset();
    writeView(db, id, fault.view);
    return id;
}

[[noreturn]] void fail(const QString& folder, const SQLite::Exception& error) {
    spdlog::error("SQLite, known faults: {} (code {})", error.what(), error.getExtendedErrorCode());
    throw StoreError(QCoreApplication::translate(
                         "FaultStore",
                         "The known faults in %1 could not be kept or read (%2): free disk space or check "
                         "the folder's permissions.")
                         .arg(QDir::toNativeSeparators(folder), QString::fromUtf8(error.what())));
}

}  // namespace

FaultStore::FaultStore(const QString& folder) : m_folder(folder) {}

FaultStore::~FaultStore() = default;

SQLite::Database& FaultStore::connection() {
    if (!m_database) m_database = openDatabase(m_folder, QStringLiteral("known_faults.sqlite"), steps);
    return *m_database;
}

template <class Call>
auto FaultStore::use(const Call& call) {
    try {
        return call(connection());
    } catch (const SQLite::Exception& error) {
        if (!m_folder.isEmpty()) m_database.reset();  // opened anew at the next use
        fail(m_folder, error);
    }
}

std::vector<FaultStore::Key> FaultStore::keys() {
    return use([](SQLite::Database& db) {
        std::vector<Key> keys;
        SQLite::Statement rows(db, "SELECT id, expires, codes, print FROM faults");
        while (rows.executeStep()) {
            const auto print = PicturePrint::fromBytes(blobOf(rows.getColumn(3)));
            if (print)
                keys.push_back({rows.getColumn(0).getInt64(), timeOf(rows.getColumn(1)),
                                codesOf(rows.getColumn(2)), *print});
        }
        return keys;
    });
}

FaultStore::Views FaultStore::views(const QString& model) {
    return use([&](SQLite::Database& db) {
        Views views;
        SQLite::Statement rows(db, "SELECT fault, vector FROM views WHERE model = ?");
        rows.bind(1, model.toStdString());
        while (rows.executeStep()) {
            if (auto view = PictureView::fromBytes(model, blobOf(rows.getColumn(1))))
                views.emplace(rows.getColumn(0).getInt64(), *std::move(view));
        }
        return views;
    });
}

QList<Fault> FaultStore::all() {
    return use([](SQLite::Database& db) {
        QList<Fault> faults;
        SQLite::Statement rows(db, std::string(selectFaults) + "ORDER BY approved DESC, id DESC");
        while (rows.executeStep()) {
            if (auto fault = faultFrom(rows)) faults += *std::move(fault);
        }
        return faults;
    });
}

std::optional<Fault> FaultStore::fault(std::int64_t id) {
    return use([&](SQLite::Database& db) -> std::optional<Fault> {
        SQLite::Statement row(db, std::string(selectFaults) + "WHERE id = ?");
        row.bind(1, id);
        return row.executeStep() ? faultFrom(row) : std::nullopt;
    });
}

std::int64_t FaultStore::add(const Fault& fault) {
    return use([&](SQLite::Database& db) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        const std::int64_t id = insert(db, fault);
        transaction.commit();
        return id;
    });
}

void FaultStore::add(const QList<Fault>& faults) {
    use([&](SQLite::Database& db) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        for (const Fault& fault : faults)
            insert(db, fault);
        transaction.commit();
        return 0;
    });
}

void FaultStore::change(const Fault& fault) {
    use([&](SQLite::Database& db) {
        SQLite::Statement statement(
            db,
            "UPDATE OR REPLACE faults SET approved = :approved, expires = :expires, question = :question, "
            "answer = :answer, model = :model, codes = :codes, print = :print, thumbnail = :thumbnail WHERE "
            "id = :id");
        bindFault(statement, fault);
        statement.bind(":id", fault.id);
        return statement.exec();
    });
}

void FaultStore::setView(std::int64_t id, const PictureView& view) {
    use([&](SQLite::Database& db) {
        // It may have been deleted while the model looked.
        if (fault(id)) writeView(db, id, view);
        return 0;
    });
}

void FaultStore::remove(const QList<std::int64_t>& ids) {
    use([&](SQLite::Database& db) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(db, "DELETE FROM faults WHERE id = ?");
        for (const std::int64_t id : ids) {
            statement.bind(1, id);
            statement.exec();
            statement.reset();
        }
        transaction.commit();
        return 0;
    });
}

int FaultStore::dataVersion() {
    return use([](SQLite::Database& db) { return db.execAndGet("PRAGMA data_version").getInt(); });
}

}  // namespace app
