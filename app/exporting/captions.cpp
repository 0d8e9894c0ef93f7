#include <QCoreApplication>
#include <QLocale>

#include "app/chat/seconds_text.h"
#include "app/exporting/formats.h"
#include "app/images/image_format.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exporter)
};

QString timeText(const QDateTime& time) {
    return time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

}  // namespace

QString questionCaption(const Turn& turn) {
    return Text::tr("Question") + QStringLiteral(" · ") + timeText(turn.asked);
}

QString answerCaption(const Turn& turn) {
    QStringList parts{Text::tr("Answer")};
    if (!turn.model.isEmpty()) parts += turn.model;
    if (turn.stats.newTokens > 0) {
        parts += Text::tr("%1 tokens").arg(turn.stats.newTokens);
        parts += Text::tr("%1 s").arg(secondsText(turn.stats.totalSeconds));
    }
    if (turn.state == TurnState::Stopped) parts += Text::tr("stopped");
    if (turn.state == TurnState::LengthReached) parts += Text::tr("ended by the length limit");
    if (turn.state == TurnState::Failed) parts += turn.problem;
    return parts.join(QStringLiteral(" · "));
}

QString conversationCaption(const ExportedConversation& conversation) {
    QStringList parts{timeText(conversation.created)};
    if (!conversation.folder.isEmpty()) parts += conversation.folder;
    for (const QString& tag : conversation.tags)
        parts += u'#' + tag;
    return parts.join(QStringLiteral(" · "));
}

}  // namespace app
