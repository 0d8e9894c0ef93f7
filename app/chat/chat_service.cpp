#include "app/chat/chat_service.h"

#include <utility>

#include "app/chat/chat_request.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_store.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr int saveMilliseconds = 1000;

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
    m_isKeeping = true;
    emit turnAdded(lastIndex());
    emit busyChanged(true);
    m_store.writePictures(pictures, this, [this, ask = ++m_ask] {
        if (m_isKeeping && ask == m_ask) startKept();
    });
    return true;
}

bool ChatService::regenerate() {
    if (isBusy() || m_conversation.turns.isEmpty()) return false;
    // On disk the old answer stays until there is a new one.
    Turn& turn = lastTurn();
    turn.state = TurnState::Waiting;
    turn.progress = 0;
    turn.thinking.clear();
    turn.answer.clear();
    turn.problem.clear();
    turn.model.clear();
    turn.stats = {};
    startRun();
    emit busyChanged(true);
    emit turnChanged(lastIndex());
    return true;
}

void ChatService::startKept() {
    keep();  // on disk before the model sees it
    m_isKeeping = false;
    startRun();
}

void ChatService::startRun() {
    m_run = m_worker.answer(requestFor(m_conversation));
}

void ChatService::stop() {
    if (!isBusy()) return;
    if (m_run != 0) m_worker.stop(m_run);
    finishTurn(TurnState::Stopped, {}, {});
}

void ChatService::startConversation() {
    stop();
    m_conversation = {};
    emit conversationReset();
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

void ChatService::finishTurn(TurnState state, const TurnStats& stats, const QString& problem) {
    m_batcher.flush();
    m_batcher.clear();
    m_saveTimer.stop();
    m_run = 0;
    m_isKeeping = false;
    Turn& turn = lastTurn();
    turn.state = state;
    turn.progress = 0;
    turn.stats = stats;
    turn.problem = problem;
    keep();
    emit turnChanged(lastIndex());
    emit busyChanged(false);
}

void ChatService::keep() {
    if (m_conversation.turns.isEmpty()) return;
    Turn& turn = lastTurn();
    try {
        if (turn.id > 0) {
            m_store.saveAnswer(turn);
        } else {
            m_store.addTurn(m_conversation, lastIndex());  // also tried again after a failure
        }
        m_storeProblem.clear();
    } catch (const StoreError& error) {
        if (turn.id == 0) turn.id = --m_unkept;
        if (error.sentence() == m_storeProblem) return;  // said once, not every second
        m_storeProblem = error.sentence();
        emit storeFailed(m_storeProblem);
    }
}

}  // namespace app
