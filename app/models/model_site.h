#pragma once

#include <optional>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include "app/models/catalogue.h"
#include "app/models/model_manifest.h"
#include "app/settings/download_settings.h"

namespace app {

/// Where models are asked for. The token is kept in memory alone and goes to `base`'s host only.
struct SiteAccess {
    ModelSite site = ModelSite::HuggingFace;
    QUrl base;
    QByteArray token;
};

/// The settings' mirror, or the site itself.
SiteAccess siteAccess(const DownloadSettings& settings, QByteArray token);

/// A model as a site lists it. A hash that the site doesn't give is empty.
struct RemoteModel {
    QString repository;
    /// What the site calls this state of it; a digest of the listing where it has no such name.
    QString revision;
    QList<ModelFile> files;
};

/// Its repository on that site; empty when it has none.
QString repositoryOf(const CatalogueModel& model, ModelSite site);

/// Where a site tells what a model consists of.
QUrl listingAddress(const SiteAccess& access, const QString& repository);
/// Hugging Face's other way of telling it, for mirrors whose first answer has no sizes.
QUrl treeAddress(const SiteAccess& access, const QString& repository, const QString& revision);
/// Of one file: where the site can, of exactly that revision.
QUrl fileAddress(const SiteAccess& access, const RemoteModel& model, const QString& file);

/// Empty when it is no listing of that site. The files are those that the engine needs: settings, tokenizer,
/// template, weights, licence. Sizes are below 0 when the answer has none: `treeAddress` is asked then.
std::optional<RemoteModel> readListing(ModelSite site, const QString& repository, const QByteArray& answer);
/// The files of a tree's answer.
std::optional<QList<ModelFile>> readTree(const QByteArray& answer);

}  // namespace app
