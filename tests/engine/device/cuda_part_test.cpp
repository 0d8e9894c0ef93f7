// The shared object for cards: it opens everywhere, and says what is missing.
#include <QTest>

#include "engine/device/cuda_device.h"
#include "engine/error.h"

using namespace engine;

namespace {

CudaFiles files() {
    auto found = CudaFiles::here();
    found.parts = {std::filesystem::path(GLANCEDESK_BIN_DIR) / "libglancedesk_cuda.so"};
    return found;
}

}  // namespace

class CudaPartTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void withoutADriverItSaysSo() {
        if (!findCards().empty()) QSKIP("there is a card here");
        try {
            openCudaPart(0, files());
            QFAIL("it opened");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().detail, std::string("there is no NVIDIA driver here"));
        }
    }

    void itIsLookedForBesideTheProgram() {
        const auto parts = CudaFiles::here().parts;
        QVERIFY(std::any_of(parts.begin(), parts.end(),
                            [](const auto& file) { return std::filesystem::exists(file); }));
    }

    void whereItIsMissingTheFilesAreNamed() {
        auto missing = files();
        missing.parts = {"/nowhere/libglancedesk_cuda.so"};
        try {
            openCudaPart(0, missing);
            QFAIL("it opened");
        } catch (const EngineError& error) {
            QVERIFY(error.error().detail.find("/nowhere/libglancedesk_cuda.so") != std::string::npos);
        }
    }

    void withoutLibtorchsCudaLibraryACardCannotBeUsed() {
        auto missing = files();
        missing.torch = "/nowhere";
        try {
            openCard({}, {16, 128, at::kBFloat16}, missing);
            QFAIL("it opened");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().code, ErrorCode::Internal);
            QVERIFY(error.error().detail.find("libtorch_cuda.so") != std::string::npos);
        }
    }

    void everyFastPathAgreesOnTheCardThatIsHere() {
        const auto cards = findCards();
        if (cards.empty()) QSKIP("there is no card here");
        const c10::InferenceMode inference;
        const auto device = openCard(cards.front(), {16, 128, at::kBFloat16}, files());
        for (const auto& note : device.notes)
            qWarning("%s", note.c_str());
        QVERIFY(device.notes.empty());
        QVERIFY(device.freeBytes() > 0);
    }
};

QTEST_GUILESS_MAIN(CudaPartTest)
#include "cuda_part_test.moc"
