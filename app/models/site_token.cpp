#include "app/models/site_token.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFile>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SiteToken)
};

constexpr auto variable = "GLANCEDESK_MODELS_TOKEN";
constexpr qint64 mostBytes = 4096;

/// What may stand in a header line.
bool isToken(const QByteArray& text) {
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

}  // namespace

QByteArray siteToken(const DownloadSettings& settings, QString& problem) {
    QByteArray given = qgetenv(variable).trimmed();
    if (!given.isEmpty()) {
        if (isToken(given)) return given;
        problem = Text::tr("GLANCEDESK_MODELS_TOKEN holds no token: set it to the token alone.");
        return {};
    }
    if (settings.tokenFile.isEmpty()) return {};
    QFile file(settings.tokenFile);
    if (!file.open(QFile::ReadOnly)) {
        problem = Text::tr("The token file %1 cannot be read (%2): check its path and permissions.")
                      .arg(settings.tokenFile, file.errorString());
        return {};
    }
    if ((file.permissions() & (QFile::ReadGroup | QFile::ReadOther)) != 0) {
        problem = Text::tr("Others may read the token file %1: take their right away with chmod 600.")
                      .arg(settings.tokenFile);
        return {};
    }
    QByteArray token = file.read(mostBytes).trimmed();
    if (!isToken(token)) {
        problem = Text::tr("The token file %1 holds no token: write the token into it, and nothing else.")
                      .arg(settings.tokenFile);
        return {};
    }
    return token;
}

}  // namespace app
