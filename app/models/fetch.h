#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace app {

struct FetchRequest {
    QUrl url;
    QByteArray token;       ///< goes to this url's host only, and only over https or to this computer
    std::int64_t from = 0;  ///< bytes that are here already; above 0 a Range is asked for
    QByteArray ifRange;     ///< the strong ETag of those; empty: none
};

/// A server's answer, before its body.
struct FetchAnswer {
    int status = 0;
    QByteArray etag;           ///< a strong one, else empty
    std::int64_t length = -1;  ///< of the body; below 0: not told
    std::int64_t from = 0;     ///< of a part: its first byte
    std::int64_t total = -1;   ///< of the whole file; below 0: not told
    std::chrono::seconds retryAfter{0};
};

enum class FetchEnd {
    Whole,         ///< the body ended as the server meant it
    Cut,           ///< the connection broke, or was never made
    Stalled,       ///< nothing came for too long
    Untrusted,     ///< the certificate is not trusted
    Unsafe,        ///< led from https to http, or asked to send a token openly
    WrongAddress,  ///< no http address, or led round in circles
};

/// One GET. Redirects are followed here, so that the token stays with the host it is for. What isn't read
/// stays with the server. Main thread.
class Fetch final : public QObject {
    Q_OBJECT

 public:
    Fetch(QNetworkAccessManager& network, FetchRequest request, std::chrono::milliseconds stall,
          QObject* parent = nullptr);
    ~Fetch() override;

    void start();
    /// Lets go of the connection; nothing is emitted any more.
    void close();
    std::int64_t available() const;
    QByteArray read(std::int64_t most);

 signals:
    void began(const app::FetchAnswer& answer);
    void readable();
    /// Once; what is still `available` then can be read. `detail`: the library's words.
    void ended(app::FetchEnd end, const QString& detail);

 private:
    void send(const QUrl& url);
    void onHeaders();
    void onFinished();
    void onStall();
    void end(FetchEnd end, const QString& detail = {});

    QNetworkAccessManager& m_network;
    const FetchRequest m_request;
    QTimer m_stall;
    QPointer<QNetworkReply> m_reply;
    QUrl m_url;
    int m_redirects = 0;
    bool m_hasBegun = false;
    bool m_hasEnded = false;
    bool m_isTokenAllowed = true;
    bool m_isUntrusted = false;
};

/// Fetches end while they emit: they are closed at once and deleted later.
struct DeleteFetch {
    void operator()(Fetch* fetch) const;
};
using FetchPointer = std::unique_ptr<Fetch, DeleteFetch>;

}  // namespace app
