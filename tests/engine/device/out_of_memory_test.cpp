// A card that is full ends one answer, and the engine lives on.
#include <atomic>

#include <QTest>

#include "engine/device/cpu_arithmetic.h"
#include "engine/session/scheduler.h"
#include "tests/engine/device/tensor_device.h"
#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

/// The processor's way, with room or without.
class Narrow final : public Arithmetic {
 public:
    explicit Narrow(const std::atomic<bool>& isFull) : m_isFull(isFull) {}

    at::Device device() const override { return m_all.device(); }
    at::Tensor multiply(const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) const override {
        if (m_isFull)
            throw c10::OutOfMemoryError(
                {__func__, __FILE__, static_cast<std::uint32_t>(__LINE__)},
                "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 15.77 GiB of "
                "which 12.50 MiB is free. Including non-PyTorch memory, this process has 15.74 GiB in use.");
        return m_all.multiply(weight, rows, bias);
    }
    at::Tensor rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const override {
        return m_all.rmsNorm(rows, weight, epsilon);
    }
    at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) const override {
        return m_all.gated(gate, up);
    }
    void rotatePairs(at::Tensor& heads, const Rotation& rotation) const override {
        m_all.rotatePairs(heads, rotation);
    }
    void rotateHalves(at::Tensor& heads, const Rotation& rotation) const override {
        m_all.rotateHalves(heads, rotation);
    }
    at::Tensor attend(const Heads& heads, const Pass& pass, int layer) const override {
        return m_all.attend(heads, pass, layer);
    }
    at::Tensor attendPicture(const Heads& heads, double scale) const override {
        return m_all.attendPicture(heads, scale);
    }

 private:
    CpuArithmetic m_all;
    const std::atomic<bool>& m_isFull;
};

struct Answer {
    std::string text;
    Result<Finished> result;
};

Answer answerOf(Scheduler& scheduler, const Request& request) {
    std::string text;
    auto result = scheduler.run(request,
                                [&](const Event& event) {
                                    if (const auto* delta = std::get_if<TextDelta>(&event))
                                        text += delta->text;
                                },
                                {});
    return {text, std::move(result)};
}

}  // namespace

class OutOfMemoryTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aConversationThatIsTooLongForTheCardIsToldBeforeItIsRead() {
        std::atomic<std::int64_t> free = 1000;
        LoadOptions options;
        options.folder = fixtures::checkpoint("tiny");
        options.threads = 1;
        const auto model = loadModel(options,
                                     [&](const ModelConfig&, const WeightFormats&) {
                                         auto device = cpuDevice();
                                         device.name = "cuda:0 (Full)";
                                         device.isCard = true;
                                         device.freeBytes = [&] { return free.load(); };
                                         return device;
                                     },
                                     {}, {});
        Scheduler scheduler(*model, options);
        const auto request = fixtures::ask("what is it", {"red"});
        const auto full = answerOf(scheduler, request);
        QVERIFY(!full.result);
        QCOMPARE(full.result.error().code, ErrorCode::OutOfMemory);
        QCOMPARE(full.result.error().where, std::string("cuda:0 (Full)"));
        QVERIFY(full.result.error().numbers.at(0) > 1000);
        QCOMPARE(full.result.error().numbers.at(1), std::int64_t{1000});
        free = std::int64_t{1} << 30;
        QVERIFY(bool(answerOf(scheduler, request).result));
    }

    void anAnswerThatDoesNotFitSaysWhatWasNeededAndTheNextOneIsWritten() {
        std::atomic<bool> isFull = false;
        LoadOptions options;
        options.folder = fixtures::checkpoint("tiny");
        options.threads = 1;
        const auto model = loadModel(options,
                                     [&](const ModelConfig&, const WeightFormats&) {
                                         auto device = cpuDevice();
                                         device.arithmetic = std::make_unique<Narrow>(isFull);
                                         return device;
                                     },
                                     {}, {});
        Scheduler scheduler(*model, options);
        const auto request = fixtures::ask("what is it", {"red"});
        const auto before = answerOf(scheduler, request);
        QVERIFY(bool(before.result));

        isFull = true;
        const auto full = answerOf(scheduler, fixtures::ask("what is that", {"green"}));
        QVERIFY(!full.result);
        QCOMPARE(full.result.error().code, ErrorCode::OutOfMemory);
        QCOMPARE(full.result.error().numbers,
                 (std::vector<std::int64_t>{20 * 1024 * 1024, 25 * 1024 * 1024 / 2}));

        isFull = false;
        const auto after = answerOf(scheduler, request);
        QVERIFY(bool(after.result));
        QCOMPARE(after.text, before.text);
        // What was kept for later was given up for room.
        QCOMPARE_LT(after.result.value().stats.cachedTokens, after.result.value().stats.imageTokens);
    }
};

QTEST_GUILESS_MAIN(OutOfMemoryTest)
#include "out_of_memory_test.moc"
