#include <cstdio>
#include <iostream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

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
    bool thinking = false;
    bool noThinking = false;
    bool json = false;
};

engine::Message textMessage(engine::Role role, const std::string& text) {
    return {role, {engine::TextPart{text}}};
}

const char* nameOf(engine::FinishReason reason) {
    switch (reason) {
        case engine::FinishReason::Stop:
            return "stop";
        case engine::FinishReason::Length:
            return "length";
        case engine::FinishReason::ToolCalls:
            return "tool_calls";
        case engine::FinishReason::Repetition:
            return "repetition";
        case engine::FinishReason::Cancelled:
            return "cancelled";
    }
    return "stop";
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void printJson(const engine::Finished& finished, const std::string& answer, const std::string& thinking,
               const engine::ModelInfo& model) {
    const engine::Stats& stats = finished.stats;
    nlohmann::ordered_json out = {{"answer", answer},
                                  {"thinking", thinking},
                                  {"finish_reason", nameOf(finished.reason)},
                                  {"model", model.name},
                                  {"weights", model.weights},
                                  {"seed", stats.seed},
                                  {"usage",
                                   {{"prompt_tokens", stats.promptTokens},
                                    {"image_tokens", stats.imageTokens},
                                    {"completion_tokens", stats.newTokens}}},
                                  {"seconds",
                                   {{"vision", stats.visionSeconds},
                                    {"first_token", stats.firstTokenSeconds},
                                    {"total", stats.totalSeconds}}}};
    print(out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

int ask(const AskOptions& options, const Interrupt& interrupt) {
    engine::Request request;
    request.sampling = options.sampling;
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

    std::string answer;
    std::string thinking;
    const auto sink = [&](const engine::Event& event) {
        const auto* delta = std::get_if<engine::TextDelta>(&event);
        if (delta == nullptr || delta->channel == engine::Channel::ToolCall) return;
        (delta->channel == engine::Channel::Answer ? answer : thinking) += delta->text;
        if (!options.json && delta->channel == engine::Channel::Answer) print(delta->text);
    };
    const auto finished = engine.generate(request, sink, interrupt.token());
    if (!options.json && !answer.empty()) print("\n");
    if (!finished) return fail(finished.error());
    if (options.json) printJson(finished.value(), answer, thinking, engine.info());
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
    command->add_option("--repetition-penalty", options->sampling.repetitionPenalty)
        ->check(CLI::Range(0.1, 10.0));
    command->add_option("--seed", options->sampling.seed, "The same seed gives the same answer");
    command->add_option("--max-tokens", options->sampling.maxTokens, "The longest answer")
        ->check(CLI::Range(1, 1'000'000));
    command->add_flag("--think", options->thinking, "Let the model think first");
    command->add_flag("--no-think", options->noThinking, "Answer without thinking")->excludes("--think");
    command->add_flag("--json", options->json, "One JSON line with the answer, its tokens and times");
    command->add_option("question", options->question, "What you want to know")->required();
    return [options](const Interrupt& interrupt) { return ask(*options, interrupt); };
}

}  // namespace app
