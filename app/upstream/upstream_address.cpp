#include "app/upstream/upstream_address.h"

#include <QUrl>

namespace app {

std::optional<std::string> upstreamAddress(const std::string& written) {
    QString text = QString::fromStdString(written).trimmed();
    if (!text.contains(QStringLiteral("://"))) text.prepend(QStringLiteral("http://"));
    QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() ||
        url.hasFragment() || url.port(1) == 0) {
        return std::nullopt;
    }
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.isEmpty() ? QStringLiteral("/v1") : path);
    return url.toString(QUrl::FullyEncoded).toStdString();
}

std::string aboveVersion(const std::string& address) {
    constexpr std::string_view version = "/v1";
    return address.ends_with(version) ? address.substr(0, address.size() - version.size()) : address;
}

std::string hostOf(const std::string& address) {
    const QUrl url(QString::fromStdString(address));
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    return (url.port() < 0 ? host : host + u':' + QString::number(url.port())).toStdString();
}

}  // namespace app
