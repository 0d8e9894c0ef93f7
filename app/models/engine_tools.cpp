#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryFile>

#include "app/errors/error_text.h"
#include "app/errors/guarded.h"
#include "app/models/model_probe.h"
#include "app/models/model_tools.h"
#include "engine/checkpoint_tools.h"
#include "engine/device/card.h"
#include "engine/engine.h"
#include "engine/model/system_memory.h"
#include "engine/plan.h"

namespace app {
namespace {

constexpr std::array<std::pair<WeightsChoice, engine::WeightsKind>, 3> kinds = {
    {{WeightsChoice::Bfloat16, engine::WeightsKind::Bfloat16},
     {WeightsChoice::Int8, engine::WeightsKind::Int8},
     {WeightsChoice::Int4, engine::WeightsKind::Int4}}};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(EngineTools)
};

std::string pathOf(const QString& folder) {
    return QFile::encodeName(folder).toStdString();
}

MachineMemory machineMemory() {
    MachineMemory machine;
    machine.memory = engine::totalMemory();
    for (const engine::Card& card : engine::findCards()) {
        if (!card.isSupported() || card.totalBytes <= machine.card) continue;
        machine.card = card.totalBytes;
        machine.cardName = QString::fromStdString(card.name);
    }
    return machine;
}

QList<WeightsNeed> needsOf(const QByteArray& config, QString* problem) {
    QList<WeightsNeed> needs;
    QTemporaryFile file;  // the plan reads files
    if (!file.open() || file.write(config) != config.size() || !file.flush()) return needs;
    for (const auto& [weights, kind] : kinds) {
        const auto plan = engine::planFor(pathOf(file.fileName()), {kind});
        if (!plan) {
            auto error = plan.error();
            if (error.where == pathOf(file.fileName())) error.where = "config.json";
            if (problem != nullptr) *problem = errorText(error);
            return {};
        }
        const auto& told = plan.value();
        const auto cache =
            told.cacheBytesPerToken * std::min<std::int64_t>(ModelFit::context, told.contextTokens);
        needs.append({weights, told.weightBytes(), told.weightBytes() + told.scratchBytes + cache,
                      told.weightBytes() + told.cardScratchBytes + cache});
    }
    return needs;
}

/// On the processor, whatever else there is: what is tried out must not push the model in use off its card.
engine::Result<std::unique_ptr<engine::Engine>> open(const QString& folder,
                                                     const ModelTools::Progress& progress,
                                                     const std::stop_token& stop) {
    engine::LoadOptions options;
    options.folder = pathOf(folder);
    options.device = {engine::DeviceChoice::Kind::Cpu};
    return guarded([&] { return engine::Engine::load(options, progress, stop); });
}

QString checkCheckpoint(const QString& folder, const ModelTools::Progress& progress,
                        const std::stop_token& stop) {
    const auto loaded = open(folder, progress, stop);
    return loaded || stop.stop_requested() ? QString() : errorText(loaded.error());
}

QString probeCheckpoint(const QString& folder, const ModelTools::Progress& progress,
                        const std::stop_token& stop) {
    const auto loaded = open(folder, {}, stop);
    if (stop.stop_requested()) return {};
    if (!loaded) return errorText(loaded.error());
    progress(0.5);
    return probeModel(*loaded.value(), stop);
}

QString convertCheckpoint(const QString& from, const QString& to, WeightsChoice weights,
                          const ModelTools::Progress& progress, const std::stop_token& stop) {
    const auto kind = weights == WeightsChoice::Int8 ? engine::WeightsKind::Int8 : engine::WeightsKind::Int4;
    const auto done =
        guarded([&] { return engine::quantiseCheckpoint(pathOf(from), pathOf(to), kind, progress, stop); });
    if (done || stop.stop_requested()) return {};
    if (done.error().code == engine::ErrorCode::BadRequest)
        return Text::tr("Its weights are int8 or int4 already: take them as they are.");
    return errorText(done.error());
}

}  // namespace

ModelTools engineTools() {
    return {machineMemory, needsOf, checkCheckpoint, probeCheckpoint, convertCheckpoint};
}

}  // namespace app
