#include "app/cli/keychain_wait.h"

#include <QCoreApplication>
#include <QEventLoop>

#include "app/cli/interrupt.h"
#include "app/upstream/upstream_key.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(KeychainWait)
};

/// `begin` is given what ends the wait.
bool waited(const Interrupt& interrupt, const std::function<void(const std::function<void()>&)>& begin) {
    QEventLoop loop;  // the command's only one
    bool hasEnded = false;
    const std::stop_callback onInterrupt(interrupt.token(), [&loop] {
        QMetaObject::invokeMethod(
            &loop, [&loop] { loop.quit(); }, Qt::QueuedConnection);
    });
    begin([&] {
        hasEnded = true;
        loop.quit();
    });
    if (!hasEnded && !interrupt.wasAsked()) loop.exec();
    return hasEnded;
}

}  // namespace

Keychain::Found findKey(const UpstreamSettings& settings, const Interrupt& interrupt) {
    UpstreamKey key;
    Keychain::Found found;
    const bool isThere = waited(interrupt, [&](const std::function<void()>& end) {
        key.find(settings, [&found, end](const Keychain::Found& answer) {
            found = answer;
            end();
        });
    });
    if (!isThere) found.problem = Text::tr("Interrupted while the keychain was asked.");
    return found;
}

QString keepKey(const QByteArray& secret, const Interrupt& interrupt) {
    UpstreamKey key;
    QString problem;
    const bool isThere = waited(interrupt, [&](const std::function<void()>& end) {
        key.keep(secret, [&problem, end](const QString& sentence) {
            problem = sentence;
            end();
        });
    });
    return isThere ? problem : Text::tr("Interrupted while the keychain was asked.");
}

}  // namespace app
