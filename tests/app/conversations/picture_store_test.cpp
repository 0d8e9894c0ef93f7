#include "app/conversations/picture_store.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/store_error.h"

namespace {

const QByteArray hash = QByteArray(64, 'a');

QStringList filesIn(const QString& folder) {
    QStringList files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

}  // namespace

class PictureStoreTest final : public QObject {
    Q_OBJECT

 private slots:
    void givesBackWhatItKept() {
        QTemporaryDir folder;
        app::PictureStore store(folder.path());
        store.keep(hash, "bytes");
        QCOMPARE(app::PictureStore(folder.path()).read(hash), QByteArray("bytes"));
    }

    void theSamePictureIsKeptOnceAndNothingElseIsLeft() {
        QTemporaryDir folder;
        app::PictureStore store(folder.path());
        store.keep(hash, "bytes");
        store.keep(hash, "bytes");
        QCOMPARE(filesIn(folder.path()).size(), 1);
    }

    void anEmptyFileOfACrashIsWrittenAnew() {
        QTemporaryDir folder;
        app::PictureStore store(folder.path());
        store.keep(hash, "bytes");
        QFile file(filesIn(folder.path()).first());
        QVERIFY(file.resize(0));
        store.keep(hash, "bytes");
        QCOMPARE(store.read(hash), QByteArray("bytes"));
    }

    void aMissingOrMisnamedPictureIsAnError() {
        QTemporaryDir folder;
        app::PictureStore store(folder.path());
        QVERIFY_EXCEPTION_THROWN(store.read(hash), app::StoreError);
        QVERIFY_EXCEPTION_THROWN(store.read("../../etc/passwd"), app::StoreError);
        QVERIFY_EXCEPTION_THROWN(store.keep("../outside", "bytes"), app::StoreError);
    }

    void anUnwritableFolderIsAnErrorThatNamesIt() {
        QTemporaryDir folder;
        QFile obstacle(folder.filePath("pictures"));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        app::PictureStore store(obstacle.fileName());
        try {
            store.keep(hash, "bytes");
            QFAIL("no exception");
        } catch (const app::StoreError& error) {
            QVERIFY(error.sentence().contains(obstacle.fileName()));
        }
    }

    void theMemoryFormKeepsToo() {
        app::PictureStore store({});
        store.keep(hash, "bytes");
        QCOMPARE(store.read(hash), QByteArray("bytes"));
        QVERIFY_EXCEPTION_THROWN(store.read(QByteArray(64, 'b')), app::StoreError);
    }
};

QTEST_GUILESS_MAIN(PictureStoreTest)
#include "picture_store_test.moc"
