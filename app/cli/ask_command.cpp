#include <CLI/CLI.hpp>

#include "app/cli/answer_printer.h"
#include "app/cli/ask_options.h"
#include "app/cli/batch_run.h"
#include "app/cli/interrupt.h"

namespace app {
namespace {

int ask(const AskOptions& options, const Interrupt& interrupt) {
    engine::Request request;
    if (const auto problem = options.fill(request)) return fail(*problem);
    engine::Message question{engine::Role::User, {}};
    if (const auto problem = options.pictures.open(question.parts)) return fail(*problem);
    question.parts.emplace_back(engine::TextPart{options.question});
    request.messages.push_back(std::move(question));

    const auto opened = options.open(interrupt);
    if (const int* code = std::get_if<int>(&opened)) return *code;
    const engine::Generator& model = *std::get<std::shared_ptr<const engine::Generator>>(opened);

    AnswerPrinter printer(options.json);
    const auto sink = [&printer](const engine::Event& event) { printer.take(event); };
    const auto finished = model.generate(request, sink, interrupt.token());
    if (!finished) {
        printer.breakOff();
        return fail(finished.error());
    }
    printer.finish(finished.value(), model.info());
    return finished.value().reason == engine::FinishReason::Cancelled ? Interrupted : Done;
}

/// Before anything runs, so that what is missing is wrong usage. A list of pictures has its own questions.
void requireQuestion(const AskOptions& options) {
    const bool isList = !options.batch.empty() && options.batch.ends_with(".jsonl");
    if (options.question.empty() && !isList) throw CLI::RequiredError("question");
}

}  // namespace

Runner addAskCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand(
        "ask",
        "Ask a question, with pictures or without; the answer streams. Or a folder of pictures to a table");
    auto options = std::make_shared<AskOptions>();
    options->addTo(*command);
    command->callback([options] { requireQuestion(*options); });
    return [options](const Interrupt& interrupt) {
        return options->batch.empty() ? ask(*options, interrupt) : runBatch(*options, interrupt);
    };
}

}  // namespace app
