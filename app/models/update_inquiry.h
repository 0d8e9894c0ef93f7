#pragma once

#include <memory>

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include "app/models/model_site.h"
#include "app/models/model_update.h"
#include "app/models/site_listing.h"

class QNetworkAccessManager;

namespace app {

/// Asks a site about installed models, one after the other. Main thread.
class UpdateInquiry final : public QObject {
    Q_OBJECT

 public:
    UpdateInquiry(QNetworkAccessManager& network, SiteAccess access, Patience patience,
                  QList<InstalledModel> models, QObject* parent = nullptr);

    void start();

 signals:
    /// Once; `problem`: the first sentence of what could not be asked.
    void ended(const QList<app::ModelUpdate>& updates, const QString& problem);

 private:
    void next();

    QNetworkAccessManager& m_network;
    const SiteAccess m_access;
    const Patience m_patience;
    QList<InstalledModel> m_models;
    std::unique_ptr<SiteListing> m_listing;
    QList<ModelUpdate> m_updates;
    QString m_problem;
};

/// What the last inquiry found, kept beside the models.
struct UpdateNotes {
    QDateTime asked;
    QList<ModelUpdate> found;
};
UpdateNotes readUpdateNotes(const QString& file);
void writeUpdateNotes(const QString& file, const UpdateNotes& notes);

}  // namespace app
