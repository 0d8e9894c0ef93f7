#pragma once

#include <cstdint>

#include <QString>

namespace app {

/// "20.6 GB", in the user's language. Any thread.
QString sizeText(std::int64_t bytes);

/// The same file under a second name where the disk can do that, else a copy. Any thread.
bool linkOrCopy(const QString& from, const QString& to);

}  // namespace app
