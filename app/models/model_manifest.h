#pragma once

#include <cstdint>
#include <optional>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include "app/settings/model_settings.h"

namespace app {

/// A file of a model: a plain name within its folder, and what it must hold.
struct ModelFile {
    QString name;
    std::int64_t size = 0;  ///< bytes
    QByteArray sha256;      ///< hexadecimal, lower case
    QByteArray gitBlob;     ///< the same of git's name for it; empty for large files

    bool operator==(const ModelFile&) const = default;
};

/// What an installed model consists of and where it came from. It lies beside the model's folder.
struct ModelManifest {
    QString name;      ///< of the model, such as GLM-4.6V-Flash-int8
    QString original;  ///< of the catalogue's model that it was made of, such as GLM-4.6V-Flash
    QString revision;  ///< of the site; of an imported model a digest of its content
    QString source;    ///< address or folder, for people; without a token
    WeightsChoice weights = WeightsChoice::Auto;  ///< Auto: as published
    QDateTime installed;
    QList<ModelFile> files;
    /// As the site listed them, for what changes with an update; empty when `files` are those.
    QList<ModelFile> published;

    std::int64_t bytes() const;
    const QList<ModelFile>& asPublished() const { return published.isEmpty() ? files : published; }
};

/// Empty when it isn't one: other JSON, a file name with a folder in it, a size below 0. Any thread.
std::optional<ModelManifest> readManifest(const QString& file);
/// Whole or not at all; false when it cannot be written. Any thread.
bool writeManifest(const QString& file, const ModelManifest& manifest);

/// A name that can neither leave its folder nor hide in it.
bool isPlainFileName(const QString& name);

/// A digest over names and contents, for models without a revision of a site.
QString contentRevision(const QList<ModelFile>& files);

}  // namespace app
