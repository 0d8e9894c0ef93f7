#pragma once

#include <functional>

#include <QByteArray>
#include <QObject>
#include <QString>

namespace app {

/// Tokens for sites of models in the desktop's keychain, one a host. Where there is none (a server, a
/// terminal alone), reading finds nothing and keeping tells why. Main thread.
class TokenKeychain final : public QObject {
 public:
    using Read = std::function<void(const QByteArray& token)>;
    using Kept = std::function<void(const QString& problem)>;

    /// Empty: there is none. The user may be asked to unlock the keychain; `then` is called once, later, and
    /// not after the end of this object.
    void read(const QString& host, Read then);
    /// An empty token forgets the one that is there.
    void keep(const QString& host, const QByteArray& token, Kept then);
};

}  // namespace app
