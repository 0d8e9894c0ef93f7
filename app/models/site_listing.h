#pragma once

#include <memory>

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include "app/models/fetch.h"
#include "app/models/file_download.h"
#include "app/models/model_site.h"

class QNetworkAccessManager;

namespace app {

/// Asks a site what a model consists of. Main thread.
class SiteListing final : public QObject {
    Q_OBJECT

 public:
    SiteListing(QNetworkAccessManager& network, SiteAccess access, QString repository, Patience patience,
                QObject* parent = nullptr);

    void start();

 signals:
    /// One of the two ends it. Every size is known, and there is at least one file.
    void listed(const app::RemoteModel& model);
    void failed(const QString& sentence);

 private:
    void ask(const QUrl& url);
    void onBegan(const FetchAnswer& answer);
    void onEnded(FetchEnd end, const QString& detail);
    void read();
    void judge();
    void tryAgain(const QString& sentence);

    QNetworkAccessManager& m_network;
    const SiteAccess m_access;
    const QString m_repository;
    const Patience m_patience;
    RemoteModel m_model;
    FetchPointer m_fetch;
    QTimer m_again;
    QUrl m_url;
    QByteArray m_answer;
    int m_status = 0;
    int m_tries = 0;
    bool m_asksTree = false;
};

}  // namespace app
