#pragma once

#include <QString>

#include "app/models/fetch.h"
#include "app/models/file_download.h"

namespace app::download_text {

// One sentence each, in the user's language; `place` is a file or a model. Any thread.

/// A status that isn't 2xx.
QString refusal(int status, const FileOrder& order);
QString refusal(int status, const QUrl& url, bool hadToken);
/// The end of a fetch that brought nothing whole.
QString line(FetchEnd end, const QUrl& url, const QString& detail);
QString changed(const QString& file);
QString wrongBytes(const QString& file, const QUrl& url);
QString disk(const QString& file, const QString& detail);

}  // namespace app::download_text
