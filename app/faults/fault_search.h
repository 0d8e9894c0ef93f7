#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/faults/fault_store.h"

namespace app {

struct FoundFault {
    std::int64_t id = 0;
    PrintDistance distance;
    std::optional<double> likeness;  ///< of the views, where both are there
    QStringList sameCodes;
};

/// The entries whose picture looks the same, or in which the model sees the same; the best ones first, at
/// most three. `view` may be empty.
std::vector<FoundFault> searchFaults(std::span<const FaultStore::Key> keys, const FaultStore::Views& views,
                                     const PicturePrint& print, const PictureView& view,
                                     const QStringList& codes, const QDateTime& now);

}  // namespace app
