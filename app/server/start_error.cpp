#include "app/server/start_error.h"

#include <QCoreApplication>

namespace app::server {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Server)
};

}  // namespace

StartError StartError::needsKeys(const std::string& host) {
    return StartError(
        Text::tr("Others can reach the address %1, so keys are needed: make one with 'glancedesk-cli keys "
                 "add NAME', and name the file as keys_file under [auth] in the configuration, or set up "
                 "[auth.jwt] there.")
            .arg(QString::fromStdString(host))
            .toStdString());
}

StartError StartError::proxyNeedsKeys() {
    return StartError(
        Text::tr("Behind a proxy others can reach the port, so keys are needed: name a keys_file under "
                 "[auth] in the configuration, or set up [auth.jwt] there.")
            .toStdString());
}

StartError StartError::notOneSocket(const std::string& count) {
    return StartError(
        Text::tr("One socket is taken over, but LISTEN_FDS says '%1': leave a single ListenStream "
                 "in the socket unit.")
            .arg(QString::fromStdString(count))
            .toStdString());
}

StartError StartError::notAListeningSocket() {
    return StartError(
        Text::tr(
            "What was handed over is no TCP socket that listens: in the socket unit, write an address and "
            "a port as ListenStream, and leave out Accept=yes.")
            .toStdString());
}

StartError StartError::addressUnusable(const std::string& host, int port, const std::string& reason) {
    return StartError(Text::tr("The address %1:%2 cannot be used (%3): choose another port.")
                          .arg(QString::fromStdString(host))
                          .arg(port)
                          .arg(QString::fromStdString(reason))
                          .toStdString());
}

}  // namespace app::server
