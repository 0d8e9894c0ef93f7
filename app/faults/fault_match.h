#pragma once

#include <QImage>

#include "app/faults/fault.h"

namespace app {

/// What stands out between what is asked now and a known fault of about the same picture.
QList<FaultDifference> differencesOf(const Fault& fault, const QImage& thumbnail, const QString& question,
                                     const QDateTime& now);

}  // namespace app
