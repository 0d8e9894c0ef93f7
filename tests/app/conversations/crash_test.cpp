// The whole program may be killed at any moment: this one starts itself as the victim, kills it and looks at
// what is left on the disk.
#include <csignal>
#include <cstdio>
#include <random>
#include <sys/types.h>
#include <thread>

#include <QElapsedTimer>
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

double now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Asks and is answered without end, a word every few milliseconds; says on stdout when each word was there.
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
    QTimer pace;
    QObject::connect(&pace, &QTimer::timeout, &chat, [&] { fake->release(); });
    QObject::connect(&chat, &app::ChatService::turnChanged, &chat, [&](int index) {
        std::printf("%.6f %d\n", now(), int(chat.conversation().turns[index].answer.size()));
        std::fflush(stdout);
    });
    worker.load("folder");
    chat.ask("what is kept?", {});
    pace.start(5);
    return QGuiApplication::exec();
}

}  // namespace

class CrashTest final : public QObject {
    Q_OBJECT

 private slots:
    void killedAtAnyMomentItLosesAtMostTheLastSecond() {
        std::mt19937 random(20261122);  // NOLINT: the same moments each time
        for (int round = 0; round < 6; ++round) {
            QTemporaryDir folder;
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {victimFlag, folder.path()});
            QVERIFY(victim.waitForReadyRead(30000));
            QElapsedTimer life;
            life.start();
            const int moment = std::uniform_int_distribution<int>(0, 3500)(random);
            QTRY_VERIFY_WITH_TIMEOUT(life.elapsed() >= moment, 10000);
            const double end = now();
            ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
            QVERIFY(victim.waitForFinished(10000));

            // Half a second besides for a machine that was busy with something else.
            qsizetype mustBeThere = 0;
            for (const QByteArray& line : victim.readAllStandardOutput().split('\n')) {
                const auto parts = line.split(' ');
                if (parts.size() == 2 && parts[0].toDouble() < end - 1.5) mustBeThere = parts[1].toLongLong();
            }
            app::ConversationStore store(folder.path());
            const auto list = store.list();
            QCOMPARE(list.size(), 1);
            const auto turn = store.load(list.first().id).turns.value(0);
            QCOMPARE(turn.question, QString("what is kept?"));
            QVERIFY2(turn.answer.size() >= mustBeThere,
                     qPrintable(QString("killed after %1 ms: %2 of %3 characters")
                                    .arg(moment)
                                    .arg(turn.answer.size())
                                    .arg(mustBeThere)));
            qInfo("killed after %d ms: %lld characters kept, %lld were older than 1.5 s", moment,
                  static_cast<long long>(turn.answer.size()), static_cast<long long>(mustBeThere));
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
