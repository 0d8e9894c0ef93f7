#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QImage>
#include <QObject>
#include <QVariantMap>

class QDBusPendingCallWatcher;

namespace ui {

/// A screenshot by the desktop portal, the only way under Wayland: org.freedesktop.portal.Screenshot. The
/// desktop asks the user and hands over a file, which is read and removed. One at a time; each `take` ends in
/// exactly one signal.
class PortalScreenshot final : public QObject {
    Q_OBJECT

 public:
    explicit PortalScreenshot(QDBusConnection bus, QObject* parent = nullptr);
    ~PortalScreenshot() override;

    /// `interactive`: the desktop's own dialog lets the user choose a region, a window or a screen.
    void take(bool interactive);

 signals:
    void taken(const QImage& image);
    void cancelled();
    void failed(const QString& sentence);

 private slots:
    /// org.freedesktop.portal.Request.Response
    void onResponse(uint response, const QVariantMap& results);

 private:
    void listen(const QString& handle);
    void stopListening();
    void onCalled(const QDBusPendingCallWatcher& call);
    void read(const QString& address);

    QDBusConnection m_bus;
    QString m_handle;  ///< of the request that is under way
    int m_requests = 0;
};

}  // namespace ui
