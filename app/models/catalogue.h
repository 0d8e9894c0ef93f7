#pragma once

#include <optional>

#include <QByteArray>
#include <QList>
#include <QString>

namespace app {

/// A model that this program knows by name.
struct CatalogueModel {
    QString name;         ///< also its folder's, and what clients of the port call it
    QString huggingFace;  ///< its repository there; empty for the bundled one
    QString modelScope;
    QString licence;
    QByteArray config;  ///< the part of its config.json that decides what it takes
    bool isBundled = false;
};

/// GLM-4.6V-Flash, GLM-4.1V-9B-Thinking and the demo, the advised one first.
const QList<CatalogueModel>& catalogue();

/// By its name, in any case of letters; or by its repository.
std::optional<CatalogueModel> catalogueModel(const QString& name);

}  // namespace app
