#include "app/chat/chat_service.h"

#include <optional>
#include <utility>

#include <QHash>
#include <QSet>

#include "app/chat/chat_request.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr int saveMilliseconds = 900;  ///< writing takes a moment, and a second is what may be lost

void clearAnswer(Turn& turn) {
    turn.state = TurnState::Waiting;
    turn.progress = 0;
    turn.thinking.clear();
    turn.answer.clear();
    turn.problem.clear();
    turn.model.clear();
    turn.stats = {};
}

}  // namespace

ChatService::ChatService(ConversationStore& store, EngineWorker& worker, QObject* parent)
    : QObject(parent), m_store(store), m_worker(worker) {
    connect(&m_batcher, &TokenBatcher::batch, this, &ChatService::onBatch);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveMilliseconds);
    connect(&m_saveTimer, &QTimer::timeout, this, &ChatService::keep);

    connect(&m_worker, &EngineWorker::started, this, [this](RunId run, const QString& model) {
        if (isCurrent(run)) lastTurn().model = model;
    });
    connect(&m_worker, &EngineWorker::progress, this, [this](RunId run, TurnState stage, double fraction) {
        if (isCurrent(run)) onProgress(stage, fraction);
    });
    connect(&m_worker, &EngineWorker::text, this,
            [this](RunId run, engine::Channel channel, const QString& delta) {
                if (!isCurrent(run)) return;
                if (channel == engine::Channel::Answer) m_batcher.addAnswer(delta);
                if (channel == engine::Channel::Thinking) m_batcher.addThinking(delta);
            });
    connect(&m_worker, &EngineWorker::finished, this,
            [this](RunId run, TurnState state, const TurnStats& stats) {
                if (isCurrent(run)) finishTurn(state, stats, {});
            });
    connect(&m_worker, &EngineWorker::failed, this, [this](RunId run, const QString& sentence) {
        if (isCurrent(run)) finishTurn(TurnState::Failed, {}, sentence);
    });
}

ChatService::~ChatService() {
    blockSignals(true);  // whoever listened may be half gone
    stop();
}

bool ChatService::ask(const QString& question, const QList<Picture>& pictures) {
    const QString text = question.trimmed();
    if (isBusy() || (text.isEmpty() && pictures.isEmpty())) return false;
    Turn turn;
    turn.asked = QDateTime::currentDateTimeUtc();
    turn.question = text.isEmpty() ? tr("Describe this picture.") : text;
    turn.pictures = pictures;
    m_conversation.turns.append(std::move(turn));
    emit turnAdded(lastIndex());
    begin();
    return true;
}

/// The last turn is written, then answered.
void ChatService::begin() {
    m_isKeeping = true;
    m_isKept = false;
    m_continues = false;
    emit busyChanged(true);
    m_store.writePictures(lastTurn().pictures, this, [this, ask = ++m_ask] {
        if (m_isKeeping && ask == m_ask) startKept();
    });
}

bool ChatService::regenerate(int index) {
    if (index < 0) index = lastIndex();
    if (isBusy() || index < 0 || index > lastIndex()) return false;
    const Turn old = m_conversation.turns[index];
    if (!old.answer.isEmpty()) return edit(index, old.question, old.pictures);
    // Nothing to keep as a version: it is answered in its place.
    Turn& turn = m_conversation.turns[index];
    const bool isLast = index == lastIndex();
    m_conversation.turns.resize(index + 1);
    clearAnswer(turn);
    if (!isLast) emit conversationReset();
    begin();
    emit turnChanged(lastIndex());
    return true;
}

bool ChatService::edit(int index, const QString& question, const QList<Picture>& pictures) {
    const QString text = question.trimmed();
    if (isBusy() || index < 0 || index > lastIndex() || (text.isEmpty() && pictures.isEmpty())) return false;
    Turn turn;
    turn.asked = QDateTime::currentDateTimeUtc();
    turn.question = text.isEmpty() ? tr("Describe this picture.") : text;
    turn.pictures = pictures;
    m_conversation.turns.resize(index);
    m_conversation.turns.append(std::move(turn));
    emit conversationReset();
    begin();
    return true;
}

