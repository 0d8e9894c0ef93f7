#include <CLI/CLI.hpp>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"

namespace app {

Runner addTraceCommand(CLI::App& parent) {
    struct Options {
        ModelOptions model;
        PictureOptions pictures;
        std::string text;
        std::string out;
        int newTokens = 32;
    };
    CLI::App* command = parent.add_subcommand(
        "trace", "Write what each stage of the model computes, to compare it with a reference");
    auto options = std::make_shared<Options>();
    options->model.addTo(*command);
    options->pictures.addTo(*command);
    command->add_option("--text", options->text, "The question")->required();
    command->add_option("--new", options->newTokens, "Greedy tokens after the prompt")
        ->check(CLI::Range(0, 100'000));
    command->add_option("--out", options->out, "A safetensors file")->required();

    return [options](const Interrupt& interrupt) -> int {
        engine::Request request;
        engine::Message question{engine::Role::User, {}};
        if (const auto problem = options->pictures.open(question.parts)) return fail(*problem);
        question.parts.emplace_back(engine::TextPart{options->text});
        request.messages.push_back(std::move(question));

        const auto loaded = options->model.load(interrupt);
        if (!loaded) return interrupt.wasAsked() ? Interrupted : fail(loaded.error());
        const auto traced =
            loaded.value()->trace(request, options->newTokens, options->out, interrupt.token());
        if (!traced) return interrupt.wasAsked() ? Interrupted : fail(traced.error());
        return Done;
    };
}

}  // namespace app
