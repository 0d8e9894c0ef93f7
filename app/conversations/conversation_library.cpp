#include "app/conversations/conversation_library.h"

#include <utility>

#include "app/conversations/picture_sweep.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr int pollMilliseconds = 2000;

}  // namespace

ConversationLibrary::ConversationLibrary(ConversationStore& store, QObject* parent)
    : QObject(parent),
      m_store(store),
      m_shelf(store),
      m_reader(std::make_unique<StoreDatabase>(store.database().folder())) {
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_changed, &QTimer::timeout, this, &ConversationLibrary::changed);
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &ConversationLibrary::lookForOthers);
    if (store.database().isInMemory()) return;
    try {
        m_shelf.eraseTrashedBefore(QDateTime::currentDateTimeUtc().addDays(-trashDays));
        m_dataVersion = m_shelf.dataVersion();
    } catch (const StoreError&) {
        // Logged; said at the next use.
    }
    m_poll.start();
}

ConversationLibrary::~ConversationLibrary() {
    m_search.request_stop();
    m_sweep.request_stop();
}

template <class Call>
bool ConversationLibrary::attempt(const Call& call) {
    try {
        call();
    } catch (const StoreError& error) {
        emit failed(error.sentence());
        return false;
    }
    noteChange();
    return true;
}

template <class Value, class Call>
Value ConversationLibrary::read(const Call& call) {
    try {
        return call();
    } catch (const StoreError& error) {
        emit failed(error.sentence());
        return {};
    }
}

QList<std::int64_t> ConversationLibrary::ids(const ShelfPlace& place) {
    return read<QList<std::int64_t>>([&] { return m_shelf.ids(place); });
}

QList<ConversationSummary> ConversationLibrary::summaries(const QList<std::int64_t>& ids) {
    return read<QList<ConversationSummary>>([&] { return m_shelf.summaries(ids); });
}

QList<ConversationTitle> ConversationLibrary::titles() {
    return read<QList<ConversationTitle>>([&] { return m_shelf.titles(); });
}

bool ConversationLibrary::isGone(std::int64_t id) {
    return read<bool>([&] { return !m_shelf.has(id); });
}

QStringList ConversationLibrary::tags() {
    return read<QStringList>([&] { return m_shelf.tags(); });
}

QList<Folder> ConversationLibrary::folders() {
    return read<QList<Folder>>([&] { return m_shelf.folders(); });
}

Draft ConversationLibrary::draft(std::int64_t conversation) {
    return read<Draft>([&] { return m_shelf.draft(conversation); });
}

void ConversationLibrary::search(const QString& query, const ShelfPlace& place) {
    m_search.request_stop();
    m_search = {};
    const int number = ++m_searches;
    auto job = [this, query, place, number, stop = m_search.get_token()]() -> BackgroundQueue::Then {
        QList<SearchHit> hits;
        QString problem;
        try {
            StoreDatabase& database = m_store.database().isInMemory() ? m_store.database() : *m_reader;
            hits = findConversations(database, query, place, stop);
        } catch (const StoreError& error) {
            problem = error.sentence();
        }
        return [this, query, hits, problem, number] {
            if (number != m_searches) return;
            if (!problem.isEmpty()) emit failed(problem);
            emit found(query, hits);
        };
    };
    // A store in memory has one connection, of this thread.
    if (m_store.database().isInMemory()) return job()();
    m_queue.add(std::move(job));
}

void ConversationLibrary::rename(std::int64_t id, const QString& title) {
    if (title.trimmed().isEmpty()) return;
    attempt([&] { m_shelf.rename(id, title); });
}

void ConversationLibrary::setPinned(const QList<std::int64_t>& ids, bool pinned) {
    attempt([&] { m_shelf.setPinned(ids, pinned); });
}

void ConversationLibrary::moveTo(const QList<std::int64_t>& ids, std::int64_t folder) {
    attempt([&] { m_shelf.moveTo(ids, folder); });
}

void ConversationLibrary::setTag(const QList<std::int64_t>& ids, const QString& tag, bool on) {
    attempt([&] { m_shelf.setTag(ids, tag, on); });
}

std::int64_t ConversationLibrary::addFolder(const QString& name) {
    std::int64_t id = 0;
    if (name.trimmed().isEmpty()) return 0;
    attempt([&] { id = m_shelf.addFolder(name); });
    return id;
}

void ConversationLibrary::changeFolder(const Folder& folder) {
    if (folder.name.trimmed().isEmpty()) return;
    attempt([&] { m_shelf.changeFolder(folder); });
}

void ConversationLibrary::removeFolder(std::int64_t id) {
    attempt([&] { m_shelf.removeFolder(id); });
}

void ConversationLibrary::trash(const QList<std::int64_t>& ids) {
    if (!ids.isEmpty() && attempt([&] { m_shelf.trash(ids); })) emit trashed(ids);
}

void ConversationLibrary::restore(const QList<std::int64_t>& ids) {
    attempt([&] { m_shelf.restore(ids); });
}

void ConversationLibrary::erase(const QList<std::int64_t>& ids) {
    if (!ids.isEmpty() && attempt([&] { m_shelf.erase(ids); })) emit erased(ids);
}

void ConversationLibrary::emptyTrash() {
    erase(ids({ShelfPlace::Kind::Trash}));
}

void ConversationLibrary::keepDraft(std::int64_t conversation, const Draft& draft) {
    m_store.writePictures(draft.pictures, this, [this, conversation, draft] {
        attempt([&] { m_shelf.setDraft(conversation, draft); });
    });
}

void ConversationLibrary::sweepPictures() {
    if (m_store.database().isInMemory()) return;
    m_queue.add([this, stop = m_sweep.get_token()]() -> BackgroundQueue::Then {
        try {
            app::sweepPictures(*m_reader, m_store.pictures(), stop);
        } catch (const StoreError&) {
            // Logged; tried again at the next start.
        }
        return [] {};
    });
}

void ConversationLibrary::noteChange() {
    if (!m_changed.isActive()) m_changed.start();
}

void ConversationLibrary::lookForOthers() {
    try {
        const int version = m_shelf.dataVersion();
        if (std::exchange(m_dataVersion, version) != version) noteChange();
    } catch (const StoreError&) {
        // Logged; said when something is to be read or written.
    }
}

}  // namespace app
