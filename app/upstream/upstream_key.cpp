#include "app/upstream/upstream_key.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(UpstreamKey)
};

const QString name = QStringLiteral("servers");

bool needsKeychain(const UpstreamSettings& settings) {
    return settings.isOn && settings.keyKept != 0 && settings.keyFile.isEmpty() &&
           qgetenv("GLANCEDESK_UPSTREAM_KEY").trimmed().isEmpty();
}

}  // namespace

bool isUpstreamKey(std::string_view key) {
    return std::all_of(key.begin(), key.end(), [](unsigned char c) { return c > ' ' && c < 127; });
}

void UpstreamKey::find(const UpstreamSettings& settings, const Keychain::Read& then) {
    if (!needsKeychain(settings)) return then({});
    m_keychain.read(name, [then](const Keychain::Found& found) {
        if (found.problem.isEmpty() && found.secret.isEmpty())
            return then(
                {{},
                 Text::tr("The keychain does not give the servers' key: unlock it, or enter the key again in "
                          "Settings › Servers.")});
        then(found);
    });
}

void UpstreamKey::keep(const QByteArray& key, Keychain::Kept then) {
    if (!isUpstreamKey({key.constData(), static_cast<std::size_t>(key.size())}))
        return then(
            Text::tr("A key is one word of ASCII characters: copy it again, without spaces or line ends."));
    m_keychain.keep(name, key, std::move(then));
}

}  // namespace app
