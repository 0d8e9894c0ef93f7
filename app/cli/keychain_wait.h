#pragma once

#include "app/secrets/keychain.h"
#include "app/settings/upstream_settings.h"

namespace app {

class Interrupt;

/// The servers' key of the keychain; waits for its answer, or for Ctrl-C.
Keychain::Found findKey(const UpstreamSettings& settings, const Interrupt& interrupt);

/// Keeps the servers' key in the keychain, or forgets it when it is empty; waits. One sentence when it can't.
QString keepKey(const QByteArray& key, const Interrupt& interrupt);

}  // namespace app
