#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/server/server_options.h"

namespace app {

/// Where answers come from besides --model: servers in the model's place, as `serve` and the window have
/// them.
struct PlaceOptions {
    std::vector<std::string> addresses;  ///< --upstream
    std::string model;                   ///< --upstream-model
    std::string keyFile;                 ///< --upstream-key-file
    bool keepsPictures = false;          ///< --keep-pictures
    std::string config;                  ///< --config: a server's TOML file

    void addTo(CLI::App& command);
};

/// What was found out about the servers.
struct Servers {
    std::optional<server::UpstreamPlace> place;  ///< empty: this machine's model answers
    QString localModel;  ///< the window's, where its settings say so; empty: --model's
    QString problem;  ///< one sentence when the servers are set and cannot be used so; then the rest is empty
};

/// The servers of --upstream, --config or the environment; else, unless a model is named, those of the
/// window's settings in this data folder. The key comes from a file, the environment or the keychain, which
/// may ask its user.
Servers serversOf(const PlaceOptions& options, const std::string& modelFolder, const QString& dataFolder,
                  const Interrupt& interrupt);

using Place = engine::Result<std::shared_ptr<const engine::Generator>>;

/// Connects with the servers, or loads the model; both where pictures stay here. Addresses with a problem are
/// told on stderr while another one is well.
Place openPlace(const std::optional<server::UpstreamPlace>& servers, const ModelOptions& model,
                const Interrupt& interrupt, const engine::LoadProgress& progress = {});

}  // namespace app
