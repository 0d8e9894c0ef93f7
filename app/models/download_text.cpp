#include "app/models/download_text.h"

#include <QCoreApplication>

namespace app::download_text {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelDownload)
};

}  // namespace

QString refusal(int status, const QUrl& url, bool hadToken) {
    const QString host = url.host();
    const QString address = url.toDisplayString(QUrl::RemoveQuery);
    if (status == 401 || status == 403) {
        if (hadToken)
            return Text::tr(
                       "%1 refuses the token: make one there that may read this model, and put it into the "
                       "token file.")
                .arg(host);
        return Text::tr("%1 wants a token for this model: make one there, and put it into a token file.")
            .arg(host);
    }
    if (status == 404 || status == 410)
        return Text::tr("%1 is not there: check the address of the mirror, or choose another site.")
            .arg(address);
    return Text::tr("%1 answers with error %2: try again later, or choose another site.")
        .arg(host)
        .arg(status);
}

QString refusal(int status, const FileOrder& order) {
    return refusal(status, order.url, !order.token.isEmpty());
}

QString line(FetchEnd end, const QUrl& url, const QString& detail) {
    const QString host = url.host();
    switch (end) {
        case FetchEnd::Untrusted:
            return Text::
                tr("The certificate of %1 is not trusted (%2): ask whoever runs it, or choose another site.")
                    .arg(host, detail);
        case FetchEnd::Unsafe:
            return url.scheme() == u"https"
                       ? Text::tr("%1 leads to an address without https: choose another site.").arg(host)
                       : Text::tr(
                             "A token would go to %1 for all to read: give the mirror's address with https.")
                             .arg(host);
        case FetchEnd::WrongAddress:
            return Text::tr("%1 leads nowhere: check the address of the mirror, or choose another site.")
                .arg(url.toDisplayString(QUrl::RemoveQuery));
        case FetchEnd::Stalled:
            return Text::tr("%1 sends nothing any more: check the network and go on with the download later.")
                .arg(host);
        case FetchEnd::Whole:
            return Text::tr("%1 ends its files early: go on with the download later, or choose another site.")
                .arg(host);
        case FetchEnd::Cut:
            break;
    }
    return Text::tr("%1 cannot be reached (%2): check the network and the proxy, and go on later.")
        .arg(host, detail);
}

QString changed(const QString& file) {
    return Text::tr("%1 was changed on the site meanwhile: start the download again.").arg(file);
}

QString wrongBytes(const QString& file, const QUrl& url) {
    return Text::tr("%1 sends other bytes for %2 than it lists: try again later, or choose another site.")
        .arg(url.host(), file);
}

QString disk(const QString& file, const QString& detail) {
    return Text::tr("%1 cannot be written (%2): make room on the disk, then go on with the download.")
        .arg(file, detail);
}

}  // namespace app::download_text
