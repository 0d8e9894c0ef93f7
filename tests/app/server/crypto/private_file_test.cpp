#include "app/server/crypto/private_file.h"

#include <sys/stat.h>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QtTest>

using namespace app;
namespace fs = std::filesystem;

namespace {

int modeOf(const fs::path& file) {
    struct stat status {};
    return stat(file.c_str(), &status) == 0 ? int(status.st_mode & 0777) : -1;
}

}  // namespace

class PrivateFileTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path path(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

 private slots:
    void replacesTheWholeFileForItsOwnerAlone() {
        const fs::path file = path("new/folder/file");
        writePrivateFile(file, "a long first content");
        fs::permissions(file, fs::perms::owner_all | fs::perms::others_read);
        writePrivateFile(file, "second");
        QCOMPARE(readPrivateFile(file), "second");
        QCOMPARE(modeOf(file), 0600);
        QCOMPARE(modeOf(file.parent_path()), 0700);
        // Nothing is left beside it.
        QCOMPARE(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()), 1);
    }

    void aFailedWriteLeavesTheOldFile() {
        writePrivateFile(path("kept/file"), "old");
        // A folder cannot be replaced by a file.
        fs::create_directories(path("kept/folder/inside"));
        QVERIFY_EXCEPTION_THROWN(writePrivateFile(path("kept/folder"), "new"), PrivateFileError);
        QCOMPARE(readPrivateFile(path("kept/file")), "old");
        QCOMPARE(std::distance(fs::directory_iterator(path("kept")), fs::directory_iterator()), 2);
    }

    void refusesAFileThatOthersCanChange() {
        const fs::path file = path("shared");
        writePrivateFile(file, "content");
        fs::permissions(file, fs::perms::others_write, fs::perm_options::add);
        QVERIFY_EXCEPTION_THROWN(readPrivateFile(file), PrivateFileError);
    }

    void refusesWhatIsTooLargeOrNoFile() {
        writePrivateFile(path("large"), std::string(100, 'x'));
        QVERIFY_EXCEPTION_THROWN(readPrivateFile(path("large"), 99), PrivateFileError);
        QCOMPARE(readPrivateFile(path("large"), 100).size(), std::size_t{100});
        QVERIFY_EXCEPTION_THROWN(readPrivateFile(path("missing")), PrivateFileError);
        QVERIFY_EXCEPTION_THROWN(readPrivateFile("/dev/zero"), PrivateFileError);
    }

    void theSecretStaysAndIsOneForAll() {
        std::vector<std::string> secrets(8);
        {
            std::vector<std::jthread> threads;
            for (std::string& secret : secrets)
                threads.emplace_back([&secret, this] { secret = serverSecret(path("server/secret")); });
        }
        for (const std::string& secret : secrets)
            QCOMPARE(secret, secrets.front());
        QCOMPARE(secrets.front().size(), std::size_t{32});
        QCOMPARE(modeOf(path("server/secret")), 0600);
        QVERIFY(serverSecret(path("another")) != secrets.front());
    }

    void aSecretThatWasCutIsRefused() {
        writePrivateFile(path("cut"), "short");
        QVERIFY_EXCEPTION_THROWN(serverSecret(path("cut")), PrivateFileError);
    }
};

QTEST_GUILESS_MAIN(PrivateFileTest)
#include "private_file_test.moc"
