#include <fstream>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/cli/answer_printer.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"

namespace app {
namespace {

struct AskOptions {
    ModelOptions model;
    PictureOptions pictures;
    std::string system;
    std::string question;
    engine::SamplingOptions sampling;
    std::string schemaFile;
    std::string toolsFile;
    bool thinking = false;
    bool noThinking = false;
    bool json = false;
};

engine::Message textMessage(engine::Role role, const std::string& text) {
    return {role, {engine::TextPart{text}}};
}

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

/// One sentence when a file can't be used.
std::optional<QString> addFiles(const AskOptions& options, engine::Request& request) {
    const auto unreadable = [](const std::string& file) {
        return say(QT_TRANSLATE_NOOP("AskCommand", "%1 cannot be read: check the path."), file);
    };
    if (!options.schemaFile.empty()) {
        auto schema = contentOf(options.schemaFile);
        if (!schema) return unreadable(options.schemaFile);
        request.format = {engine::AnswerFormat::Kind::JsonSchema, std::move(*schema)};
    }
    if (!options.toolsFile.empty()) {
        const auto tools = contentOf(options.toolsFile);
        if (!tools) return unreadable(options.toolsFile);
        const auto list = nlohmann::ordered_json::parse(*tools, nullptr, false);
        if (!list.is_array()) {
            return say(
                QT_TRANSLATE_NOOP("AskCommand", "%1 must be a JSON list of tools, as OpenAI writes them."),
                options.toolsFile);
        }
        for (const auto& tool : list)
            request.tools.push_back(tool.dump());
    }
    return std::nullopt;
}

int ask(const AskOptions& options, const Interrupt& interrupt) {
    engine::Request request;
    request.sampling = options.sampling;
    if (const auto problem = addFiles(options, request)) return fail(*problem);
    if (options.thinking || options.noThinking) request.enableThinking = options.thinking;
    if (!options.system.empty())
        request.messages.push_back(textMessage(engine::Role::System, options.system));

    engine::Message question{engine::Role::User, {}};
    if (const auto problem = options.pictures.open(question.parts)) return fail(*problem);
    question.parts.emplace_back(engine::TextPart{options.question});
    request.messages.push_back(std::move(question));

    const auto loaded = options.model.load(interrupt);
    if (!loaded) return interrupt.wasAsked() ? Interrupted : fail(loaded.error());
    const engine::Engine& engine = *loaded.value();

    AnswerPrinter printer(options.json);
    const auto sink = [&printer](const engine::Event& event) { printer.take(event); };
    const auto finished = engine.generate(request, sink, interrupt.token());
    if (!finished) {
        printer.breakOff();
        return fail(finished.error());
    }
    printer.finish(finished.value(), engine.info());
    return finished.value().reason == engine::FinishReason::Cancelled ? Interrupted : Done;
}

}  // namespace

Runner addAskCommand(CLI::App& parent) {
    CLI::App* command =
        parent.add_subcommand("ask", "Ask a question, with pictures or without; the answer streams");
    auto options = std::make_shared<AskOptions>();
    options->model.addTo(*command);
    options->pictures.addTo(*command);
    command->add_option("--system", options->system, "Instructions before the question");
    command
        ->add_option("--temperature", options->sampling.temperature, "0 takes the likeliest word each time")
        ->check(CLI::Range(0.0, 5.0));
    command->add_option("--top-p", options->sampling.topP)->check(CLI::Range(0.0, 1.0));
    command->add_option("--top-k", options->sampling.topK, "0: no limit")->check(CLI::NonNegativeNumber);
    command->add_option("--min-p", options->sampling.minP, "Least part of the likeliest word's chance")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--repetition-penalty", options->sampling.repetitionPenalty)
        ->check(CLI::Range(0.1, 10.0));
    command->add_option("--seed", options->sampling.seed, "The same seed gives the same answer");
    command->add_option("--max-tokens", options->sampling.maxTokens, "The longest answer")
        ->check(CLI::Range(1, 1'000'000));
    // One value each time, or the question after it would be taken for another.
    command
        ->add_option("--stop", options->sampling.stop,
                     "Ends the answer before this text; may be given several times")
        ->type_size(1)
        ->allow_extra_args(false);
    command
        ->add_option("--logprobs", options->sampling.topLogprobs,
                     "With --json: each word's chance, and that of so many others")
        ->check(CLI::Range(0, 20));
    command->add_option("--schema", options->schemaFile, "A JSON Schema that the answer is held to");
    command->add_option("--tools", options->toolsFile, "A JSON list of functions that the model may call");
    command->add_flag("--think", options->thinking, "Let the model think first");
    command->add_flag("--no-think", options->noThinking, "Answer without thinking")->excludes("--think");
    command->add_flag("--json", options->json, "One JSON line with the answer, its tokens and times");
    command->add_option("question", options->question, "What you want to know")->required();
    return [options](const Interrupt& interrupt) { return ask(*options, interrupt); };
}

}  // namespace app
