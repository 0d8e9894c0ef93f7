#pragma once

#include <memory>

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

namespace test {

/// A real server of a test's own: started in a temporary folder, ended with the test. Never the system's.
class OwnServer final {
 public:
    OwnServer(const QString& program, const QStringList& arguments, const QString& folder);
    ~OwnServer();
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    /// Until a Unix socket takes connections; false when the server ends before, or after 60 s.
    bool waitForSocket(const QString& path);
    bool waitForPort(int port);
    void stop();
    /// Its process stays, but does nothing (SIGSTOP).
    void freeze();
    QString output();

 private:
    template <class Connects>
    bool waitUntil(const Connects& connects);

    QProcess m_process;
};

/// A port that was free a moment ago.
int freePort();

/// Real Redis on a Unix socket in `folder`, without any file of its own. Null when it does not start.
std::unique_ptr<OwnServer> startRedis(const QString& folder, const QStringList& more = {});

}  // namespace test
