#include "ui/capture/portal_screenshot.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QImageReader>
#include <QRandomGenerator>
#include <QUrl>

namespace ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kScreenshot = QStringLiteral("org.freedesktop.portal.Screenshot");
const QString kRequest = QStringLiteral("org.freedesktop.portal.Request");

// What Response says.
constexpr uint kSuccess = 0;
constexpr uint kCancelled = 1;

}  // namespace

PortalScreenshot::PortalScreenshot(QDBusConnection bus, QObject* parent)
    : QObject(parent), m_bus(std::move(bus)) {}

PortalScreenshot::~PortalScreenshot() {
    stopListening();
}

void PortalScreenshot::take(bool interactive) {
    if (!m_handle.isEmpty()) return;
    if (!m_bus.isConnected()) {
        emit failed(
            tr("There is no session bus, so the desktop can't be asked for a screenshot: take one with "
               "the desktop's own tool and paste it."));
        return;
    }
    // The answer may come before the call returns, so we listen first, where the portal says that it will.
    const QString token = QStringLiteral("glancedesk%1_%2")
                              .arg(++m_requests)
                              .arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
    const QString sender = m_bus.baseService().mid(1).replace(u'.', u'_');
    listen(QStringLiteral("%1/request/%2/%3").arg(kPath, sender, token));
    QDBusMessage call =
        QDBusMessage::createMethodCall(kService, kPath, kScreenshot, QStringLiteral("Screenshot"));
    call << QString()
         << QVariantMap{{QStringLiteral("handle_token"), token},
                        {QStringLiteral("interactive"), interactive},
                        {QStringLiteral("modal"), true}};
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        onCalled(*watcher);
        watcher->deleteLater();
    });
}

void PortalScreenshot::onCalled(const QDBusPendingCallWatcher& call) {
    const QDBusPendingReply<QDBusObjectPath> reply = call;
    if (reply.isError()) {
        if (m_handle.isEmpty()) return;  // answered already
        stopListening();
        emit failed(
            tr("The desktop gives no screenshot (%1): take one with the desktop's own tool and paste it.")
                .arg(reply.error().message()));
        return;
    }
    // Portals before version 0.9 choose a handle of their own.
    const QString handle = reply.value().path();
    if (!m_handle.isEmpty() && handle != m_handle) listen(handle);
}

void PortalScreenshot::listen(const QString& handle) {
    stopListening();
    m_handle = handle;
    m_bus.connect(kService, handle, kRequest, QStringLiteral("Response"), this,
                  SLOT(onResponse(uint, QVariantMap)));
}

void PortalScreenshot::stopListening() {
    if (m_handle.isEmpty()) return;
    m_bus.disconnect(kService, m_handle, kRequest, QStringLiteral("Response"), this,
                     SLOT(onResponse(uint, QVariantMap)));
    m_handle.clear();
}

void PortalScreenshot::onResponse(uint response, const QVariantMap& results) {
    if (m_handle.isEmpty()) return;
    stopListening();
    if (response == kCancelled) {
        emit cancelled();
    } else if (response != kSuccess) {
        emit failed(tr("The desktop took no screenshot: take one with the desktop's own tool and paste it."));
    } else {
        read(results.value(QStringLiteral("uri")).toString());
    }
}

void PortalScreenshot::read(const QString& address) {
    const QUrl url(address);
    QImageReader reader(url.isLocalFile() ? url.toLocalFile() : QString());
    const QImage image = reader.read();
    // It was made for us, and lies where everybody would look for what was redacted later.
    if (url.isLocalFile()) QFile::remove(url.toLocalFile());
    if (image.isNull()) {
        emit failed(
            tr("The desktop's screenshot can't be read: take one with the desktop's own tool and paste "
               "it."));
    } else {
        emit taken(image);
    }
}

}  // namespace ui
