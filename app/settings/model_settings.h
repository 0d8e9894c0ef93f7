#pragma once

class QSettings;

namespace app {

enum class WeightsChoice { Auto, Bfloat16, Int8, Int4 };
/// Auto: the graphics card when the model fits there.
enum class ComputeChoice { Auto, Processor, GraphicsCard };

/// How a model is loaded; a change loads it again.
struct ModelSettings {
    static constexpr int mostThreads = 256;
    static constexpr int mostReuse = 262'144;

    WeightsChoice weights = WeightsChoice::Auto;
    ComputeChoice device = ComputeChoice::Auto;
    bool smallVision = false;  ///< the vision tower in int8 too
    int threads = 0;           ///< 0: one for each core
    bool smallCache = false;   ///< what is held of a conversation in int8
    int reuseMegabytes = 512;  ///< of pictures and conversations that were read before; 0: none

    bool operator==(const ModelSettings&) const = default;
};

/// A value that makes no sense or lies out of its range reads as its default.
ModelSettings readModelSettings(const QSettings& file);
void writeSettings(QSettings& file, const ModelSettings& settings);

}  // namespace app
