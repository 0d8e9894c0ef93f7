#pragma once

#include <QString>

namespace engine {
struct Error;
}

namespace app {

/// One sentence in the user's language about another server that answers in the model's place; of the
/// Upstream… codes alone. Any thread.
QString upstreamErrorText(const engine::Error& error);

}  // namespace app
