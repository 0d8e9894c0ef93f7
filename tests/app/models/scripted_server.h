#pragma once

#include <functional>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace test {

/// Answers each request with the next step of a script, on the event loop of the test.
class ScriptedServer final : public QTcpServer {
 public:
    struct Step {
        QByteArray head;  ///< "200 OK\r\nETag: ..." without the last empty line
        QByteArray body;
        bool closes = true;  ///< after the body; else the connection stays silent
    };

    ScriptedServer() {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onRequest(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    QUrl url(const QString& path = QStringLiteral("/file")) const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    QList<Step> script;
    QList<QByteArray> requests;  ///< heads

    /// A header of a request that came; empty: it had none.
    QByteArray header(qsizetype request, const QByteArray& name) const {
        for (const QByteArray& line : requests.at(request).split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':')) return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }

 private:
    void onRequest(QTcpSocket* socket) {
        QByteArray& head = m_heads[socket];
        head += socket->readAll();
        if (!head.contains("\r\n\r\n")) return;
        requests.append(m_heads.take(socket));
        if (script.isEmpty()) return socket->abort();
        const Step step = script.takeFirst();
        socket->write("HTTP/1.1 " + step.head + "\r\nConnection: close\r\n\r\n" + step.body);
        if (step.closes) socket->disconnectFromHost();
    }

    QHash<QTcpSocket*, QByteArray> m_heads;
};

/// 200 with this body; `told`: the length that is claimed, the body's own when below 0.
inline ScriptedServer::Step whole(const QByteArray& body, const QByteArray& etag = {}, qint64 told = -1) {
    QByteArray head = "200 OK\r\nContent-Length: " + QByteArray::number(told < 0 ? body.size() : told);
    if (!etag.isEmpty()) head += "\r\nETag: \"" + etag + '"';
    return {head, body};
}

/// 206 with the bytes from `from` on, of `total`.
inline ScriptedServer::Step part(const QByteArray& body, qint64 from, qint64 total,
                                 const QByteArray& etag = {}) {
    QByteArray head = "206 Partial Content\r\nContent-Length: " + QByteArray::number(body.size()) +
                      "\r\nContent-Range: bytes " + QByteArray::number(from) + '-' +
                      QByteArray::number(from + body.size() - 1) + '/' + QByteArray::number(total);
    if (!etag.isEmpty()) head += "\r\nETag: \"" + etag + '"';
    return {head, body};
}

}  // namespace test
