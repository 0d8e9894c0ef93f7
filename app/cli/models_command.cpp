#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "engine/checkpoint_tools.h"

namespace app {
namespace {

struct QuantiseOptions {
    ModelOptions model;
    std::string weights;
    std::string out;
};

int quantise(const QuantiseOptions& options, const Interrupt& interrupt) {
    int told = -1;
    const auto progress = [&](double fraction) {
        const int percent = static_cast<int>(fraction * 100);
        if (percent == told) return;
        told = percent;
        std::fprintf(stderr, "\r%3d %%", percent);
    };
    const auto done = engine::quantiseCheckpoint(options.model.resolvedFolder(), options.out,
                                                 weightsOf(options.weights), progress, interrupt.token());
    std::fprintf(stderr, "\r     \r");
    if (done) return Done;
    return interrupt.wasAsked() ? Interrupted : fail(done.error());
}

}  // namespace

Runner addModelsCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("models", "Checkpoints on this machine");
    command->require_subcommand(1);
    CLI::App* small =
        command->add_subcommand("quantize", "Write a smaller checkpoint that loads at once, in int8 or int4");
    auto options = std::make_shared<QuantiseOptions>();
    options->model.addTo(*small, false);
    small->add_option("--weights", options->weights, "int8: half of bfloat16; int4: about a quarter")
        ->required()
        ->check(CLI::IsMember({"int8", "int4"}));
    small->add_option("--out", options->out, "A folder that doesn't exist yet")->required();
    return [options](const Interrupt& interrupt) { return quantise(*options, interrupt); };
}

}  // namespace app
