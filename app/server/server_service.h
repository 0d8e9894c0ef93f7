#pragma once

#include <memory>

#include <QObject>
#include <QString>

namespace app {

namespace server {
class Server;
struct ModelSource;
struct ServerOptions;
}  // namespace server

enum class PortState { Off, On, Closing, Failed };

/// The port as a window switches it: starts and stops without waiting, and says what is so. Main thread.
class ServerService final : public QObject {
    Q_OBJECT

 public:
    explicit ServerService(server::ModelSource source, QObject* parent = nullptr);
    /// Waits for running answers as long as the drain time says.
    ~ServerService() override;

    /// Nothing happens while it is on or closing.
    void start(const server::ServerOptions& options);
    /// Takes no more requests; Off comes when the running answers have ended.
    void stop();

    PortState state() const { return m_state; }
    const QString& address() const { return m_address; }  ///< of the page, while it is On
    const QString& problem() const { return m_problem; }  ///< one sentence, when it Failed
    int answersTaken() const;                             ///< computed or waiting at this moment

 signals:
    void changed();

 protected:
    /// The server has closed: the one event that this object sends itself.
    void customEvent(QEvent* event) override;

 private:
    void become(PortState state);

    const std::unique_ptr<const server::ModelSource> m_source;
    std::unique_ptr<server::Server> m_server;
    PortState m_state = PortState::Off;
    QString m_address;
    QString m_problem;
};

}  // namespace app
