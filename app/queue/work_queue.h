#pragma once

#include <deque>
#include <optional>
#include <stop_token>

#include <QObject>
#include <QTimer>

#include "app/queue/queue_store.h"

namespace app {

class ChatService;
class ConversationStore;
class EngineWorker;
class ModelService;
class Settings;

/// Works off pictures one after the other, each in a conversation of its own. A question that the agent asks
/// stops the one that runs and goes first; it begins again when the model is free. What is in the queue is on
/// disk, and goes on after a restart. Main thread.
class WorkQueue final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it. `folder` empty: in memory, for tests.
    WorkQueue(const QString& folder, ConversationStore& store, EngineWorker& worker, ChatService& chat,
              ModelService& models, Settings& settings, QObject* parent = nullptr);
    /// A running answer is stopped; it begins again at the next start.
    ~WorkQueue() override;

    /// Goes on with what earlier runs of the program left. For the first window alone: another one's items
    /// are not to be done twice.
    void resume();

    /// The same question about each; written to the disk one by one.
    void add(const QList<Picture>& pictures, const QString& question);

    const QList<QueueItem>& items() const { return m_items; }
    int count(QueueState state) const;
    /// Those that still wait to be written count too.
    int left() const;
    /// Until the last one is done, by what the others took; empty before the first is.
    std::optional<double> secondsLeft() const;

    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);
    /// Takes them out of the table; their conversations stay. A running one is stopped.
    void remove(const QList<std::int64_t>& ids);
    void removeDone();
    /// Failed ones again.
    void retry(const QList<std::int64_t>& ids);
    bool exportCsv(const QString& path);

 signals:
    void changed();
    void itemChanged(int index);
    /// A conversation was begun or answered.
    void kept(std::int64_t conversation);
    /// One sentence in the user's language.
    void failed(const QString& sentence);

 private:
    struct Wish {
        Picture picture;
        QString question;
    };

    void writeNext();
    void write(const Wish& wish);
    void startNext();
    void open(int index);
    void run();
    void finish(QueueState state, TurnState turnState, const TurnStats& stats, const QString& problem);
    void giveWay();
    void keepAnswer();
    void setState(int index, QueueState state, const QString& problem = {});
    int indexOf(std::int64_t id) const;

    QueueStore m_queue;
    ConversationStore& m_store;
    EngineWorker& m_worker;
    ChatService& m_chat;
    ModelService& m_models;
    Settings& m_settings;
    QList<QueueItem> m_items;
    std::deque<Wish> m_wishes;  ///< not on disk yet
    bool m_isWriting = false;
    bool m_isPaused = false;
    std::int64_t m_current = 0;  ///< item; 0: none
    std::int64_t m_run = 0;      ///< of the worker; 0: none
    int m_toOpen = 0;            ///< pictures that are being read from the disk
    Conversation m_conversation;
    std::stop_source m_opening;
    QTimer m_next;
    QTimer m_save;  ///< runs while there is text that isn't on disk
};

}  // namespace app
