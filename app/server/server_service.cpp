#include "app/server/server_service.h"

#include <utility>

#include <QCoreApplication>
#include <QEvent>

#include "app/server/model/model_source.h"
#include "app/server/server.h"

namespace app {

ServerService::ServerService(server::ModelSource source, QObject* parent)
    : QObject(parent), m_source(std::make_unique<const server::ModelSource>(std::move(source))) {}

ServerService::~ServerService() = default;

void ServerService::start(const server::ServerOptions& options) {
    if (m_server) return;
    try {
        m_server = std::make_unique<server::Server>(options, *m_source);
    } catch (const std::exception& error) {
        // Each of the server's rooms words its own problem for the operator.
        m_problem = QString::fromUtf8(error.what());
        return become(PortState::Failed);
    }
    m_problem.clear();
    m_address = QString::fromStdString(m_server->address());
    become(PortState::On);
}

void ServerService::stop() {
    if (m_state != PortState::On) return;
    become(PortState::Closing);
    // Called on the server's thread: what follows, customEvent(), runs on ours.
    m_server->close([this] { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); });
}

void ServerService::customEvent(QEvent*) {
    m_server.reset();
    m_address.clear();
    become(PortState::Off);
}

int ServerService::answersTaken() const {
    return m_server ? m_server->answersTaken() : 0;
}

void ServerService::become(PortState state) {
    m_state = state;
    emit changed();
}

}  // namespace app
