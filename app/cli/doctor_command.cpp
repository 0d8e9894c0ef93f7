#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/data_folder.h"
#include "app/doctor/checkup.h"

namespace app {
namespace {

struct DoctorOptions {
    ModelOptions model;
    std::string data;
    int port = 8080;
    bool json = false;
};

const char* wordOf(Health health) {
    switch (health) {
        case Health::Fine:
            return "fine";
        case Health::Hint:
            return "hint";
        case Health::Problem:
            return "problem";
    }
    return "";
}

const char* signOf(Health health) {
    switch (health) {
        case Health::Fine:
            return "✓";
        case Health::Hint:
            return "!";
        case Health::Problem:
            return "✗";
    }
    return "";
}

int examine(const DoctorOptions& options) {
    const QString folder = QFile::decodeName(options.model.resolvedFolder().c_str());
    const auto findings =
        checkUp(gatherFacts(folder, dataFolder(QString::fromStdString(options.data)), options.port));
    auto list = nlohmann::ordered_json::array();
    for (const Finding& finding : findings) {
        list.push_back({{"health", wordOf(finding.health)},
                        {"subject", finding.subject.toStdString()},
                        {"sentence", finding.sentence.toStdString()}});
        if (!options.json)
            std::printf("%s %s: %s\n", signOf(finding.health), qUtf8Printable(finding.subject),
                        qUtf8Printable(finding.sentence));
    }
    if (options.json) std::printf("%s\n", list.dump().c_str());
    const bool isWell = std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.health == Health::Problem;
    });
    return isWell ? Done : Failed;
}

}  // namespace

Runner addDoctorCommand(CLI::App& parent) {
    CLI::App* command =
        parent.add_subcommand("doctor", "Say what is wrong with this machine, in plain words");
    auto options = std::make_shared<DoctorOptions>();
    options->model.addTo(*command, false);
    command->add_option("--data", options->data, "Folder of conversations and settings");
    command->add_option("--port", options->port, "The port that should be free")->check(CLI::Range(1, 65535));
    command->add_flag("--json", options->json, "One line of JSON");
    return [options](const Interrupt&) { return examine(*options); };
}

}  // namespace app
