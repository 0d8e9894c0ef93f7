#include "app/models/model_fit.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/models/disk.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelFit)
};

/// For the system and the rest of the desktop, or the card's driver.
constexpr std::int64_t reserved = 600'000'000;

constexpr std::array<std::pair<WeightsChoice, const char*>, 4> names = {{{WeightsChoice::Auto, "auto"},
                                                                         {WeightsChoice::Bfloat16, "bf16"},
                                                                         {WeightsChoice::Int8, "int8"},
                                                                         {WeightsChoice::Int4, "int4"}}};

const WeightsNeed* find(const QList<WeightsNeed>& kinds, WeightsChoice weights) {
    for (const WeightsNeed& kind : kinds) {
        if (kind.weights == weights) return &kind;
    }
    return nullptr;
}

}  // namespace

QString nameOf(WeightsChoice weights) {
    for (const auto& [choice, name] : names) {
        if (choice == weights) return QLatin1String(name);
    }
    return {};
}

std::optional<WeightsChoice> weightsNamed(const QString& name) {
    for (const auto& [choice, word] : names) {
        if (name == QLatin1String(word)) return choice;
    }
    return {};
}

ModelFit judgeFit(QList<WeightsNeed> kinds, const MachineMemory& machine) {
    ModelFit fit;
    fit.machine = machine;
    fit.kinds = std::move(kinds);
    for (WeightsNeed& kind : fit.kinds) {
        kind.fitsMemory = machine.memory > 0 && kind.memory + reserved <= machine.memory;
        kind.fitsCard = machine.card > 0 && kind.cardMemory + reserved <= machine.card;
    }
    for (const auto weights : {WeightsChoice::Bfloat16, WeightsChoice::Int8, WeightsChoice::Int4}) {
        const WeightsNeed* kind = find(fit.kinds, weights);
        if (kind == nullptr || !kind->fitsCard) continue;
        fit.advised = weights;
        fit.advisedOnCard = true;
        return fit;
    }
    for (const auto weights : {WeightsChoice::Int8, WeightsChoice::Int4, WeightsChoice::Bfloat16}) {
        const WeightsNeed* kind = find(fit.kinds, weights);
        if (kind == nullptr || !kind->fitsMemory) continue;
        fit.advised = weights;
        return fit;
    }
    return fit;
}

QString ModelFit::sentence() const {
    if (kinds.isEmpty()) return Text::tr("What it takes is not known.");
    if (!advised) {
        const WeightsNeed* least = find(kinds, WeightsChoice::Int4);
        if (least == nullptr) least = &kinds.last();
        return Text::tr("It does not fit this computer: even in %1 it takes %2 of memory, and there are %3.")
            .arg(nameOf(least->weights), sizeText(least->memory), sizeText(machine.memory));
    }
    const WeightsNeed* kind = find(kinds, *advised);
    if (advisedOnCard)
        return Text::tr("%1 fits %2: it takes %3 of its memory.")
            .arg(nameOf(*advised), machine.cardName, sizeText(kind->cardMemory));
    return Text::tr("%1 fits this computer: it takes %2 of %3.")
        .arg(nameOf(*advised), sizeText(kind->memory), sizeText(machine.memory));
}

}  // namespace app
