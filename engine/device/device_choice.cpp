#include "engine/device/device_choice.h"

#include <algorithm>

#include "engine/error.h"

namespace engine {
namespace {

/// The one with the most free memory, or the one that was asked for; null when there is none.
const Card* pick(const DeviceChoice& choice, std::span<const Card> cards) {
    const Card* best = nullptr;
    for (const auto& card : cards) {
        if (!card.isSupported() || (choice.index >= 0 && card.index != choice.index)) continue;
        if (best == nullptr || card.freeBytes > best->freeBytes) best = &card;
    }
    return best;
}

std::string nameOf(const DeviceChoice& choice) {
    return choice.index < 0 ? "cuda" : "cuda:" + std::to_string(choice.index);
}

std::string inGigabytes(std::int64_t bytes) {
    constexpr std::int64_t tenth = 100'000'000;
    const auto tenths = (bytes + tenth / 2) / tenth;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

Device onProcessor(std::string why) {
    auto device = cpuDevice();
    device.notes.push_back(std::move(why));
    return device;
}

}  // namespace

Device chooseDevice(const DeviceChoice& choice, std::span<const Card> cards, const CardNeeds& needs,
                    const CardOpener& open) {
    if (choice.kind == DeviceChoice::Kind::Cpu) return cpuDevice();
    const bool asked = choice.kind == DeviceChoice::Kind::Cuda;
    const auto* card = pick(choice, cards);
    if (card == nullptr) {
        if (asked) throw EngineError(ErrorCode::BadRequest, nameOf(choice), "device");
        return cpuDevice();
    }
    if (needs.bytes > card->freeBytes) {
        if (asked)
            throw EngineError(ErrorCode::OutOfMemory, card->title(), needs.weights,
                              {needs.bytes, card->freeBytes, needs.bytesInInt8, needs.bytesInInt4});
        return onProcessor(card->title() + " has " + inGigabytes(card->freeBytes) +
                           " free and the model takes " + inGigabytes(needs.bytes));
    }
    try {
        return open(*card);
    } catch (const EngineError& error) {
        if (asked || error.error().code == ErrorCode::Cancelled) throw;
        return onProcessor(card->title() + " can't be used: " + error.error().detail);
    }
}

}  // namespace engine
