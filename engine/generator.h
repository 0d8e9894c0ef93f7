#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/error.h"
#include "engine/event.h"
#include "engine/request.h"

namespace engine {

struct ModelInfo {
    std::string name;         ///< the checkpoint folder's name
    std::string weights;      ///< float32, bfloat16, int8 or int4
    std::string device;       ///< "cpu", or "cuda:0" and the card's name
    int contextTokens = 0;    ///< prompt and answer together
    int imageTokenLimit = 0;  ///< the most tokens that one picture becomes
    std::int64_t parameters = 0;
    std::vector<std::string> notes{};  ///< what the device should do and can't, in English
    bool isElsewhere = false;          ///< other computers compute, which `device` names
};

/// What the app depends on; tests give it a fake.
class Generator {
 public:
    Generator() = default;
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;
    virtual ~Generator() = default;

    /// Blocks until the answer ends and calls `sink` on this thread. A stop, also one asked for before the
    /// call, ends it within one layer's work with FinishReason::Cancelled; what was written stays valid.
    /// May be called from several threads at once: requests are batched, and one too many is Busy.
    virtual Result<Finished> generate(const Request& request, const EventSink& sink,
                                      std::stop_token stop) const = 0;

    /// A picture as one vector of length 1: what looks alike is near, of the same model alone. Empty: it
    /// sees none by itself. Blocks while its turn comes and the tower works; a stop ends that within a
    /// block's work with Cancelled. Any thread. What was seen is kept for a question under the same cap.
    // NOLINTNEXTLINE(performance-unnecessary-value-param): as in generate()
    virtual Result<std::vector<float>> embed(const ImagePart& /*picture*/, std::stop_token /*stop*/) const {
        return std::vector<float>{};
    }

    virtual const ModelInfo& info() const = 0;

    /// Text as the model reads it, without special tokens. From any thread.
    virtual Result<std::vector<int>> tokenize(const std::string& text) const = 0;
};

}  // namespace engine
