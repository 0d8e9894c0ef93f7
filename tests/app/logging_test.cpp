#include "app/logging.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <spdlog/spdlog.h>

class LoggingTest final : public QObject {
    Q_OBJECT

 private slots:
    void cleanup() { app::stopLogging(); }

    void writesToTheDataFolder() {
        QTemporaryDir folder;
        app::startLogging(folder.filePath("数据"));
        spdlog::info("a line of this test");
        app::stopLogging();
        QFile file(folder.filePath("数据/logs/glancedesk.log"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("a line of this test"));
    }

    void neverGrowsBeyondThreeFiles() {
        QTemporaryDir folder;
        app::startLogging(folder.path());
        const std::string line(10'000, 'x');
        for (int i = 0; i < 500; ++i)
            spdlog::info(line);
        app::stopLogging();
        const auto files = QDir(folder.filePath("logs")).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 3);
        for (const auto& file : files)
            QVERIFY(file.size() <= 1024 * 1024);
    }

    void anUnwritableFolderIsSurvived() {
        QTemporaryDir folder;
        QFile obstacle(folder.filePath("file"));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        app::startLogging(obstacle.fileName());
        spdlog::warn("goes to stderr");
    }
};

QTEST_GUILESS_MAIN(LoggingTest)
#include "logging_test.moc"
