#include "app/models/bundled.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

class BundledTest final : public QObject {
    Q_OBJECT

 private slots:
    void cleanup() { qunsetenv("GLANCEDESK_RESOURCES"); }

    void theEnvironmentGoesFirst() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("models/demo"));
        QVERIFY(QDir(folder.path()).mkpath("samples"));
        qputenv("GLANCEDESK_RESOURCES", QFile::encodeName(folder.path()));
        const QString root = QDir(folder.path()).canonicalPath();
        QCOMPARE(app::bundled::resourcesFolder(), root);
        QCOMPARE(app::bundled::demoModelFolder(), root + "/models/demo");
        QCOMPARE(app::bundled::samplesFolder(), root + "/samples");
    }

    void aDevelopmentBuildFindsTheSourceTree() {
        QCOMPARE(app::bundled::resourcesFolder(), QDir(GLANCEDESK_SOURCE_DIR "/resources").canonicalPath());
    }

    void whatIsNotThereIsEmpty() {
        QTemporaryDir folder;
        qputenv("GLANCEDESK_RESOURCES", QFile::encodeName(folder.path()));
        QVERIFY(app::bundled::demoModelFolder().isEmpty());
        QVERIFY(app::bundled::samplesFolder().isEmpty());
    }

    void aFolderIsTheSameHoweverItIsSpelled() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("a/b"));
        QVERIFY(QFile::link(folder.filePath("a"), folder.filePath("link")));
        QVERIFY(app::bundled::isSameFolder(folder.filePath("a"), folder.filePath("link/b/..")));
        QVERIFY(!app::bundled::isSameFolder(folder.filePath("a"), folder.filePath("a/b")));
        QVERIFY(!app::bundled::isSameFolder(folder.filePath("none"), folder.filePath("none")));
        QVERIFY(!app::bundled::isSameFolder({}, {}));
    }
};

QTEST_GUILESS_MAIN(BundledTest)
#include "bundled_test.moc"