bool ChatService::canContinue() const {
    if (isBusy() || m_conversation.turns.isEmpty()) return false;
    const Turn& turn = m_conversation.turns.last();
    return !turn.answer.isEmpty() &&
           (turn.state == TurnState::Stopped || turn.state == TurnState::LengthReached);
}

bool ChatService::continueAnswer() {
    if (!canContinue()) return false;
    Turn& turn = lastTurn();
    m_before = turn.stats;
    turn.state = TurnState::Waiting;
    m_isKeeping = true;
    m_isKept = true;
    m_continues = true;
    emit busyChanged(true);
    emit turnChanged(lastIndex());
    startWhenOpen();
    return true;
}

void ChatService::startKept() {
    const bool isNew = m_conversation.id == 0;
    keep();  // on disk before the model sees it
    if (isNew && m_style != AnswerStyle()) keepStyle();
    emit kept(m_conversation.id);
    m_isKept = true;
    startWhenOpen();
}

void ChatService::startWhenOpen() {
    if (!m_isKeeping || !m_isKept || m_toOpen > 0) return;
    m_isKeeping = false;
    startRun();
}

void ChatService::startRun() {
    const int first = firstTurnWithin(m_conversation, m_answers.contextTokens);
    engine::Request request = m_continues ? requestToContinue(m_conversation, instructions(), first)
                                          : requestFor(m_conversation, instructions(), first);
    apply(m_answers, request);
    m_run = m_worker.answer(std::move(request));
}

/// The general before the particular.
QString ChatService::instructions() const {
    QStringList parts{m_answers.instructions.trimmed()};
    try {
        if (m_conversation.id > 0) parts += ConversationShelf(m_store).instructionsFor(m_conversation.id);
    } catch (const StoreError&) {
        // Logged; said when the answer cannot be kept.
    }
    parts += instructionsOf(m_style, isChinese(m_conversation.turns.last().question));
    parts.removeAll({});
    return parts.join(QStringLiteral("\n\n"));
}

void ChatService::setAnswers(const AnswerSettings& answers) {
    m_answers = answers;
    if (m_conversation.id == 0 && m_conversation.turns.isEmpty()) adoptStyle();
}

void ChatService::setStyle(const AnswerStyle& style) {
    if (style == m_style) return;
    m_style = style;
    keepStyle();
    emit styleChanged();
}

void ChatService::keepStyle() {
    if (m_conversation.id <= 0) return;
    try {
        ConversationShelf(m_store).setStyle(m_conversation.id, m_style);
    } catch (const StoreError& error) {
        emit storeFailed(error.sentence());
    }
}

void ChatService::adoptStyle() {
    m_style = m_answers.style;
    try {
        if (m_conversation.id > 0) m_style = ConversationShelf(m_store).style(m_conversation.id);
    } catch (const StoreError&) {
        // Logged; said when something is to be kept.
    }
    emit styleChanged();
}

void ChatService::stop() {
    if (!isBusy()) return;
    if (m_run != 0) m_worker.stop(m_run);
    finishTurn(TurnState::Stopped, {}, {});
}

void ChatService::startConversation() {
    stop();
    adopt({});
}

void ChatService::open(std::int64_t conversation, TurnId through) {
    stop();
    try {
        Conversation loaded = m_store.loadText(conversation, through);
        if (through != 0 && !loaded.turns.isEmpty()) m_store.show(conversation, loaded.turns.last().id);
        adopt(std::move(loaded));
    } catch (const StoreError& error) {
        emit storeFailed(error.sentence());
    }
}

bool ChatService::showVersion(int index, TurnId version) {
    if (isBusy() || index < 0 || index > lastIndex() ||
        !m_conversation.turns[index].versions.contains(version)) {
        return false;
    }
    open(m_conversation.id, version);
    return true;
}

