#include "app/cli/ask_options.h"

#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/cli/interrupt.h"
#include "app/data_folder.h"

namespace app {
namespace {

QString say(const char* sentence, const std::string& detail) {
    return QCoreApplication::translate("AskCommand", sentence).arg(QString::fromStdString(detail));
}

std::optional<std::string> contentOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in || !content) return std::nullopt;
    return content.str();
}

void addSampling(CLI::App& command, engine::SamplingOptions& sampling) {
    command.add_option("--temperature", sampling.temperature, "0 takes the likeliest word each time")
        ->check(CLI::Range(0.0, 5.0));
    command.add_option("--top-p", sampling.topP)->check(CLI::Range(0.0, 1.0));
    command.add_option("--top-k", sampling.topK, "0: no limit")->check(CLI::NonNegativeNumber);
    command.add_option("--min-p", sampling.minP, "Least part of the likeliest word's chance")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--repetition-penalty", sampling.repetitionPenalty)->check(CLI::Range(0.1, 10.0));
    command.add_option("--seed", sampling.seed, "The same seed gives the same answer");
    command.add_option("--max-tokens", sampling.maxTokens, "The longest answer")
        ->check(CLI::Range(1, 1'000'000));
    // One value each time, or the question after it would be taken for another.
    command
        .add_option("--stop", sampling.stop, "Ends the answer before this text; may be given several times")
        ->type_size(1)
        ->allow_extra_args(false);
    command
        .add_option("--logprobs", sampling.topLogprobs,
                    "With --json: each word's chance, and that of so many others")
        ->check(CLI::Range(0, 20));
}

}  // namespace

void AskOptions::addTo(CLI::App& command) {
    model.addTo(command);
    place.addTo(command);
    pictures.addTo(command);
    command.add_option("--system", system, "Instructions before the question");
    addSampling(command, sampling);
    command.add_option("--schema", schemaFile, "A JSON Schema that the answer is held to");
    command.add_option("--tools", toolsFile, "A JSON list of functions that the model may call");
    command.add_flag("--think", thinking, "Let the model think first");
    command.add_flag("--no-think", noThinking, "Answer without thinking")->excludes("--think");
    auto* asJson = command.add_flag("--json", json, "One JSON line with the answer, its tokens and times");
    command.add_option("--question,question", question, "What you want to know");
    auto* folder = command
                       .add_option("--batch", batch,
                                   "A folder of pictures, or a .jsonl file with a line {\"image\": …, "
                                   "\"question\": …} for each; run again, it goes on")
                       ->excludes(asJson)
                       ->excludes("--image")
                       ->excludes("--logprobs");
    auto* table = command.add_option("--out", out, "With --batch: the table of the answers (CSV)");
    folder->needs(table);
    table->needs(folder);
}

std::optional<QString> AskOptions::fill(engine::Request& request) const {
    const auto unreadable = [](const std::string& file) {
        return say(QT_TRANSLATE_NOOP("AskCommand", "%1 cannot be read: check the path."), file);
    };
    request.sampling = sampling;
    if (thinking || noThinking) request.enableThinking = thinking;
    if (!schemaFile.empty()) {
        auto schema = contentOf(schemaFile);
        if (!schema) return unreadable(schemaFile);
        request.format = {engine::AnswerFormat::Kind::JsonSchema, std::move(*schema)};
    }
    if (!toolsFile.empty()) {
        const auto tools = contentOf(toolsFile);
        if (!tools) return unreadable(toolsFile);
        const auto list = nlohmann::ordered_json::parse(*tools, nullptr, false);
        if (!list.is_array()) {
            return say(
                QT_TRANSLATE_NOOP("AskCommand", "%1 must be a JSON list of tools, as OpenAI writes them."),
                toolsFile);
        }
        for (const auto& tool : list)
            request.tools.push_back(tool.dump());
    }
    if (!system.empty()) request.messages.push_back({engine::Role::System, {engine::TextPart{system}}});
    return std::nullopt;
}

std::variant<std::shared_ptr<const engine::Generator>, int> AskOptions::open(
    const Interrupt& interrupt) const {
    const Servers servers = serversOf(place, model.folder, dataFolder(), interrupt);
    if (!servers.problem.isEmpty()) return interrupt.wasAsked() ? Interrupted : fail(servers.problem);
    ModelOptions here = model;
    if (here.folder.empty()) here.folder = servers.localModel.toStdString();
    auto opened = openPlace(servers.place, here, interrupt);
    if (!opened) return interrupt.wasAsked() ? Interrupted : fail(opened.error());
    return opened.value();
}

}  // namespace app
