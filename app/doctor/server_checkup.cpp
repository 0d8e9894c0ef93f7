#include "app/doctor/server_checkup.h"

#include <algorithm>

#include <QCoreApplication>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Doctor)
};

}  // namespace

QList<Finding> checkServers(const std::vector<ServerLook>& looks, bool keepsPictures) {
    const bool isAnyWell =
        std::any_of(looks.begin(), looks.end(), [](const ServerLook& look) { return look.isWell; });
    QList<Finding> findings;
    for (const ServerLook& look : looks) {
        const Health otherwise = isAnyWell ? Health::Hint : Health::Problem;
        findings.append({look.isWell ? Health::Fine : otherwise, Text::tr("Server"), look.sentence});
    }
    findings.append({Health::Fine, Text::tr("Pictures"),
                     keepsPictures
                         ? Text::tr("They stay on this computer: its own model answers those questions.")
                         : Text::tr("They are sent to the servers with their questions.")});
    return findings;
}

QList<Finding> serversProblem(const QString& sentence) {
    return {{Health::Problem, Text::tr("Server"), sentence}};
}

}  // namespace app
