#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace app {

/// Joins what arrives piece by piece so that the window redraws at most about 30 times a second. The first
/// piece after a pause goes through at once.
class TokenBatcher final : public QObject {
    Q_OBJECT

 public:
    static constexpr int intervalMilliseconds = 33;

    explicit TokenBatcher(QObject* parent = nullptr);

    void addAnswer(const QString& delta);
    void addThinking(const QString& delta);
    /// Something else changed that is to be shown with the next batch.
    void touch();

    /// Hands on what is held now, if anything.
    void flush();
    /// Forgets it.
    void clear();

 signals:
    /// Either may be empty; both are after a mere touch().
    void batch(const QString& answer, const QString& thinking);

 private:
    QString m_answer;
    QString m_thinking;
    bool m_isPending = false;
    QElapsedTimer m_sinceBatch;
    QTimer m_timer;
};

}  // namespace app
