#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "engine/engine.h"

namespace CLI {
class App;
}

namespace app {

class Interrupt;

enum ExitCode { Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130 };

/// One line on stderr in the user's language. Returns Failed.
int fail(const QString& sentence);
int fail(const engine::Error& error);

/// auto, float32, bf16, int8 or int4
engine::WeightsKind weightsOf(const std::string& name);

/// auto, cpu, cuda or cuda:N; empty for anything else
std::optional<engine::DeviceChoice> deviceOf(const std::string& name);

/// --model, --weights, --threads and --device, the same for every command that loads a model.
struct ModelOptions {
    std::string folder;  ///< empty: the bundled demo model
    std::string weights = "auto";
    int threads = 0;
    std::string device = "auto";

    void addTo(CLI::App& command, bool wholeModel = true);
    /// The folder that was asked for, or the bundled one.
    std::filesystem::path resolvedFolder() const;
    engine::Result<std::unique_ptr<engine::Engine>> load(const Interrupt& interrupt,
                                                         const engine::LoadProgress& progress = {}) const;
};

/// The pictures of --image, opened under the app's limits.
struct PictureOptions {
    std::vector<std::string> files;

    void addTo(CLI::App& command);
    /// Appends them to `parts`; one sentence when one is refused.
    std::optional<QString> open(std::vector<engine::Part>& parts) const;
};

/// Adds a command and runs it: returns the exit code. Each lives in a file of its own.
using Runner = std::function<int(const Interrupt&)>;
Runner addAskCommand(CLI::App& parent);
Runner addTraceCommand(CLI::App& parent);
Runner addDoctorCommand(CLI::App& parent);
Runner addTokenizeCommand(CLI::App& parent);
Runner addTemplateCommand(CLI::App& parent);
Runner addConversationsCommand(CLI::App& parent);
Runner addExportCommand(CLI::App& parent);
Runner addImportCommand(CLI::App& parent);
Runner addServeCommand(CLI::App& parent);
Runner addKeysCommand(CLI::App& parent);
Runner addAuditCommand(CLI::App& parent);
Runner addBenchCommand(CLI::App& parent);
Runner addServersCommand(CLI::App& parent);
Runner addPlanCommand(CLI::App& parent);
Runner addModelsCommand(CLI::App& parent);

}  // namespace app
