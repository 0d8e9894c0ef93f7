#include "app/queue/queue_csv.h"

#include <QCoreApplication>
#include <QStringList>

#include "app/exporting/csv.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(QueueCsv)
};

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
    QString table(csv::mark);
    const QStringList heads{Text::tr("Picture"), Text::tr("Question"), Text::tr("State"),
                            Text::tr("Answer"),  Text::tr("Problem"),  Text::tr("Seconds")};
    QStringList cells;
    for (const QString& head : heads)
        cells += csv::cell(head);
    table += csv::row(cells);
    for (const QueueItem& item : items) {
        cells = {csv::cell(item.name),
                 csv::cell(item.question),
                 csv::cell(stateText(item.state)),
                 csv::cell(item.answer),
                 csv::cell(item.problem),
                 item.seconds > 0 ? QString::number(item.seconds, 'f', 1) : QString()};
        table += csv::row(cells);
    }
    return table.toUtf8();
}

}  // namespace app
