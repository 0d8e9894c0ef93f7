#pragma once

#include <QString>

namespace engine {
struct Error;
}

namespace app {

/// One sentence in the user's language that names the file and the cure. Any thread.
QString errorText(const engine::Error& error);

}  // namespace app
