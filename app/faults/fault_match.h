#pragma once

#include <QImage>

#include "app/faults/fault.h"

namespace app {

/// What stands out between what is asked now and a known fault that was found.
QList<FaultDifference> differencesOf(const FaultMatch& match, const QImage& thumbnail,
                                     const QString& question, const QDateTime& now);

}  // namespace app
