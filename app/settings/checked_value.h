#pragma once

#include <optional>

#include <QVariant>

namespace app {

/// What a settings file holds, when it is a number between these; else nothing.
std::optional<double> numberIn(const QVariant& value, double least, double most);
std::optional<int> wholeIn(const QVariant& value, int least, int most);

}  // namespace app
