// The shared object for cards: it opens everywhere, and says what is missing.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "engine/device/cuda_device.h"
#include "engine/engine.h"
#include "engine/error.h"
#include "tests/engine/support/expected.h"
#include "tests/engine/support/fixtures.h"

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
    /// The window changes from one to the other while it runs; libtorch looks for its CUDA part only once.
    void aModelThatComputedOnTheProcessorBeforeIsNoHindrance() {
        if (findCards().empty()) QSKIP("there is no card here");
        for (const auto kind : {DeviceChoice::Kind::Cpu, DeviceChoice::Kind::Cuda, DeviceChoice::Kind::Cpu}) {
            LoadOptions options;
            options.folder = fixtures::checkpoint("tiny");
            options.device.kind = kind;
            const auto loaded = Engine::load(options);
            QVERIFY2(bool(loaded), loaded ? "" : loaded.error().detail.c_str());
            const auto done = loaded.value()->generate(fixtures::ask("?", {"red"}), {}, {});
            QVERIFY2(bool(done), done ? "" : done.error().detail.c_str());
        }
    }

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

    void libtorchsCudaLibraryOpensLateAndMissesTheDriver() {
        if (!findCards().empty()) QSKIP("there is a card here");
        if (!std::filesystem::exists(files().torch / "libtorch_cuda.so"))
            QSKIP("libtorch's CUDA library isn't unpacked: GLANCEDESK_CUDA=1 ./packaging/setup.sh");
        try {
            openCard({}, {16, 128, at::kBFloat16}, files());
            QFAIL("it opened");
        } catch (const EngineError& error) {
            QVERIFY2(error.error().detail.find("driver") != std::string::npos, error.what());
        }
    }

    void theCardThatIsHerePointsTheSameWay_data() {
        QTest::addColumn<QString>("name");
        for (const auto& item : fixtures::cases())
            if (item.weights == WeightsKind::Bfloat16)
                QTest::newRow(item.name.c_str()) << QString::fromStdString(item.name);
    }
    void theCardThatIsHerePointsTheSameWay() {
        if (findCards().empty()) QSKIP("there is no card here");
        QFETCH(QString, name);
        const auto wanted = fixtures::named(name.toStdString());
        LoadOptions options;
        options.folder = fixtures::checkpoint(wanted.checkpoint);
        options.device.kind = DeviceChoice::Kind::Cuda;
        const auto loaded = Engine::load(options);
        QVERIFY2(bool(loaded), loaded ? "" : loaded.error().detail.c_str());
        const QTemporaryDir out;
        const auto file = std::filesystem::path(out.path().toStdString()) / "trace.safetensors";
        QVERIFY(bool(loaded.value()->trace(wanted.request, 1, file)));
        const auto got = raw::read(file);
        const auto expected = expected::read(wanted.name);
        QCOMPARE_GE(
            expected::leastCosine(expected::keptRows(got, expected, "logits"), expected.at("logits").floats(),
                                  static_cast<std::size_t>(got.at("logits").shape[1])),
            0.999);
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
