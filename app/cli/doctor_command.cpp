#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_place.h"
#include "app/data_folder.h"
#include "app/doctor/checkup.h"
#include "app/doctor/machine_facts.h"
#include "app/doctor/server_checkup.h"

namespace app {
namespace {

struct DoctorOptions {
    ModelOptions model;
    PlaceOptions place;
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

QList<Finding> findingsFor(const DoctorOptions& options, const Interrupt& interrupt) {
    const QString data = dataFolder(QString::fromStdString(options.data));
    const Servers servers = serversOf(options.place, options.model.folder, data, interrupt);
    ModelOptions model = options.model;
    if (model.folder.empty()) model.folder = servers.localModel.toStdString();
    MachineFacts facts = gatherFacts(QFile::decodeName(model.resolvedFolder().c_str()), data, options.port);
    facts.usesModel = !servers.place || servers.place->keepsPictures;
    QList<Finding> findings = checkUp(facts);
    if (!servers.problem.isEmpty()) findings += serversProblem(servers.problem);
    if (servers.place)
        findings += checkServers(lookAtServers(servers.place->servers, interrupt.token()),
                                 servers.place->keepsPictures);
    return findings;
}

int examine(const DoctorOptions& options, const Interrupt& interrupt) {
    const auto findings = findingsFor(options, interrupt);
    if (interrupt.wasAsked()) return Interrupted;
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
    options->place.addTo(*command);
    command->add_option("--data", options->data, "Folder of conversations and settings");
    command->add_option("--port", options->port, "The port that should be free")->check(CLI::Range(1, 65535));
    command->add_flag("--json", options->json, "One line of JSON");
    return [options](const Interrupt& interrupt) { return examine(*options, interrupt); };
}

}  // namespace app
