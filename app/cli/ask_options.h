#pragma once

#include <optional>
#include <string>
#include <variant>

#include "app/cli/command.h"
#include "app/cli/model_place.h"

namespace app {

/// What `ask` can be told, for one question and for a folder of pictures alike.
struct AskOptions {
    ModelOptions model;
    PlaceOptions place;
    PictureOptions pictures;
    std::string system;
    std::string question;
    engine::SamplingOptions sampling;
    std::string schemaFile;
    std::string toolsFile;
    bool thinking = false;
    bool noThinking = false;
    bool json = false;
    std::string batch;  ///< a folder of pictures or a list of them; empty: one question
    std::string out;    ///< the table

    void addTo(CLI::App& command);
    /// Everything but pictures and the question; one sentence when a file can't be used.
    std::optional<QString> fill(engine::Request& request) const;
    /// The model, or servers in its place; the exit code when there is none, which was told.
    std::variant<std::shared_ptr<const engine::Generator>, int> open(const Interrupt& interrupt) const;
};

}  // namespace app
