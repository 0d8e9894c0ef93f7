#pragma once

#include <optional>

#include <QUrl>
#include <QVariant>

namespace app {

/// What a settings file holds, when it is a number between these; else nothing.
std::optional<double> numberIn(const QVariant& value, double least, double most);
std::optional<int> wholeIn(const QVariant& value, int least, int most);

/// http or https with a host, and neither a password nor a query or fragment.
bool isWebAddress(const QUrl& url);

}  // namespace app
