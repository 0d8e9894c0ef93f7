#pragma once

#include <QByteArray>
#include <QString>

#include "app/settings/download_settings.h"

namespace app {

/// The token for a site of models: of GLANCEDESK_MODELS_TOKEN, else of the settings' token file; empty:
/// none. One sentence in `problem` when the file cannot be read, holds no token, or others may read it. Main
/// thread.
QByteArray siteToken(const DownloadSettings& settings, QString& problem);

}  // namespace app
