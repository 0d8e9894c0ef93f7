#include "app/queue/work_queue.h"

#include <algorithm>
#include <utility>

#include <QDir>
#include <QSaveFile>

#include "app/chat/chat_request.h"
#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/conversation_store.h"
#include "app/conversations/store_error.h"
#include "app/models/model_service.h"
#include "app/queue/queue_csv.h"
#include "app/settings/settings.h"

namespace app {
namespace {

constexpr int saveMilliseconds = 900;

}  // namespace

WorkQueue::WorkQueue(const QString& folder, ConversationStore& store, EngineWorker& worker, ChatService& chat,
                     ModelService& models, Settings& settings, QObject* parent)
    : QObject(parent),
      m_queue(folder),
      m_store(store),
      m_worker(worker),
      m_chat(chat),
      m_models(models),
      m_settings(settings) {
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    m_save.setSingleShot(true);
    m_save.setInterval(saveMilliseconds);
    connect(&m_next, &QTimer::timeout, this, &WorkQueue::startNext);
    connect(&m_save, &QTimer::timeout, this, &WorkQueue::keepAnswer);
    connect(&models, &ModelService::changed, &m_next, qOverload<>(&QTimer::start));
    connect(&chat, &ChatService::busyChanged, this, [this](bool busy) {
        if (busy) giveWay();
        m_next.start();
    });
    connect(&worker, &EngineWorker::started, this, [this](RunId run, const QString& model) {
        if (run == m_run && m_run != 0) m_conversation.turns.last().model = model;
    });
    connect(&worker, &EngineWorker::text, this,
            [this](RunId run, engine::Channel channel, const QString& delta) {
                if (run != m_run || m_run == 0) return;
                Turn& turn = m_conversation.turns.last();
                if (channel == engine::Channel::Answer) turn.answer += delta;
                if (channel == engine::Channel::Thinking) turn.thinking += delta;
                turn.state = TurnState::Answering;
                if (!m_save.isActive()) m_save.start();
            });
    connect(&worker, &EngineWorker::finished, this,
            [this](RunId run, TurnState state, const TurnStats& stats) {
                if (run != m_run || m_run == 0) return;
                if (state == TurnState::Stopped) {
                    giveWay();  // a model was loaded meanwhile
                } else {
                    finish(QueueState::Done, state, stats, {});
                }
            });
    connect(&worker, &EngineWorker::failed, this, [this](RunId run, const QString& sentence) {
        if (run == m_run && m_run != 0) finish(QueueState::Failed, TurnState::Failed, {}, sentence);
    });
}

WorkQueue::~WorkQueue() {
    blockSignals(true);
    m_opening.request_stop();
    giveWay();
}

/// What ran when the program ended begins again.
void WorkQueue::resume() {
    try {
        m_items = m_queue.items();
        for (QueueItem& item : m_items) {
            if (item.state == QueueState::Running) item.state = QueueState::Waiting;
            const Conversation kept = m_store.loadText(item.conversation, item.turn);
            const auto turn = std::find_if(kept.turns.begin(), kept.turns.end(),
                                           [&](const Turn& one) { return one.id == item.turn; });
            if (turn == kept.turns.end()) continue;
            item.question = turn->question;
            if (item.state != QueueState::Done) continue;
            item.answer = turn->answer;
            item.seconds = turn->stats.totalSeconds;
        }
    } catch (const StoreError& error) {
        emit failed(error.sentence());
    }
    m_next.start();
}

int WorkQueue::indexOf(std::int64_t id) const {
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id == id) return i;
    }
    return -1;
}

int WorkQueue::count(QueueState state) const {
    return static_cast<int>(std::count_if(m_items.begin(), m_items.end(),
                                          [&](const QueueItem& item) { return item.state == state; }));
}

int WorkQueue::left() const {
    return count(QueueState::Waiting) + count(QueueState::Running) + static_cast<int>(m_wishes.size());
}

