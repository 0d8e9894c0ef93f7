#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

#include "engine/generator.h"

namespace engine {

/// Int8 has a scale for each output, Int4 one for each group of inputs, with the head in int8. Vision tower
/// and embeddings keep the stored type.
enum class WeightsKind { Auto, Float32, Bfloat16, Int8, Int4 };

/// What computes. Auto: the CUDA card with the most free memory when the model fits there, else the
/// processor; Cuda: a card, or an error.
struct DeviceChoice {
    enum class Kind { Auto, Cpu, Cuda };
    Kind kind = Kind::Auto;
    int index = -1;  ///< of the card; below 0: the one with the most free memory
};

struct LoadOptions {
    std::filesystem::path folder;
    WeightsKind weights = WeightsKind::Auto;  ///< Auto: as stored; float16 files become float32
    int threads = 0;                          ///< 0: one per core
    bool smallVision = false;                 ///< the vision tower in int8 too; a card leaves the embeddings
                                              ///< in host memory
    bool int8Cache = false;                   ///< keys and values in int8, else as the embeddings are stored
    bool speculation = true;                  ///< guesses from the text so far; never changes an answer
    std::int64_t reuseBytes = std::int64_t{512} << 20;  ///< for pictures and prefixes of earlier requests
    int mostRunning = 32;                               ///< requests that are answered at once
    int mostWaiting = 64;                               ///< one more is Busy
    DeviceChoice device{};
};

/// 0 to 1, on a thread of the loading's own, while the caller waits.
using LoadProgress = std::function<void(double)>;

/// A checkpoint loaded once and const afterwards. Everything torch stays behind this header.
class Engine final : public Generator {
 public:
    static Result<std::unique_ptr<Engine>> load(const LoadOptions& options, const LoadProgress& progress = {},
                                                std::stop_token stop = {});
    ~Engine() override;

    Result<Finished> generate(const Request& request, const EventSink& sink,
                              std::stop_token stop) const override;
    Result<std::vector<float>> embed(const ImagePart& picture, std::stop_token stop) const override;
    const ModelInfo& info() const override;
    Result<std::vector<int>> tokenize(const std::string& text) const override;

    /// Writes the prompt's tensors and up to `newTokens` greedy steps to a safetensors file (names, shapes
    /// and types in engine/README.md). A stop token ends it early and is the last of greedy_ids.
    Result<std::monostate> trace(const Request& request, int newTokens, const std::filesystem::path& file,
                                 std::stop_token stop = {}) const;

 private:
    struct Parts;
    static Result<std::unique_ptr<Engine>> loadHere(const LoadOptions& options, const LoadProgress& progress,
                                                    const std::stop_token& stop);
    explicit Engine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace engine
