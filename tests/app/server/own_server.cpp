#include "tests/app/server/own_server.h"

#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QtDebug>

namespace test {
namespace {

bool connectsTo(const QString& path) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const QByteArray text = QFile::encodeName(path);
    if (text.size() >= qsizetype(sizeof name.sun_path)) return false;
    std::copy(text.begin(), text.end(), name.sun_path);
    const int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool isThere = connect(file, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0;
    close(file);
    return isThere;
}

}  // namespace

OwnServer::OwnServer(const QString& program, const QStringList& arguments, const QString& folder) {
    m_process.setWorkingDirectory(folder);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, arguments);
    m_process.waitForStarted();
}

OwnServer::~OwnServer() {
    stop();
}

template <class Connects>
bool OwnServer::waitUntil(const Connects& connects) {
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < 60'000) {
        if (connects()) return true;
        if (m_process.waitForFinished(50) || m_process.state() != QProcess::Running) break;
    }
    qWarning().noquote() << m_process.program() << m_process.errorString() << output();
    return false;
}

bool OwnServer::waitForSocket(const QString& path) {
    return waitUntil([&] { return connectsTo(path); });
}

bool OwnServer::waitForPort(int port) {
    return waitUntil([port] {
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", quint16(port));
        return socket.waitForConnected(200);
    });
}

void OwnServer::stop() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished();
}

void OwnServer::freeze() {
    ::kill(pid_t(m_process.processId()), SIGSTOP);
}

QString OwnServer::output() {
    return QString::fromUtf8(m_process.readAll());
}

int freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::unique_ptr<OwnServer> startRedis(const QString& folder, const QStringList& more) {
    const QString socket = folder + "/redis.sock";
    auto server = std::make_unique<OwnServer>("redis-server",
                                              QStringList{"--port", "0", "--unixsocket", socket, "--save", "",
                                                          "--appendonly", "no", "--dir", folder} +
                                                  more,
                                              folder);
    return server->waitForSocket(socket) ? std::move(server) : nullptr;
}

}  // namespace test
