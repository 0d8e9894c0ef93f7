#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "engine/text/chat_template.h"

namespace app {
namespace {

QString say(const char* sentence, const std::string& detail) {
    return QCoreApplication::translate("TemplateCommand", sentence).arg(QString::fromStdString(detail));
}

int render(const ModelOptions& model, const std::string& file) {
    nlohmann::ordered_json inputs;
    std::ifstream in(file);
    if (!in)
        return fail(say(QT_TRANSLATE_NOOP("TemplateCommand", "%1 cannot be read: check the path."), file));
    inputs = nlohmann::ordered_json::parse(in, nullptr, false);
    if (!inputs.is_object() || !inputs.contains("messages")) {
        return fail(
            say(QT_TRANSLATE_NOOP("TemplateCommand", "%1 must be a JSON object with a list named messages."),
                file));
    }
    if (!inputs.contains("add_generation_prompt")) inputs["add_generation_prompt"] = true;
    try {
        const auto chatTemplate = engine::ChatTemplate::load(model.resolvedFolder());
        std::cout << chatTemplate.render(inputs).text << std::flush;
    } catch (const engine::EngineError& error) {
        return fail(error.error());
    }
    return Done;
}

}  // namespace

Runner addTemplateCommand(CLI::App& parent) {
    struct Options {
        ModelOptions model;
        std::string file;
    };
    CLI::App* command =
        parent.add_subcommand("template", "Print the prompt that the model's chat template makes");
    auto options = std::make_shared<Options>();
    options->model.addTo(*command, false);
    command->add_option("file", options->file, R"(JSON: {"messages": …, "tools": …, "enable_thinking": …})")
        ->required();
    return [options](const Interrupt&) { return render(options->model, options->file); };
}

}  // namespace app
