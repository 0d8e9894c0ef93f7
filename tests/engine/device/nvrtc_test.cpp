// Every kernel compiles for every kind of card, without one.
#include "engine/device/nvrtc.h"

#include <QTest>

#include "engine/device/kernel_sources.h"
#include "engine/error.h"

using namespace engine;

namespace {

/// Where setup.sh unpacks the compiler: with libtorch's CUDA set, or for the tests alone.
std::vector<std::filesystem::path> compilers() {
    const auto deps = std::filesystem::path(GLANCEDESK_SOURCE_DIR) / ".deps";
    std::vector<std::filesystem::path> found;
    for (const auto* folder : {"libtorch", "cuda"}) {
        const auto file = deps / folder / "nvidia" / "cu13" / "lib" / "libnvrtc.so.13";
        if (std::filesystem::exists(file)) found.push_back(file);
    }
    return found;
}

}  // namespace

class NvrtcTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyKernelCompilesForEveryCard_data() {
        QTest::addColumn<QString>("card");
        QTest::addColumn<int>("cache");
        for (const auto* card : {"sm_75", "sm_80", "sm_86", "sm_89", "sm_90"})
            QTest::addRow("%s", card) << QString(card) << int(at::kBFloat16);
        // Other caches are another way through one file.
        for (const auto cache : {at::kChar, at::kFloat})
            QTest::addRow("sm_75 %s", c10::toString(cache)) << QString("sm_75") << int(cache);
    }
    void everyKernelCompilesForEveryCard() {
        QFETCH(QString, card);
        QFETCH(int, cache);
        const auto files = compilers();
        if (files.empty()) QSKIP("the CUDA compiler isn't unpacked: ./packaging/setup.sh --tests");
        const Nvrtc compiler(files);
        const auto code = compiler.compile(kernelSource(), card.toStdString(),
                                           definitionsOf({16, 128, static_cast<at::ScalarType>(cache)}));
        // An ELF file that has each kernel by its own name.
        QVERIFY(
            code.starts_with("\x7f"
                             "ELF"));
        for (const auto* name : kernelNames())
            QVERIFY2(code.find(std::string(".text.") + name + '\0') != std::string::npos, name);
    }

    void whatIsWrongIsSaidInTheCompilersWords() {
        const auto files = compilers();
        if (files.empty()) QSKIP("the CUDA compiler isn't unpacked: ./packaging/setup.sh --tests");
        const Nvrtc compiler(files);
        try {
            compiler.compile("extern \"C\" __global__ void f() { nothing(); }", "sm_80", {});
            QFAIL("it compiled");
        } catch (const EngineError& error) {
            QVERIFY2(error.error().detail.find("nothing") != std::string::npos, error.what());
        }
    }

    void aCompilerThatIsNotThereIsNamed() {
        const std::vector<std::filesystem::path> nowhere{"/nowhere/libnvrtc.so.13"};
        try {
            const Nvrtc compiler(nowhere);
            QFAIL("it opened");
        } catch (const EngineError& error) {
            QVERIFY(error.error().detail.find("/nowhere/libnvrtc.so.13") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(NvrtcTest)
#include "nvrtc_test.moc"
