// Compiled kernels are kept for the next start, and a damaged file is made again.
#include "engine/device/kernel_cache.h"

#include <fstream>

#include <QTemporaryDir>
#include <QTest>

using namespace engine;

class KernelCacheTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theCompilerIsAskedOnce() {
        const KernelCache cache(folder());
        int made = 0;
        const auto make = [&] { return "code " + std::to_string(++made); };
        QCOMPARE(cache.code("sm_86", make), std::string("code 1"));
        QCOMPARE(cache.code("sm_86", make), std::string("code 1"));
        QCOMPARE(KernelCache(folder()).code("sm_86", make), std::string("code 1"));
        QCOMPARE(cache.code("sm_90", make), std::string("code 2"));
    }

    void whatIsNoGoodIsMadeAgain() {
        const KernelCache cache(folder());
        const auto make = [] { return std::string("code"); };
        cache.code("sm_86", make);
        cache.forget("sm_86");
        QCOMPARE(cache.code("sm_86", [] { return std::string("other"); }), std::string("other"));
    }

    void aDamagedFileIsMadeAgain() {
        const KernelCache cache(folder());
        cache.code("sm_86", [] { return std::string("code"); });
        const auto files = QDir(m_folder.path() + "/kernels").entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        std::ofstream(files.front().filePath().toStdString(), std::ios::app) << "more";
        QCOMPARE(cache.code("sm_86", [] { return std::string("again"); }), std::string("again"));
    }

    void aFolderThatCannotBeMadeCostsNothingElse() {
        const KernelCache cache("/proc/nowhere");
        QCOMPARE(cache.code("sm_86", [] { return std::string("code"); }), std::string("code"));
        QCOMPARE(KernelCache({}).code("sm_86", [] { return std::string("code"); }), std::string("code"));
    }

    void whatTheCompilerThrowsIsPassedOnAndNothingKept() {
        const KernelCache cache(folder());
        QVERIFY_EXCEPTION_THROWN(cache.code("sm_86", []() -> std::string { throw std::runtime_error("no"); }),
                                 std::runtime_error);
        QCOMPARE(cache.code("sm_86", [] { return std::string("code"); }), std::string("code"));
    }

    void cleanup() { QDir(m_folder.path() + "/kernels").removeRecursively(); }

 private:
    std::filesystem::path folder() const { return m_folder.path().toStdString() + "/kernels"; }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(KernelCacheTest)
#include "kernel_cache_test.moc"
