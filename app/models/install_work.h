#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

#include <QList>
#include <QString>

#include "app/models/model_manifest.h"
#include "app/models/model_progress.h"
#include "app/models/model_store.h"
#include "app/models/model_tools.h"

namespace app {

/// How far a piece of work is; written by its thread, read by the main one.
struct WorkMeter {
    std::atomic<ModelStep> step{ModelStep::None};
    std::atomic<std::int64_t> done{0};   ///< bytes
    std::atomic<std::int64_t> total{0};  ///< bytes
    std::atomic<double> fraction{0};     ///< 0 to 1

    void begin(ModelStep next, std::int64_t bytes);
    void add(std::int64_t bytes);
};

/// The end of a piece of work: a sentence when it failed, neither sentence nor model when it was stopped.
struct WorkOutcome {
    QString problem;
    bool isDone = false;
    InstalledModel model;
};

/// Where a file of a model lies before it is installed.
struct FileSource {
    ModelFile file;  ///< hashes that are empty are not known
    QString path;
};

struct InstallOrder {
    QString work;            ///< a folder of its own for what is under way, in the models folder
    ModelManifest manifest;  ///< name, original, revision, source; the rest is filled in
    QList<FileSource> files;
    bool copies = false;  ///< from elsewhere: copied and hashed; else linked, and known to be right
    WeightsChoice convertTo = WeightsChoice::Auto;
    bool probes = false;
};

// Any thread; each takes minutes with large models. What is under way is removed after a problem or a stop.

/// Puts a model together, converts it, opens it, probes it, and moves it into its place.
WorkOutcome install(const InstallOrder& order, const ModelTools& tools, const ModelStore& store,
                    WorkMeter& meter, const std::stop_token& stop);
/// What a folder holds that belongs to a model. `manifest`: of the copy in another models folder, when its
/// manifest lies beside the folder. One sentence in `problem` when it holds none.
QList<FileSource> filesIn(const QString& folder, std::optional<ModelManifest>& manifest, QString& problem);
/// Hashes every file of an installed model and opens it.
WorkOutcome verify(const InstalledModel& model, const ModelTools& tools, WorkMeter& meter,
                   const std::stop_token& stop);

/// "GLM-4.6V-Flash-int8"
QString convertedName(const QString& name, WeightsChoice weights);

}  // namespace app