std::optional<double> WorkQueue::secondsLeft() const {
    double seconds = 0;
    int done = 0;
    for (const QueueItem& item : m_items) {
        if (item.state != QueueState::Done || item.seconds <= 0) continue;
        seconds += item.seconds;
        ++done;
    }
    if (done == 0) return std::nullopt;
    return seconds / done * left();
}

void WorkQueue::add(const QList<Picture>& pictures, const QString& question) {
    const QString text = question.trimmed().isEmpty() ? tr("Describe this picture.") : question.trimmed();
    for (const Picture& picture : pictures)
        m_wishes.push_back({picture, text});
    emit changed();
    writeNext();
}

/// One by one, with the pictures' files written on another thread: syncing takes its time.
void WorkQueue::writeNext() {
    if (m_isWriting || m_wishes.empty()) return;
    m_isWriting = true;
    m_store.writePictures({m_wishes.front().picture}, this, [this] {
        const Wish wish = std::move(m_wishes.front());
        m_wishes.pop_front();
        write(wish);
        m_isWriting = false;
        emit changed();
        m_next.start();
        QMetaObject::invokeMethod(this, &WorkQueue::writeNext, Qt::QueuedConnection);
    });
}

void WorkQueue::write(const Wish& wish) {
    try {
        Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = wish.question;
        turn.pictures = {wish.picture};
        Conversation conversation;
        conversation.turns = {turn};
        m_store.addTurn(conversation, 0);
        // Twenty conversations by the name of one question could not be told apart.
        ConversationShelf(m_store).rename(conversation.id, wish.picture.name);
        QueueItem item;
        item.conversation = conversation.id;
        item.turn = conversation.turns.first().id;
        item.name = wish.picture.name;
        item.question = wish.question;
        m_queue.add(item);
        m_items += item;
        emit kept(conversation.id);
    } catch (const StoreError& error) {
        emit failed(error.sentence());
    }
}

void WorkQueue::setPaused(bool paused) {
    if (m_isPaused == paused) return;
    m_isPaused = paused;
    if (paused) giveWay();
    m_next.start();
    emit changed();
}

void WorkQueue::setState(int index, QueueState state, const QString& problem) {
    m_items[index].state = state;
    m_items[index].problem = problem;
    try {
        m_queue.setState(m_items[index].id, state, problem);
    } catch (const StoreError& error) {
        emit failed(error.sentence());
    }
    emit itemChanged(index);
}

void WorkQueue::startNext() {
    if (m_current != 0 || m_isPaused || m_chat.isBusy() || m_models.state() != ModelState::Ready) return;
    const auto next = std::find_if(m_items.begin(), m_items.end(),
                                   [](const QueueItem& item) { return item.state == QueueState::Waiting; });
    if (next != m_items.end()) open(static_cast<int>(next - m_items.begin()));
}

void WorkQueue::open(int index) {
    const QueueItem& item = m_items[index];
    try {
        m_conversation = m_store.loadText(item.conversation, item.turn);
    } catch (const StoreError& error) {
        setState(index, QueueState::Failed, error.sentence());
        m_next.start();
        return;
    }
    // The agent may have asked on in it; this item is its first turn.
    while (!m_conversation.turns.isEmpty() && m_conversation.turns.last().id != item.turn)
        m_conversation.turns.removeLast();
    if (m_conversation.turns.isEmpty()) {
        setState(index, QueueState::Failed, tr("Its conversation was deleted."));
        m_next.start();
        return;
    }
    Turn& turn = m_conversation.turns.last();
    if (turn.state == TurnState::Done && !turn.answer.isEmpty()) {  // answered in the window meanwhile
        m_items[index].answer = turn.answer;
        m_items[index].seconds = turn.stats.totalSeconds;
        setState(index, QueueState::Done);
        m_next.start();
        return;
    }
    m_current = item.id;
    setState(index, QueueState::Running);
    m_opening = {};
    m_toOpen = static_cast<int>(turn.pictures.size());
    const QList<Picture> named = turn.pictures;
    m_store.openPictures(named, m_opening.get_token(), this,
                         [this](const QByteArray& hash, const std::optional<Picture>& picture) {
                             for (Picture& slot : m_conversation.turns.last().pictures) {
                                 if (picture && slot.hash == hash && !slot.pixels) slot = *picture;
                             }
                             if (--m_toOpen == 0) run();
                         });
}

