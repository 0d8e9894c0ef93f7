#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "engine/device/card.h"
#include "engine/device/device.h"
#include "engine/engine.h"

namespace engine {

/// What a model takes of a card: weights, keys and values of a shorter context, and what a pass needs
/// besides.
struct CardNeeds {
    std::string weights;  ///< "the weights in bfloat16", for the error that says what didn't fit
    std::int64_t bytes = 0;
    std::int64_t bytesInInt8 = 0;  ///< the same with smaller weights
    std::int64_t bytesInInt4 = 0;
};

/// Opens what libtorch has for this card; throws EngineError when that fails.
using CardOpener = std::function<Device(const Card&)>;

/// Auto takes the card with the most free memory when the model fits there and it opens, else the processor,
/// with a note that says why. A card that was asked for is taken or an error: BadRequest (where: the device,
/// detail: "device") when there is none of that number, OutOfMemory (where: the card, numbers: wanted, free,
/// and what int8 and int4 weights would want), or what `open` throws.
Device chooseDevice(const DeviceChoice& choice, std::span<const Card> cards, const CardNeeds& needs,
                    const CardOpener& open);

}  // namespace engine
