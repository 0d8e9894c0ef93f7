#pragma once

#include <string_view>

#include "app/secrets/keychain.h"
#include "app/settings/upstream_settings.h"

namespace app {

/// What may stand in a header line.
bool isUpstreamKey(std::string_view key);

/// The servers' key in the keychain, which goes after its file and GLANCEDESK_UPSTREAM_KEY. Main thread.
class UpstreamKey final {
 public:
    /// Nothing is found, at once, where the settings need no keychain. `then` is called once, and not after
    /// the end of this object.
    void find(const UpstreamSettings& settings, const Keychain::Read& then);
    /// An empty key forgets the one that is there. Settings::setUpstream notes it
    /// (UpstreamSettings::keyKept).
    void keep(const QByteArray& key, Keychain::Kept then);

 private:
    Keychain m_keychain;
};

}  // namespace app
