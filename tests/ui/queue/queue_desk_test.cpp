// Many pictures at once, in the whole window.
#include <QAction>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "app/queue/work_queue.h"
#include "tests/ui/dropped_files.h"
#include "ui/queue/queue_start.h"
#include "ui/queue/queue_window.h"

using app::QueueState;
using test::Desk;
using test::drop;
using test::FakeGenerator;

namespace {

QStringList pictures(const QTemporaryDir& folder, int count) {
    QStringList files;
    for (int i = 0; i < count; ++i) {
        QImage image(40 + i, 30, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(i * 17 % 360, 200, 200));
        files += folder.filePath(QString("shot %1.png").arg(i + 1, 2, 10, QChar('0')));
        image.save(files.last());
    }
    return files;
}

}  // namespace

class QueueDeskTest final : public QObject {
    Q_OBJECT

 private slots:
    void twentyDroppedScreenshotsAreWorkedOffWithProgress() {
        QTemporaryDir folder;
        Desk desk({FakeGenerator::answer("seen"), FakeGenerator::Block{}});
        drop(desk, pictures(folder, 20));
        auto* start = desk.find<ui::QueueStart>("queueStart");
        QVERIFY(start && start->isVisible());
        QVERIFY(start->findChild<QLabel*>("queueStartText")->text().startsWith("20 pictures"));
        QVERIFY(desk.composer().attachments().items().isEmpty());
        start->findChild<QPlainTextEdit*>("queueQuestion")->setPlainText("What is wrong?");
        start->findChild<QPushButton*>("startQueue")->click();
        QTRY_COMPARE(desk.services.queue().items().size(), 20);
        auto* line = desk.find<QFrame>("queueLine");
        QTRY_VERIFY(line->isVisible());
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        desk.generator->release();
        QTRY_VERIFY(desk.find<QLabel>("queueText")->text().contains("1 of 20 done"));

        desk.find<QAction>("actionQueue")->trigger();
        auto* window = desk.find<ui::QueueWindow>("queueWindow");
        QVERIFY(window);
        const auto* table = window->findChild<QTableView*>("queueTable");
        QCOMPARE(table->model()->rowCount(), 20);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QString("shot 01.png"));
        QCOMPARE(table->model()->index(0, 1).data().toString(), QString("Done"));
        QCOMPARE(table->model()->index(0, 2).data().toString(), QString("seen"));
        QCOMPARE(table->model()->index(19, 1).data().toString(), QString("Waiting"));
        // An answer opens as the conversation that it is.
        window->findChild<QTableView*>("queueTable")->selectRow(0);
        window->findChild<QPushButton*>("queueOpen")->click();
        QCOMPARE(desk.lastTurn().answer, QString("seen"));
        QCOMPARE(desk.lastTurn().question, QString("What is wrong?"));
        for (int i = 0; i < 19; ++i)
            desk.generator->release();
        QTRY_COMPARE_WITH_TIMEOUT(desk.services.queue().count(QueueState::Done), 20, 30000);
        QTRY_VERIFY(!line->isVisible());
    }

    void theFirstOnesCanBeAttachedInstead() {
        QTemporaryDir folder;
        Desk desk;
        drop(desk, pictures(folder, 12));
        auto* start = desk.find<ui::QueueStart>("queueStart");
        QVERIFY(start);
        start->findChild<QPushButton*>("attachFirst")->click();
        QTRY_COMPARE(desk.composer().pictures().size(), 10);
        QCOMPARE(desk.composer().pictures().first().name, QString("shot 01.png"));
        QVERIFY(desk.services.queue().items().isEmpty());
    }

    void aFewPicturesAreAttachedAsEver() {
        QTemporaryDir folder;
        Desk desk;
        drop(desk, pictures(folder, 3));
        QTRY_COMPARE(desk.composer().pictures().size(), 3);
        QVERIFY(!desk.find<ui::QueueStart>("queueStart"));
    }

    void theQuestionThatStandsInTheComposerIsOffered() {
        QTemporaryDir folder;
        Desk desk({FakeGenerator::answer("x")});
        desk.composer().edit().setPlainText("这是什么？");
        drop(desk, pictures(folder, 11));
        auto* start = desk.find<ui::QueueStart>("queueStart");
        QCOMPARE(start->findChild<QPlainTextEdit*>("queueQuestion")->toPlainText(), QString("这是什么？"));
        start->findChild<QPushButton*>("startQueue")->click();
        QVERIFY(desk.composer().question().isEmpty());
        QTRY_COMPARE(desk.services.queue().count(QueueState::Done), 11);
        QCOMPARE(desk.services.queue().items().last().question, QString("这是什么？"));
    }

    void itIsPausedAndGoesOn() {
        QTemporaryDir folder;
        Desk desk({FakeGenerator::answer("x"), FakeGenerator::Block{}});
        drop(desk, pictures(folder, 11));
        desk.find<ui::QueueStart>("queueStart")->findChild<QPushButton*>("startQueue")->click();
        QTRY_COMPARE(desk.services.queue().count(QueueState::Running), 1);
        desk.find<QPushButton>("pauseQueue")->click();
        QCOMPARE(desk.services.queue().count(QueueState::Running), 0);
        QVERIFY(desk.find<QLabel>("queueText")->text().contains("paused"));
        desk.find<QPushButton>("pauseQueue")->click();
        QTRY_COMPARE(desk.services.queue().count(QueueState::Running), 1);
    }
};

QTEST_MAIN(QueueDeskTest)
#include "queue_desk_test.moc"
