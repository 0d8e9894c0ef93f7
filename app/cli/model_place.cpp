#include "app/cli/model_place.h"

#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QDir>

#include "app/cli/interrupt.h"
#include "app/cli/keychain_wait.h"
#include "app/errors/error_text.h"
#include "app/server/config_file.h"
#include "app/settings/settings.h"
#include "app/upstream/upstream_address.h"
#include "app/upstream/upstream_generator.h"
#include "app/upstream/upstream_loader.h"

namespace app {
namespace {

constexpr auto addressesVariable = "GLANCEDESK_UPSTREAM_ADDRESSES";

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : ",") + word;
    return all;
}

/// What the options say goes before the environment, which goes before the file.
server::Variables variablesFor(const PlaceOptions& options) {
    server::Variables variables;
    for (const auto& [name, value] : server::ownVariables()) {
        // The port's are nothing to a command without one, unless it was given the port's own file.
        if (!options.config.empty() || name.starts_with("GLANCEDESK_UPSTREAM_") ||
            name == "CREDENTIALS_DIRECTORY")
            variables.emplace(name, value);
    }
    if (!options.addresses.empty()) variables[addressesVariable] = joined(options.addresses);
    if (!options.model.empty()) variables["GLANCEDESK_UPSTREAM_MODEL"] = options.model;
    if (options.keepsPictures) variables["GLANCEDESK_UPSTREAM_KEEP_PICTURES_HERE"] = "true";
    if (!options.keyFile.empty()) {
        variables.erase("GLANCEDESK_UPSTREAM_KEY");
        variables["GLANCEDESK_UPSTREAM_KEY_FILE"] = options.keyFile;
    }
    return variables;
}

/// A key goes only where its user meant it to go.
bool areAll(const std::vector<std::string>& addresses, const UpstreamSettings& among) {
    return std::all_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
        return std::any_of(among.addresses.begin(), among.addresses.end(),
                           [&](const QString& one) { return upstreamAddress(one.toStdString()) == address; });
    });
}

Servers ofOptions(const PlaceOptions& options, const UpstreamSettings& window, const Interrupt& interrupt) {
    Servers servers;
    try {
        servers.place = server::readConfig(options.config, variablesFor(options), {}).upstream;
    } catch (const std::exception& error) {
        // Words its own problem, with file and line.
        servers.problem = QString::fromUtf8(error.what());
        return servers;
    }
    if (!servers.place || !servers.place->servers.key.empty()) return servers;
    if (!areAll(servers.place->servers.addresses, window)) return servers;
    UpstreamSettings asked = window;
    asked.isOn = true;
    asked.keyFile.clear();
    const Keychain::Found key = findKey(asked, interrupt);
    if (!key.problem.isEmpty()) return {{}, {}, key.problem};
    servers.place->servers.key = key.secret.toStdString();
    return servers;
}

Servers ofWindow(const Settings& settings, const Interrupt& interrupt) {
    const UpstreamSettings window = settings.upstream();
    const Keychain::Found key = findKey(window, interrupt);
    if (!key.problem.isEmpty()) return {{}, {}, key.problem};
    const auto options = upstreamOptions(window, key.secret.toStdString());
    if (!options) return {{}, {}, errorText(options.error())};
    return {server::UpstreamPlace{options.value(), window.keepsPictures}, settings.modelFolder(), {}};
}

Place loadHere(const ModelOptions& model, const Interrupt& interrupt, const engine::LoadProgress& progress) {
    auto loaded = model.load(interrupt, progress);
    if (!loaded) return loaded.error();
    return std::shared_ptr<const engine::Generator>(std::move(loaded.value()));
}

}  // namespace

void PlaceOptions::addTo(CLI::App& command) {
    auto* upstream =
        command
            .add_option("--upstream", addresses,
                        "Ask this OpenAI-compatible server in the model's place; may be given several times")
            ->type_size(1)
            ->allow_extra_args(false)
            ->check([](const std::string& written) {
                return upstreamAddress(written)
                           ? std::string()
                           : "an address is written as http://name:port or https://name, without a key";
            });
    command.add_option("--upstream-model", model,
                       "As the servers call it; the first that they list when left out");
    command.add_option("--upstream-key-file", keyFile,
                       "Holds the servers' key alone; else GLANCEDESK_UPSTREAM_KEY or the keychain is taken");
    command
        .add_flag("--keep-pictures", keepsPictures,
                  "Questions with pictures are answered by this machine's model")
        ->needs(upstream);
    command.add_option("--config", config, "A server's TOML file, whose [upstream] is taken")
        ->envname("GLANCEDESK_CONFIG");
}

Servers serversOf(const PlaceOptions& options, const std::string& modelFolder, const QString& dataFolder,
                  const Interrupt& interrupt) {
    const Settings settings(QDir(dataFolder).filePath(QStringLiteral("settings.ini")));
    const bool isTold = !options.addresses.empty() || !options.config.empty() ||
                        !qEnvironmentVariableIsEmpty(addressesVariable);
    if (isTold) return ofOptions(options, settings.upstream(), interrupt);
    if (modelFolder.empty() && settings.upstream().isOn) return ofWindow(settings, interrupt);
    return {};
}

Place openPlace(const std::optional<server::UpstreamPlace>& servers, const ModelOptions& model,
                const Interrupt& interrupt, const engine::LoadProgress& progress) {
    if (!servers) return loadHere(model, interrupt, progress);
    auto connected = UpstreamGenerator::connect(servers->servers, interrupt.token());
    if (!connected) return connected.error();
    for (const UpstreamState& state : connected.value()->states()) {
        if (state.problem) fail(*state.problem);
    }
    return modelPlace(connected.value(), servers->keepsPictures,
                      [&] { return loadHere(model, interrupt, progress); });
}

}  // namespace app
