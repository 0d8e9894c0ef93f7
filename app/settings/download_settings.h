#pragma once

#include <QString>

class QSettings;

namespace app {

/// Whose paths a server of models speaks.
enum class ModelSite { HuggingFace, ModelScope };

/// Where models come from and where they lie.
struct DownloadSettings {
    ModelSite site = ModelSite::HuggingFace;
    QString mirror;     ///< base address of a company's server with the same paths; empty: the site itself
    QString tokenFile;  ///< holds the token for it; empty: GLANCEDESK_MODELS_TOKEN or the keychain
    bool isTokenInKeychain = false;  ///< one was kept there: the keychain is asked
    QString folder;                  ///< of installed models; empty: models in the data folder
    bool asksDaily = true;           ///< whether there is a newer revision of an installed model

    bool operator==(const DownloadSettings&) const = default;
};

/// Why models cannot be downloaded so, in one sentence; empty when they can.
QString problemOf(const DownloadSettings& settings);

/// A value that makes no sense reads as its default.
DownloadSettings readDownloadSettings(const QSettings& file);
void writeSettings(QSettings& file, const DownloadSettings& settings);

}  // namespace app
