// The whole program may be killed at any moment: this one starts itself as the victim, kills it and looks at
// what is left on the disk.
#include <csignal>
#include <cstdio>
#include <random>
#include <sys/types.h>

#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_store.h"
#include "tests/support/fake_generator.h"

namespace {

constexpr auto victimFlag = "--victim";
constexpr int tickMilliseconds = 5;
constexpr int ticksOfASecond = 1000 / tickMilliseconds;

/// Asks and is answered without end, a word each tick of its event loop; says on stdout at which tick how
/// much of the answer was there. Ticks, not the clock: on a busy machine they come slower, as everything
/// does.
int beVictim(const QString& folder) {
    auto fake = std::make_shared<test::FakeGenerator>();
    for (int i = 0; i < 20000; ++i) {
        fake->script.insert(fake->script.end(),
                            {test::FakeGenerator::answer(QString("w%1 ").arg(i).toStdString()),
                             test::FakeGenerator::Block{}});
    }
    app::ConversationStore store(folder);
    app::EngineWorker worker(app::fixedLoader(fake));
    app::ChatService chat(store, worker);
    int tick = 0;
    QTimer pace;
    pace.setTimerType(Qt::PreciseTimer);
    QObject::connect(&pace, &QTimer::timeout, &chat, [&] {
        fake->release();
        const auto& turns = chat.conversation().turns;
        std::printf("%d %d\n", ++tick, turns.isEmpty() ? 0 : int(turns.last().answer.size()));
        std::fflush(stdout);
    });
    worker.load("folder");
    chat.ask("what is kept?", {});
    pace.start(tickMilliseconds);
    return QGuiApplication::exec();
}

/// What a victim said: how much of the answer was there at each tick.
struct Diary {
    QList<qsizetype> lengths;
    QByteArray rest;

    void read(QProcess& victim) {
        rest += victim.readAllStandardOutput();
        for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
            const QList<QByteArray> words = rest.left(end).split(' ');
            if (words.size() == 2) lengths += words[1].toLongLong();  // else a line of the log
            rest.remove(0, end + 1);
        }
    }
};

}  // namespace

class CrashTest final : public QObject {
    Q_OBJECT

 private slots:
    void killedAtAnyMomentItLosesAtMostTheLastSecond() {
        std::mt19937 random(20261122);  // NOLINT: the same moments each time
        for (int round = 0; round < 5; ++round) {
            QTemporaryDir folder;
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {victimFlag, folder.path()});
            // The first dies young, the others after a second and more.
            const int moment =
                round == 0 ? 1 : std::uniform_int_distribution<int>(ticksOfASecond * 5 / 4, 500)(random);
            Diary diary;
            QTRY_VERIFY_WITH_TIMEOUT((diary.read(victim), diary.lengths.size() >= moment), 120000);
            ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
            QVERIFY(victim.waitForFinished(10000));
            diary.read(victim);

            const qsizetype mustBeThere = diary.lengths.value(diary.lengths.size() - ticksOfASecond);
            QVERIFY(round == 0 || mustBeThere > 0);
            app::ConversationStore store(folder.path());
            const auto list = store.list();
            QCOMPARE(list.size(), 1);
            const auto turn = store.load(list.first().id).turns.value(0);
            QCOMPARE(turn.question, QString("what is kept?"));
            const QString said = QString("killed at tick %1: %2 characters kept, %3 are older than a second")
                                     .arg(diary.lengths.size())
                                     .arg(turn.answer.size())
                                     .arg(mustBeThere);
            QVERIFY2(turn.answer.size() >= mustBeThere, qPrintable(said));
            qInfo("%s", qPrintable(said));
        }
    }
};

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    if (argc == 3 && QString::fromLocal8Bit(argv[1]) == QLatin1String(victimFlag))
        return beVictim(QString::fromLocal8Bit(argv[2]));
    CrashTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "crash_test.moc"
