#pragma once

#include <optional>
#include <variant>

#include <QByteArray>
#include <QList>
#include <QString>

#include "app/faults/fault.h"

namespace app {

/// Known faults as one JSON document; the README says what is in it.
QByteArray faultsToJson(const QList<Fault>& faults);

/// Or one sentence in the user's language. Nobody vouches for the bytes: sizes are limited, thumbnails are
/// decoded under limits and encoded anew.
std::variant<QList<Fault>, QString> faultsFromJson(const QByteArray& json);

}  // namespace app
