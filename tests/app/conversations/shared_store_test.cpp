// Several programs use one store at the same time: this one starts itself as the others.
#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdio>

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_shelf.h"
#include "app/conversations/picture_sweep.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"

namespace {

constexpr auto writerFlag = "--writer";
constexpr int writers = 3;
constexpr int each = 8;  ///< conversations that a writer leaves

app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

/// As the window does: what could not be written is tried again.
template <class Call>
void untilItWorks(const Call& call) {
    QElapsedTimer patience;
    patience.start();
    while (true) {
        try {
            return call();
        } catch (const app::StoreError&) {
            if (patience.elapsed() > 60000) throw;
        }
    }
}

/// Asks, is answered, deletes; the same pictures as the others.
int beWriter(const QString& folder, const QString& name) {
    try {
        app::ConversationStore store(folder);
        app::ConversationShelf shelf(store);
        for (int i = 0; i < each; ++i) {
            app::Turn turn;
            turn.asked = QDateTime::currentDateTimeUtc();
            turn.question = QString("%1 %2").arg(name).arg(i);
            turn.pictures = {picture(1 + i % 4)};
            turn.state = app::TurnState::Answering;
            app::Conversation kept;
            kept.turns = {turn};
            app::Conversation erased = kept;
            untilItWorks([&] { store.addTurn(kept, 0); });
            untilItWorks([&] { store.addTurn(erased, 0); });
            kept.turns[0].answer = QString("answer to %1").arg(turn.question);
            untilItWorks([&] { store.saveAnswer(kept.turns[0]); });
            kept.turns[0].state = app::TurnState::Done;
            untilItWorks([&] { store.saveAnswer(kept.turns[0]); });
            untilItWorks([&] { shelf.erase({erased.id}); });
            untilItWorks([&] { app::sweepPictures(store.database(), store.pictures()); });
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}

}  // namespace

class SharedStoreTest final : public QObject {
    Q_OBJECT

 private slots:
    void programsThatWriteAtOnceLoseNothingOfEachOther() {
        QTemporaryDir folder;
        QFile script(GLANCEDESK_SOURCE_DIR "/tests/data/conversations/v1.sql");
        QVERIFY(script.open(QIODevice::ReadOnly));
        const std::string file = folder.filePath("conversations.db").toStdString();
        SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
            .exec(script.readAll().toStdString());

        // All of them begin by bringing the old file to the newest schema.
        std::vector<std::unique_ptr<QProcess>> programs;
        for (int i = 0; i < writers; ++i) {
            programs.push_back(std::make_unique<QProcess>());
            programs.back()->start(QCoreApplication::applicationFilePath(),
                                   {writerFlag, folder.path(), QString("writer%1").arg(i)});
        }
        app::ConversationStore store(folder.path());
        const auto all = [&] {
            return std::all_of(programs.begin(), programs.end(),
                               [](const auto& one) { return one->state() == QProcess::NotRunning; });
        };
        qsizetype seen = 0;
        QTRY_VERIFY_WITH_TIMEOUT((untilItWorks([&] {
                                      const qsizetype now = store.list().size();
                                      QVERIFY(now + writers >= seen);  // only what was to be erased went
                                      seen = now;
                                  }),
                                  all()),
                                 120000);
        for (const auto& program : programs) {
            QVERIFY2(program->exitStatus() == QProcess::NormalExit && program->exitCode() == 0,
                     program->readAllStandardError().constData());
        }

        QCOMPARE(store.list().size(), 2 + writers * each);
        QStringList questions;
        for (const app::ConversationSummary& summary : store.list()) {
            const app::Turn turn = store.load(summary.id).turns.first();
            if (!turn.question.startsWith("writer")) continue;
            questions += turn.question;
            QCOMPARE(turn.answer, "answer to " + turn.question);
            QCOMPARE(turn.state, app::TurnState::Done);
            QCOMPARE(turn.pictures.size(), 1);
        }
        questions.removeDuplicates();
        QCOMPARE(questions.size(), writers * each);
        SQLite::Database whole(file);
        QCOMPARE(QString::fromStdString(whole.execAndGet("PRAGMA integrity_check").getString()),
                 QString("ok"));
        // The copy is of before the change, whoever made it.
        SQLite::Database copy(file + ".v1");
        QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM turns").getInt(), 3);
        QVERIFY(!QFile::exists(QString::fromStdString(file) + ".v1.part"));
    }
};

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    if (argc == 4 && QString::fromLocal8Bit(argv[1]) == QLatin1String(writerFlag))
        return beWriter(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    SharedStoreTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "shared_store_test.moc"