/// Pictures that the conversation before has open are taken over.
void ChatService::adopt(Conversation next) {
    m_opening.request_stop();
    m_opening = {};
    m_toOpen = 0;
    QHash<QByteArray, Picture> open;
    for (const Turn& turn : m_conversation.turns) {
        for (const Picture& picture : turn.pictures) {
            if (picture.pixels) open.insert(picture.hash, picture);
        }
    }
    for (Turn& turn : next.turns) {
        for (Picture& picture : turn.pictures) {
            const QString name = picture.name;
            if (open.contains(picture.hash)) picture = open.value(picture.hash);
            picture.name = name;
        }
    }
    m_conversation = std::move(next);
    adoptStyle();
    emit conversationReset();
    if (m_conversation.damaged > 0) {
        emit storeFailed(tr("%n message(s) of this conversation are damaged and left out.", nullptr,
                            m_conversation.damaged));
    }
    openPictures();
}

/// The latest first: they are in sight.
void ChatService::openPictures() {
    QList<Picture> named;
    QSet<QByteArray> hashes;
    for (auto turn = m_conversation.turns.crbegin(); turn != m_conversation.turns.crend(); ++turn) {
        for (const Picture& picture : turn->pictures) {
            if (picture.pixels || hashes.contains(picture.hash)) continue;
            hashes.insert(picture.hash);
            named.append(picture);
        }
    }
    m_toOpen = static_cast<int>(named.size());
    m_store.openPictures(named, m_opening.get_token(), this,
                         [this](const QByteArray& hash, const std::optional<Picture>& picture) {
                             takePicture(hash, picture);
                         });
}

void ChatService::takePicture(const QByteArray& hash, const std::optional<Picture>& picture) {
    --m_toOpen;
    for (int i = 0; i <= lastIndex(); ++i) {
        bool changed = false;
        for (Picture& slot : m_conversation.turns[i].pictures) {
            if (slot.hash != hash || slot.pixels) continue;
            if (!picture) {
                emit storeFailed(
                    tr("The picture %1 is damaged or gone; the rest of the conversation is there.")
                        .arg(slot.name));
                continue;
            }
            const QString name = slot.name;
            slot = *picture;
            slot.name = name;
            changed = true;
        }
        if (changed) emit questionChanged(i);
    }
    startWhenOpen();
}

void ChatService::onProgress(TurnState stage, double fraction) {
    lastTurn().state = stage;
    lastTurn().progress = fraction;
    m_batcher.touch();
}

void ChatService::onBatch(const QString& answer, const QString& thinking) {
    Turn& turn = lastTurn();
    if (!answer.isEmpty() || !thinking.isEmpty()) {
        turn.state = TurnState::Answering;
        turn.answer += answer;
        turn.thinking += thinking;
        if (!m_saveTimer.isActive()) m_saveTimer.start();
    }
    emit turnChanged(lastIndex());
}

void ChatService::finishTurn(TurnState state, TurnStats stats, const QString& problem) {
    m_batcher.flush();
    m_batcher.clear();
    m_saveTimer.stop();
    m_run = 0;
    m_isKeeping = false;
    Turn& turn = lastTurn();
    if (std::exchange(m_continues, false)) {
        stats.newTokens += m_before.newTokens;
        stats.totalSeconds += m_before.totalSeconds;
    }
    turn.state = state;
    turn.progress = 0;
    turn.stats = stats;
    turn.problem = problem;
    keep();
    emit turnChanged(lastIndex());
    emit busyChanged(false);
    emit kept(m_conversation.id);
}

/// Also tries again what could not be written before.
void ChatService::keep() {
    if (m_conversation.turns.isEmpty()) return;
    Turn& turn = lastTurn();
    try {
        const bool isThere = turn.id > 0;
        for (int i = 0; i <= lastIndex(); ++i) {
            if (m_conversation.turns[i].id <= 0) m_store.addTurn(m_conversation, i);
        }
        if (isThere) m_store.saveAnswer(turn);
        m_storeProblem.clear();
    } catch (const StoreError& error) {
        if (turn.id == 0) turn.id = --m_unkept;
        if (error.sentence() == m_storeProblem) return;  // said once, not every second
        m_storeProblem = error.sentence();
        emit storeFailed(m_storeProblem);
    }
}

}  // namespace app