void WorkQueue::run() {
    if (m_current == 0) return;
    Turn& turn = m_conversation.turns.last();
    const bool isSeen = std::any_of(turn.pictures.begin(), turn.pictures.end(),
                                    [](const Picture& picture) { return picture.pixels != nullptr; });
    if (!isSeen) {
        finish(QueueState::Failed, TurnState::Failed, {}, tr("Its picture is damaged or gone."));
        return;
    }
    turn.answer.clear();
    turn.thinking.clear();
    turn.state = TurnState::Waiting;
    engine::Request request = requestFor(m_conversation);
    apply(m_settings.answers(), request);
    request.priority = engine::Priority::Port;  // after everything that somebody waits for
    m_run = m_worker.answer(std::move(request));
}

/// The item waits again; what was written of its answer is dropped.
void WorkQueue::giveWay() {
    if (m_current == 0) return;
    m_opening.request_stop();
    m_save.stop();
    if (m_run != 0) m_worker.stop(std::exchange(m_run, 0));
    const int index = indexOf(std::exchange(m_current, 0));
    if (index >= 0) setState(index, QueueState::Waiting);
}

void WorkQueue::finish(QueueState state, TurnState turnState, const TurnStats& stats,
                       const QString& problem) {
    m_save.stop();
    m_run = 0;
    const int index = indexOf(std::exchange(m_current, 0));
    Turn& turn = m_conversation.turns.last();
    turn.state = turnState;
    turn.stats = stats;
    turn.problem = problem;
    keepAnswer();
    const std::int64_t conversation = m_conversation.id;
    if (index >= 0) {
        m_items[index].answer = turn.answer;
        m_items[index].seconds = stats.totalSeconds;
        setState(index, state, problem);
    }
    // Who has it open sees the answer.
    if (m_chat.conversation().id == conversation && !m_chat.isBusy()) m_chat.open(conversation);
    emit kept(conversation);
    emit changed();
    m_next.start();
}

void WorkQueue::keepAnswer() {
    try {
        m_store.saveAnswer(m_conversation.turns.last());
    } catch (const StoreError& error) {
        emit failed(error.sentence());
    }
}

void WorkQueue::remove(const QList<std::int64_t>& ids) {
    if (m_current != 0 && ids.contains(m_current)) giveWay();
    try {
        m_queue.remove(ids);
        m_items.removeIf([&](const QueueItem& item) { return ids.contains(item.id); });
    } catch (const StoreError& error) {
        emit failed(error.sentence());
    }
    emit changed();
    m_next.start();
}

void WorkQueue::removeDone() {
    QList<std::int64_t> ids;
    for (const QueueItem& item : m_items) {
        if (item.state == QueueState::Done) ids += item.id;
    }
    remove(ids);
}

void WorkQueue::retry(const QList<std::int64_t>& ids) {
    for (int i = 0; i < m_items.size(); ++i) {
        if (ids.contains(m_items[i].id) && m_items[i].state == QueueState::Failed)
            setState(i, QueueState::Waiting);
    }
    emit changed();
    m_next.start();
}

bool WorkQueue::exportCsv(const QString& path) {
    const QByteArray csv = queueCsv(m_items);
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit()) return true;
    emit failed(tr("%1 could not be written (%2): choose another folder or free disk space.")
                    .arg(QDir::toNativeSeparators(path), file.errorString()));
    return false;
}

}  // namespace app
