#include "app/queue/queue_csv.h"

#include <QCoreApplication>
#include <QStringList>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(QueueCsv)
};

QString cell(QString text) {
    // An answer that begins like a formula must not become one.
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) text.prepend(u'\'');
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

}  // namespace

QString stateText(QueueState state) {
    switch (state) {
        case QueueState::Waiting:
            return Text::tr("Waiting");
        case QueueState::Running:
            return Text::tr("Being answered");
        case QueueState::Done:
            return Text::tr("Done");
        case QueueState::Failed:
            return Text::tr("Failed");
    }
    return {};
}

QByteArray queueCsv(const QList<QueueItem>& items) {
    QString csv(QChar(0xFEFF));
    const QStringList heads{Text::tr("Picture"), Text::tr("Question"), Text::tr("State"),
                            Text::tr("Answer"),  Text::tr("Problem"),  Text::tr("Seconds")};
    QStringList cells;
    for (const QString& head : heads)
        cells += cell(head);
    csv += cells.join(u',') + QStringLiteral("\r\n");
    for (const QueueItem& item : items) {
        cells = {cell(item.name),
                 cell(item.question),
                 cell(stateText(item.state)),
                 cell(item.answer),
                 cell(item.problem),
                 item.seconds > 0 ? QString::number(item.seconds, 'f', 1) : QString()};
        csv += cells.join(u',') + QStringLiteral("\r\n");
    }
    return csv.toUtf8();
}

}  // namespace app
