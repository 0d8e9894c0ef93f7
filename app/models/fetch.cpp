#include "app/models/fetch.h"

#include <algorithm>
#include <utility>

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>

namespace app {
namespace {

constexpr int mostRedirects = 10;
constexpr qint64 bufferBytes = 4 << 20;
constexpr auto userAgent = "GlanceDesk";

bool isSameOrigin(const QUrl& one, const QUrl& other) {
    const auto portOf = [](const QUrl& url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other);
}

bool isHttp(const QUrl& url) {
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || url.scheme() == u"http");
}

bool isPrivateWay(const QUrl& url) {
    return url.scheme() == u"https" || url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

int statusOf(const QNetworkReply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// "bytes 5-9/10"
void readContentRange(const QByteArray& header, FetchAnswer& answer) {
    static const QRegularExpression pattern(QStringLiteral("^bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)$"));
    const auto found = pattern.match(QString::fromLatin1(header.trimmed()));
    if (!found.hasMatch()) return;
    answer.from = found.capturedLength(1) > 0 ? found.captured(1).toLongLong() : -1;
    bool isNumber = false;
    const qint64 total = found.captured(3).toLongLong(&isNumber);
    if (isNumber) answer.total = total;
}

FetchAnswer answerOf(const QNetworkReply& reply) {
    FetchAnswer answer;
    answer.status = statusOf(reply);
    answer.etag = reply.rawHeader("ETag").trimmed();
    if (answer.etag.startsWith("W/")) answer.etag.clear();
    bool isNumber = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&isNumber);
    if (isNumber) answer.length = length;
    const int seconds = reply.rawHeader("Retry-After").toInt(&isNumber);
    if (isNumber) answer.retryAfter = std::chrono::seconds(std::clamp(seconds, 0, 3600));
    if (answer.status == 200) answer.total = answer.length;
    if (answer.status == 206 || answer.status == 416) {
        answer.from = -1;  // a part of unknown place
        readContentRange(reply.rawHeader("Content-Range"), answer);
    }
    return answer;
}

}  // namespace

Fetch::Fetch(QNetworkAccessManager& network, FetchRequest request, std::chrono::milliseconds stall,
             QObject* parent)
    : QObject(parent), m_network(network), m_request(std::move(request)) {
    m_stall.setSingleShot(true);
    m_stall.setInterval(stall);
    connect(&m_stall, &QTimer::timeout, this, &Fetch::onStall);
}

Fetch::~Fetch() {
    close();
}

void Fetch::close() {
    m_stall.stop();
    if (m_reply.isNull()) return;
    m_reply->disconnect(this);
    m_reply->deleteLater();  // ends it; at once would be within its own signals
    m_reply.clear();
}

void Fetch::start() {
    send(m_request.url);
}

std::int64_t Fetch::available() const {
    return !m_reply.isNull() && m_hasBegun ? m_reply->bytesAvailable() : 0;
}

QByteArray Fetch::read(std::int64_t most) {
    if (m_reply.isNull() || !m_hasBegun) return {};
    if (m_stall.isActive()) m_stall.start();
    return m_reply->read(most);
}

void Fetch::send(const QUrl& url) {
    if (!isHttp(url)) return end(FetchEnd::WrongAddress);
    m_isTokenAllowed = m_isTokenAllowed && isSameOrigin(url, m_request.url);
    const bool sendsToken = m_isTokenAllowed && !m_request.token.isEmpty();
    if (sendsToken && !isPrivateWay(url)) return end(FetchEnd::Unsafe);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    // Bytes as they lie there: what is packed has other lengths and other hashes.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", userAgent);
    if (sendsToken) request.setRawHeader("Authorization", "Bearer " + m_request.token);
    if (m_request.from > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(qlonglong(m_request.from)) + '-');
        if (!m_request.ifRange.isEmpty()) request.setRawHeader("If-Range", m_request.ifRange);
    }
    close();
    m_url = url;
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Fetch::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        m_stall.start();
        if (m_hasBegun) emit readable();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this] { m_isUntrusted = true; });
    connect(m_reply, &QNetworkReply::finished, this, &Fetch::onFinished);
    m_stall.start();
}

void Fetch::onHeaders() {
    if (m_hasBegun || isRedirect(statusOf(*m_reply)) || statusOf(*m_reply) < 200) return;
    m_stall.start();
    m_hasBegun = true;
    emit began(answerOf(*m_reply));
}

void Fetch::onFinished() {
    const int status = statusOf(*m_reply);
    if (!m_hasBegun && isRedirect(status)) {
        const QUrl next = m_url.resolved(QUrl::fromEncoded(m_reply->rawHeader("Location"), QUrl::StrictMode));
        if (++m_redirects > mostRedirects || !isHttp(next)) return end(FetchEnd::WrongAddress);
        if (m_url.scheme() == u"https" && next.scheme() != u"https") return end(FetchEnd::Unsafe);
        return send(next);
    }
    const auto error = m_reply->error();
    // Qt keeps some refusals to itself until the end.
    if (!m_hasBegun && (status >= 400 || error == QNetworkReply::AuthenticationRequiredError)) {
        m_hasBegun = true;
        FetchAnswer answer = answerOf(*m_reply);
        if (answer.status == 0) answer.status = 401;
        emit began(answer);
        return end(FetchEnd::Whole);
    }
    if (m_isUntrusted || error == QNetworkReply::SslHandshakeFailedError)
        return end(FetchEnd::Untrusted, m_reply->errorString());
    // A status such as 404 is an error to Qt; here it is an answer like any other.
    if (m_hasBegun && (error == QNetworkReply::NoError || status >= 400)) return end(FetchEnd::Whole);
    end(FetchEnd::Cut, m_reply->errorString());
}

void Fetch::onStall() {
    // What waits here was sent in time: it is this side that doesn't read.
    if (available() > 0) return m_stall.start();
    end(FetchEnd::Stalled);
}

void Fetch::end(FetchEnd end, const QString& detail) {
    if (std::exchange(m_hasEnded, true)) return;
    m_stall.stop();
    emit ended(end, detail);
}

void DeleteFetch::operator()(Fetch* fetch) const {
    fetch->disconnect();
    fetch->close();
    fetch->deleteLater();
}

}  // namespace app
