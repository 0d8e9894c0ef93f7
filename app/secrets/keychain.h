#pragma once

#include <functional>

#include <QByteArray>
#include <QObject>
#include <QString>

namespace app {

/// Secrets in the desktop's keychain, each under a name of its own. Where there is none (a server, a terminal
/// alone), reading and keeping tell so. Main thread.
class Keychain final : public QObject {
 public:
    struct Found {
        QByteArray secret;  ///< empty: none is there under that name, or it cannot be read
        QString problem;    ///< one sentence when the keychain is missing, locked or away
    };
    using Read = std::function<void(const Found& found)>;
    using Kept = std::function<void(const QString& problem)>;

    /// The user may be asked to unlock the keychain; `then` is called once, later, and not after the end of
    /// this object.
    void read(const QString& name, Read then);
    /// An empty secret forgets the one that is there. The sentence is empty when that was done.
    void keep(const QString& name, const QByteArray& secret, Kept then);
};

}  // namespace app
