#pragma once

#include <memory>

#include <QByteArray>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

#include "app/server/server.h"
#include "tests/support/fake_generator.h"

namespace test {

/// A whole answer as it came over the wire.
struct Answered {
    int status = 0;
    QByteArray head;
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return json()["error"].toObject()["code"].toString(); }
    QString param() const { return json()["error"].toObject()["param"].toString(); }
    QByteArray field(const QByteArray& name) const {
        const qsizetype at = head.toLower().indexOf("\r\n" + name.toLower() + ": ");
        if (at < 0) return {};
        const qsizetype from = at + name.size() + 4;
        return head.mid(from, head.indexOf("\r\n", from) - from);
    }
};

/// A client that sends whatever bytes a test wants, over a real loopback socket.
class Wire {
 public:
    explicit Wire(int port) {
        m_socket.connectToHost("127.0.0.1", static_cast<quint16>(port));
        m_socket.waitForConnected(10'000);
    }
    void send(const QByteArray& bytes) {
        m_socket.write(bytes);
        m_socket.waitForBytesWritten(10'000);
    }
    /// Until the bytes so far hold `mark`; false when they don't within 10 s.
    bool waitFor(const QByteArray& mark) {
        QElapsedTimer timer;
        timer.start();
        while (!m_received.contains(mark) && timer.elapsed() < 10'000) {
            if (!m_socket.waitForReadyRead(200) && m_socket.state() != QTcpSocket::ConnectedState) break;
            m_received += m_socket.readAll();
        }
        m_received += m_socket.readAll();
        return m_received.contains(mark);
    }
    bool waitForClose() {
        QElapsedTimer timer;
        timer.start();
        while (m_socket.state() == QTcpSocket::ConnectedState && timer.elapsed() < 10'000) {
            m_socket.waitForReadyRead(200);
            m_received += m_socket.readAll();
        }
        m_received += m_socket.readAll();
        return m_socket.state() != QTcpSocket::ConnectedState;
    }
    void leave() { m_socket.abort(); }
    const QByteArray& received() const { return m_received; }

    Answered answered() const {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        return {m_received.mid(9, 3).toInt(), m_received.left(end), m_received.mid(end + 4)};
    }

 private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

/// A server of its own with a fake model.
struct Port {
    explicit Port(std::shared_ptr<FakeGenerator> fake, app::server::ServerOptions options = {})
        : model(std::move(fake)), server(withFreePort(std::move(options)), {[this] { return model; }}) {}

    static app::server::ServerOptions withFreePort(app::server::ServerOptions options) {
        options.port = 0;
        return options;
    }
    static QByteArray request(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
                              const QByteArray& headers = {}) {
        QByteArray text = method + " " + path + " HTTP/1.1\r\nConnection: close\r\n";
        if (!headers.contains("Host:")) text += "Host: localhost\r\n";
        if (!body.isEmpty() && !headers.contains("Content-Type:"))
            text += "Content-Type: application/json\r\n";
        if (!body.isEmpty()) text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        return text + headers + "\r\n" + body;
    }
    Answered ask(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
                 const QByteArray& headers = {}) const {
        Wire wire(server.port());
        wire.send(request(method, path, body, headers));
        wire.waitForClose();
        return wire.answered();
    }
    Answered chat(const QByteArray& more = {}) const {
        return ask("POST", "/v1/chat/completions",
                   R"({"model":"fake","messages":[{"role":"user","content":"hello"}])" + more + "}");
    }

    std::shared_ptr<FakeGenerator> model;  ///< null: it loads
    app::server::Server server;
};

}  // namespace test
