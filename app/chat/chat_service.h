#pragma once

#include <optional>
#include <stop_token>

#include <QObject>
#include <QTimer>

#include "app/chat/token_batcher.h"
#include "app/chat/turn.h"
#include "app/settings/answer_settings.h"

namespace app {

class ConversationStore;
class EngineWorker;

/// The use case of the window: ask, stop, answer again, edit, go on, change the branch, open another
/// conversation. Lives on the main thread and is the only writer of the open conversation. A turn is on disk
/// before the model is called; asked while the model loads, it waits. Every turn ends in one place, and
/// events of a turn that has ended are dropped.
class ChatService final : public QObject {
    Q_OBJECT

 public:
    ChatService(ConversationStore& store, EngineWorker& worker, QObject* parent = nullptr);
    /// A running answer is stopped and kept.
    ~ChatService() override;

    const Conversation& conversation() const { return m_conversation; }
    /// A turn is waiting or running; what would start another is refused meanwhile.
    bool isBusy() const { return m_run != 0 || m_isKeeping; }

    /// False when busy or when there is neither text nor picture. Without text the question is "describe this
    /// picture" in the user's language.
    bool ask(const QString& question, const QList<Picture>& pictures);
    /// The turn ends here and now; what the model still sends is dropped.
    void stop();
    /// Answers a turn again, the last one by default. The old answer stays as a version of it, unless there
    /// was none.
    bool regenerate(int index = -1);
    /// Asks an earlier question in other words; the old one and what followed stay as a branch.
    bool edit(int index, const QString& question, const QList<Picture>& pictures);
    /// Writes on where the last answer was stopped or reached the limit.
    bool continueAnswer();
    bool canContinue() const;
    /// Shows another version of a turn with what followed it. Refused while busy.
    bool showVersion(int index, TurnId version);

    /// How answers of this conversation are to be; kept with it.
    const AnswerStyle& style() const { return m_style; }
    void setStyle(const AnswerStyle& style);
    /// From the next answer on; its style is that of new conversations.
    void setAnswers(const AnswerSettings& answers);

    void startConversation();
    /// From the store, in the branch through a turn where one is given; a running answer is stopped and kept.
    /// Text is there at once, pictures follow.
    void open(std::int64_t conversation, TurnId through = 0);
    bool isOpeningPictures() const { return m_toOpen > 0; }

 signals:
    void conversationReset();
    void turnAdded(int index);
    /// At most about 30 times a second while an answer streams.
    void turnChanged(int index);
    /// Its pictures came from the disk.
    void questionChanged(int index);
    void busyChanged(bool busy);
    void styleChanged();
    /// A question was written to the disk, or an answer that ended.
    void kept(std::int64_t conversation);
    /// Something could not be kept or read: one sentence in the user's language.
    void storeFailed(const QString& sentence);

 private:
    void begin();
    void startKept();
    void startWhenOpen();
    void startRun();
    bool isCurrent(std::int64_t run) const { return run == m_run && m_run != 0; }
    void onProgress(TurnState stage, double fraction);
    void onBatch(const QString& answer, const QString& thinking);
    void finishTurn(TurnState state, TurnStats stats, const QString& problem);
    void keep();
    void adopt(Conversation next);
    void openPictures();
    void takePicture(const QByteArray& hash, const std::optional<Picture>& picture);
    QString instructions() const;
    void keepStyle();
    void adoptStyle();
    Turn& lastTurn() { return m_conversation.turns.last(); }
    int lastIndex() const { return static_cast<int>(m_conversation.turns.size()) - 1; }

    ConversationStore& m_store;
    EngineWorker& m_worker;
    Conversation m_conversation;
    AnswerSettings m_answers;
    AnswerStyle m_style;
    std::int64_t m_run = 0;    ///< of the worker; 0 when nothing runs
    bool m_isKeeping = false;  ///< a turn is being written, or waits for its pictures
    bool m_isKept = false;     ///< the one that m_isKeeping is about
    bool m_continues = false;  ///< the run adds to the answer that is there
    TurnStats m_before;        ///< of the part that is continued
    int m_ask = 0;             ///< counts questions, so that a late "written" of a stopped one is dropped
    QString m_storeProblem;    ///< said already
    TurnId m_unkept = 0;       ///< counts down: ids of turns that could not be written
    int m_toOpen = 0;          ///< pictures that are being read from the disk
    std::stop_source m_opening;
    TokenBatcher m_batcher;
    QTimer m_saveTimer;  ///< runs while there is text that isn't on disk
};

}  // namespace app
