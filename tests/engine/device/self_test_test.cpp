// A fast path that computes something else than the plain way is never taken.
#include "engine/device/self_test.h"

#include <QTest>

#include "tests/engine/device/tensor_device.h"

using namespace engine;

namespace {

constexpr KernelShape shape{2, 16, at::kBFloat16};

struct Tested {
    std::unique_ptr<TensorArithmetic> card;
    std::vector<std::string> notes;
};

Tested tested(const std::set<std::string>& wrong, at::ScalarType products = at::kBFloat16,
              bool brokenRecorder = false) {
    const c10::InferenceMode inference;
    auto kernels = std::make_shared<const KernelSet>(host::launcher(shape, {wrong}), shape);
    Tested result{std::make_unique<TensorArithmetic>(at::kCPU, products, std::move(kernels), FastPaths{}),
                  {}};
    host::Recorder recorder;
    recorder.broken = brokenRecorder;
    allowWhatAgrees(*result.card, shape, &recorder, result.notes);
    return result;
}

}  // namespace

class SelfTestTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void whatAgreesIsTaken_data() {
        QTest::addColumn<int>("products");
        QTest::newRow("bfloat16") << int(at::kBFloat16);
        QTest::newRow("half") << int(at::kHalf);
    }
    void whatAgreesIsTaken() {
        QFETCH(int, products);
        const auto result = tested({}, static_cast<at::ScalarType>(products));
        QVERIFY2(result.notes.empty(), result.notes.empty() ? "" : result.notes.front().c_str());
        // Cards without bfloat16 have no units for it.
        for (const auto path : allFastPaths)
            QVERIFY2(
                result.card->paths().has(path) || (path == FastPath::Tiles && products == int(at::kHalf)),
                nameOf(path));
    }

    void whatDiffersIsRefusedAndNamed_data() {
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<int>("path");
        QTest::newRow("product") << "productInt8x4" << int(FastPath::Products);
        QTest::newRow("matrix units") << "tilesInt4" << int(FastPath::Tiles);
        QTest::newRow("gate on matrix units") << "gatedTilesBf16" << int(FastPath::Tiles);
        QTest::newRow("sum and norm") << "addNormed" << int(FastPath::Norms);
        QTest::newRow("unpacking") << "widenInt4Bf16" << int(FastPath::Widening);
        QTest::newRow("gate") << "siluMultiply" << int(FastPath::Gates);
        QTest::newRow("rotation") << "rotatePairs" << int(FastPath::Rotations);
        QTest::newRow("place") << "placeRows" << int(FastPath::FewRows);
        QTest::newRow("attention") << "joinSplits" << int(FastPath::FewRows);
    }
    void whatDiffersIsRefusedAndNamed() {
        QFETCH(QString, kernel);
        QFETCH(int, path);
        const auto refused = static_cast<FastPath>(path);
        const auto result = tested({kernel.toStdString()});
        QCOMPARE(result.notes.size(), std::size_t{1});
        QCOMPARE(result.notes.front(),
                 std::string("without ") + nameOf(refused) + ": differs from the plain way");
        for (const auto each : allFastPaths)
            QCOMPARE(result.card->paths().has(each), each != refused);
    }

    void aNormThatDiffersIsRefused() {
        // What is recorded for the test of graphs has a norm in it: the plain one then.
        const auto result = tested({"rmsNorm"});
        QVERIFY(!result.card->paths().has(FastPath::Norms));
        QVERIFY(result.card->paths().has(FastPath::Graphs));
    }

    void aCardThatRecordsNothingIsTold() {
        const auto result = tested({}, at::kBFloat16, true);
        QCOMPARE(result.notes,
                 (std::vector<std::string>{"without recorded passes: nothing is recorded here"}));
        QVERIFY(!result.card->paths().has(FastPath::Graphs));
    }

    void withoutKernelsOnlyTheLibrarysOwnIsTried() {
        const c10::InferenceMode inference;
        TensorArithmetic card(at::kCPU, at::kBFloat16, nullptr, {});
        std::vector<std::string> notes;
        allowWhatAgrees(card, shape, nullptr, notes);
        QVERIFY(notes.empty());
        for (const auto path : allFastPaths)
            QCOMPARE(card.paths().has(path), path == FastPath::FusedAttention);
    }
};

QTEST_GUILESS_MAIN(SelfTestTest)
#include "self_test_test.moc"
