#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "engine/text/tokenizer.h"

namespace app {

Runner addTokenizeCommand(CLI::App& parent) {
    struct Options {
        ModelOptions model;
        bool plain = false;
    };
    CLI::App* command =
        parent.add_subcommand("tokenize", "Read text from stdin, print its token ids as a JSON array");
    auto options = std::make_shared<Options>();
    options->model.addTo(*command, false);
    command->add_flag("--plain", options->plain, "As a user's words: control tokens are not recognised");

    return [options](const Interrupt&) -> int {
        std::ostringstream text;
        text << std::cin.rdbuf();
        try {
            const auto tokenizer =
                engine::Tokenizer::load(options->model.resolvedFolder() / "tokenizer.json");
            const auto added = options->plain ? engine::AddedTokens::Plain : engine::AddedTokens::Recognise;
            std::cout << nlohmann::json(tokenizer.encode(text.str(), added)).dump() << std::endl;
        } catch (const engine::EngineError& error) {
            return fail(error.error());
        }
        return Done;
    };
}

}  // namespace app
