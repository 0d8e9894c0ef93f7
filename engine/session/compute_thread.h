#pragma once

namespace engine {

/// Lets threads that only wake for a moment (a window, a server) go before this one and before those that it
/// starts later, and leaves it most of the processor when nobody else wants it. The calling thread's; without
/// effect where the system knows no such thing.
void letOthersGoFirst();

}  // namespace engine
