#include "engine/device/device_choice.h"

#include <QTest>

#include "engine/error.h"

using namespace engine;

namespace {

constexpr std::int64_t giga = 1'000'000'000;

const DeviceChoice automatic;
const DeviceChoice anyCard{DeviceChoice::Kind::Cuda, -1};

std::vector<Card> cards() {
    return {{0, "Small", 7, 5, 16 * giga, 9 * giga},
            {1, "Large", 8, 6, 24 * giga, 20 * giga},
            {2, "Old", 6, 1, 99 * giga, 99 * giga}};
}

/// Opens a card in name alone.
Device opened(const Card& card) {
    auto device = cpuDevice();
    device.name = card.title();
    return device;
}

CardNeeds needs(std::int64_t bytes) {
    return {"the weights in bfloat16", bytes, bytes / 2, bytes / 4};
}

Error errorOf(const DeviceChoice& choice, const CardNeeds& wanted, const CardOpener& open = opened) {
    try {
        chooseDevice(choice, cards(), wanted, open);
    } catch (const EngineError& error) {
        return error.error();
    }
    return {};
}

}  // namespace

class DeviceChoiceTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theDriverTellsWhatIsFreeOnEachCard() {
        const DriverFiles fake{FAKE_DRIVER, FAKE_DRIVER};
        const auto found = findCards(fake);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].title(), std::string("cuda:0 (Small)"));
        QCOMPARE(found[0].architecture(), std::string("sm_75"));
        QVERIFY(!found[0].hasBfloat16());
        QCOMPARE(found[0].freeBytes, 15 * giga);
        QCOMPARE(found[1].index, 1);
        QVERIFY(found[1].hasBfloat16());
        QCOMPARE(found[1].totalBytes, 24 * giga);
        QCOMPARE(found[1].freeBytes, 3 * giga);
    }

    void withoutTheManagementLibraryAllOfACardCountsAsFree() {
        const auto found = findCards({FAKE_DRIVER, "/nowhere/libnvidia-ml.so.1"});
        QCOMPARE(found.at(1).freeBytes, 24 * giga);
    }

    void aMachineWithoutADriverHasNoCard() {
        QVERIFY(findCards({"/nowhere/libcuda.so.1", "/nowhere/libnvidia-ml.so.1"}).empty());
    }

    void theCardWithTheMostFreeMemoryIsTaken() {
        QCOMPARE(chooseDevice(automatic, cards(), needs(8 * giga), opened).name,
                 std::string("cuda:1 (Large)"));
        QCOMPARE(chooseDevice(anyCard, cards(), needs(8 * giga), opened).name, std::string("cuda:1 (Large)"));
        QCOMPARE(chooseDevice({DeviceChoice::Kind::Cuda, 0}, cards(), needs(8 * giga), opened).name,
                 std::string("cuda:0 (Small)"));
    }

    void withoutACardTheProcessorComputesAndThereIsNothingToSay() {
        const auto device = chooseDevice(automatic, {}, needs(giga), opened);
        QCOMPARE(device.name, std::string("cpu"));
        QVERIFY(device.notes.empty());
        QCOMPARE(chooseDevice({DeviceChoice::Kind::Cpu, -1}, cards(), needs(giga), opened).name,
                 std::string("cpu"));
    }

    void aModelThatIsTooLargeIsComputedOnTheProcessorWithTheReason() {
        const auto device = chooseDevice(automatic, cards(), needs(30 * giga), opened);
        QCOMPARE(device.name, std::string("cpu"));
        QCOMPARE(device.notes.size(), std::size_t{1});
        QCOMPARE(device.notes.front(),
                 std::string("cuda:1 (Large) has 20.0 GB free and the model takes 30.0 GB"));
    }

    void aCardThatWasAskedForAndIsTooSmallNamesWhatWouldFit() {
        const auto error = errorOf({DeviceChoice::Kind::Cuda, 0}, needs(20 * giga));
        QCOMPARE(error.code, ErrorCode::OutOfMemory);
        QCOMPARE(error.where, std::string("cuda:0 (Small)"));
        QCOMPARE(error.detail, std::string("the weights in bfloat16"));
        QCOMPARE(error.numbers, (std::vector<std::int64_t>{20 * giga, 9 * giga, 10 * giga, 5 * giga}));
    }

    void aCardThatIsNotThereOrTooOldIsNamed() {
        for (const int index : {2, 7}) {
            const auto error = errorOf({DeviceChoice::Kind::Cuda, index}, needs(giga));
            QCOMPARE(error.code, ErrorCode::BadRequest);
            QCOMPARE(error.where, "cuda:" + std::to_string(index));
            QCOMPARE(error.detail, std::string("device"));
        }
    }

    void aCardThatDoesNotOpenIsAnErrorOnlyWhenItWasAskedFor() {
        const CardOpener broken = [](const Card&) -> Device {
            throw EngineError(ErrorCode::Internal, {}, "the driver is too old");
        };
        QCOMPARE(errorOf(anyCard, needs(giga), broken).detail, std::string("the driver is too old"));
        const auto device = chooseDevice(automatic, cards(), needs(giga), broken);
        QCOMPARE(device.name, std::string("cpu"));
        QCOMPARE(device.notes.front(), std::string("cuda:1 (Large) can't be used: the driver is too old"));
    }
};

QTEST_GUILESS_MAIN(DeviceChoiceTest)
#include "device_choice_test.moc"
