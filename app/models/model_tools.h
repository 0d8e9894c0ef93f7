#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

#include <QByteArray>
#include <QList>
#include <QString>

#include "app/models/model_fit.h"

namespace app {

/// What only the engine can tell of checkpoints and do with them; tests bring their own. Problems are one
/// sentence in the user's language, empty when there is none; `config` is the content of a config.json.
struct ModelTools {
    using Progress = std::function<void(double fraction)>;  ///< 0 to 1, on the caller's thread

    /// Any thread, quick.
    std::function<MachineMemory()> machine;
    std::function<QList<WeightsNeed>(const QByteArray& config, QString* problem)> needs;

    // Any thread, long: seconds to minutes.

    /// Opens the whole checkpoint: settings, tokenizer, template, every tensor's name, shape and type.
    std::function<QString(const QString& folder, const Progress&, std::stop_token)> check;
    /// Shows it colours and asks it a fixed question, on the processor.
    std::function<QString(const QString& folder, const Progress&, std::stop_token)> probe;
    /// Writes `to`, which must not exist; after a problem or a stop it doesn't. Int8 or Int4.
    std::function<QString(const QString& from, const QString& to, WeightsChoice, const Progress&,
                          std::stop_token)>
        convert;
};

/// The engine's own; one of two places of the app that name it (app/README.md).
ModelTools engineTools();

}  // namespace app
