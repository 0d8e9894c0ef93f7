#include "app/settings/download_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>
#include <QUrl>

#include "app/settings/checked_value.h"

namespace app {
namespace {

constexpr auto siteKey = "downloads/site";
constexpr auto mirrorKey = "downloads/mirror";
constexpr auto tokenKey = "downloads/token_file";
constexpr auto keychainKey = "downloads/token_in_keychain";
constexpr auto folderKey = "downloads/folder";
constexpr auto updatesKey = "downloads/ask_for_updates";
constexpr auto modelScopeWord = "modelscope";

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DownloadSettings)
};

}  // namespace

QString problemOf(const DownloadSettings& settings) {
    if (!settings.mirror.isEmpty() && !isWebAddress(QUrl(settings.mirror, QUrl::StrictMode)))
        return Text::tr(
                   "%1 is no address of a mirror: write it as https://name or https://name/path, without a "
                   "password.")
            .arg(settings.mirror);
    if (!settings.tokenFile.isEmpty() && !QFileInfo(settings.tokenFile).isFile())
        return Text::tr("There is no token file %1: choose the file that holds the token alone.")
            .arg(settings.tokenFile);
    return {};
}

DownloadSettings readDownloadSettings(const QSettings& file) {
    DownloadSettings settings;
    if (file.value(siteKey).toString() == QLatin1String(modelScopeWord))
        settings.site = ModelSite::ModelScope;
    settings.mirror = file.value(mirrorKey).toString();
    if (!settings.mirror.isEmpty() && !isWebAddress(QUrl(settings.mirror, QUrl::StrictMode)))
        settings.mirror.clear();
    settings.tokenFile = file.value(tokenKey).toString();
    settings.isTokenInKeychain = file.value(keychainKey, false).toBool();
    settings.folder = file.value(folderKey).toString();
    settings.asksDaily = file.value(updatesKey, true).toBool();
    return settings;
}

void writeSettings(QSettings& file, const DownloadSettings& settings) {
    file.setValue(siteKey, settings.site == ModelSite::ModelScope ? modelScopeWord : "huggingface");
    file.setValue(mirrorKey, settings.mirror);
    file.setValue(tokenKey, settings.tokenFile);
    file.setValue(keychainKey, settings.isTokenInKeychain);
    file.setValue(folderKey, settings.folder);
    file.setValue(updatesKey, settings.asksDaily);
}

}  // namespace app
