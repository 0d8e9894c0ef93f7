#include "app/conversations/picture_sweep.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_library.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_database.h"

namespace {

app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

QString pathOf(const QString& folder, const QByteArray& hash) {
    return folder + "/pictures/" + QString::fromLatin1(hash.left(2)) + '/' + QString::fromLatin1(hash);
}

QStringList filesIn(const QString& folder) {
    QStringList files;
    QDirIterator it(folder + "/pictures", QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

}  // namespace

class PictureSweepTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatNothingNamesGoesAndAllElseStays() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        app::Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = "q";
        turn.pictures = {picture(1)};
        conversation.turns = {turn};
        store.addTurn(conversation, 0);
        app::ConversationShelf(store).setDraft(0, {"draft", {picture(2)}});
        app::ConversationShelf(store).trash({conversation.id});  // may come back
        // As a program leaves it that was killed between the file and the row.
        store.pictures().keep(picture(3).hash, picture(3).bytes);
        QCOMPARE(filesIn(folder.path()).size(), 3);

        app::StoreDatabase own(folder.path());
        QCOMPARE(app::sweepPictures(own, store.pictures()), 1);
        QStringList left{pathOf(folder.path(), picture(1).hash), pathOf(folder.path(), picture(2).hash)};
        left.sort();
        QCOMPARE(filesIn(folder.path()), left);
        QCOMPARE(app::sweepPictures(own, store.pictures()), 0);
    }

    void aPictureThatIsTakenAwayBetweenFileAndRowIsWrittenAgain() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        store.open();
        app::Conversation conversation;
        app::Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = "q";
        turn.pictures = {picture(1)};
        conversation.turns = {turn};
        bool isWritten = false;
        store.writePictures(turn.pictures, this, [&] { isWritten = true; });
        QTRY_VERIFY(isWritten);
        app::StoreDatabase other(folder.path());
        QCOMPARE(app::sweepPictures(other, store.pictures()), 1);
        store.addTurn(conversation, 0);
        QCOMPARE(store.load(conversation.id).turns.first().pictures.size(), 1);
    }

    void halvesOfLongAgoGoAndThoseOfNowStay() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        store.pictures().keep(picture(1).hash, picture(1).bytes);
        const QString whole = pathOf(folder.path(), picture(1).hash);
        const QStringList halves{whole + ".AbCdEf", whole + ".GhIjKl"};
        for (const QString& half : halves) {
            QFile file(half);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("half");
            file.flush();
            if (half == halves.first())
                QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-1),
                                         QFileDevice::FileModificationTime));
        }
        app::StoreDatabase own(folder.path());
        app::sweepPictures(own, store.pictures());
        QCOMPARE(filesIn(folder.path()), QStringList{halves.last()});
    }

    void theLibrarySweepsOnItsOwnThread() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        store.pictures().keep(picture(1).hash, picture(1).bytes);
        app::ConversationLibrary library(store);
        library.sweepPictures();
        QTRY_VERIFY(filesIn(folder.path()).isEmpty());
    }
};

QTEST_MAIN(PictureSweepTest)
#include "picture_sweep_test.moc"
