#include "app/chat/token_batcher.h"

#include <utility>

namespace app {

TokenBatcher::TokenBatcher(QObject* parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TokenBatcher::flush);
}

void TokenBatcher::addAnswer(const QString& delta) {
    m_answer += delta;
    touch();
}

void TokenBatcher::addThinking(const QString& delta) {
    m_thinking += delta;
    touch();
}

void TokenBatcher::touch() {
    m_isPending = true;
    if (m_timer.isActive()) return;
    const qint64 passed = m_sinceBatch.isValid() ? m_sinceBatch.elapsed() : intervalMilliseconds;
    if (passed >= intervalMilliseconds) return flush();
    m_timer.start(static_cast<int>(intervalMilliseconds - passed));
}

void TokenBatcher::flush() {
    m_timer.stop();
    if (!m_isPending) return;
    m_isPending = false;
    m_sinceBatch.start();
    emit batch(std::exchange(m_answer, {}), std::exchange(m_thinking, {}));
}

void TokenBatcher::clear() {
    m_timer.stop();
    m_isPending = false;
    m_answer.clear();
    m_thinking.clear();
}

}  // namespace app
