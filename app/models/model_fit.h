#pragma once

#include <cstdint>
#include <optional>

#include <QList>
#include <QString>

#include "app/settings/model_settings.h"

namespace app {

/// What there is to compute with; bytes, 0 where the system doesn't say.
struct MachineMemory {
    std::int64_t memory = 0;  ///< of the computer, in all
    std::int64_t card = 0;    ///< of the graphics card with the most memory, in all
    QString cardName;
};

/// What a model takes with weights of one kind, in bytes, as the engine plans it.
struct WeightsNeed {
    WeightsChoice weights = WeightsChoice::Bfloat16;  ///< Bfloat16, Int8 or Int4
    std::int64_t files = 0;                           ///< on disk, as published or converted
    std::int64_t memory = 0;      ///< weights, a picture's scratch and `context` tokens, on the processor
    std::int64_t cardMemory = 0;  ///< the same on a card
    bool fitsMemory = false;
    bool fitsCard = false;
};

/// What fits this machine, and what is advised.
struct ModelFit {
    static constexpr int context = 4096;  ///< tokens that a model must have room for

    QList<WeightsNeed> kinds;              ///< bfloat16, int8, int4; empty: its config is not understood
    std::optional<WeightsChoice> advised;  ///< empty: nothing fits
    bool advisedOnCard = false;

    /// One sentence for people: what is advised and why, or what is missing.
    QString sentence() const;

    MachineMemory machine;
};

/// "bf16", "int8" or "int4"; "auto" for what the checkpoint has.
QString nameOf(WeightsChoice weights);
std::optional<WeightsChoice> weightsNamed(const QString& name);

/// Judges `kinds` (sizes alone) for a machine. A card that holds a kind goes before the processor. There
/// bfloat16 is advised when it fits; the processor is slow with it, so that int8 goes first.
ModelFit judgeFit(QList<WeightsNeed> kinds, const MachineMemory& machine);

}  // namespace app
