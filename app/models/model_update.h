#pragma once

#include <cstdint>
#include <optional>

#include <QList>
#include <QString>
#include <QStringList>

#include "app/models/model_site.h"
#include "app/models/model_store.h"

namespace app {

/// A newer revision of an installed model, and what it changes.
struct ModelUpdate {
    QString model;
    QString from;  ///< revisions
    QString to;
    QStringList changed;  ///< names of files
    QStringList added;
    QStringList removed;
    std::int64_t downloadBytes = 0;  ///< what is not here already

    /// For people, one line.
    QString sentence() const;
};

/// What the site's state of a model changes of the installed one; empty when nothing that is installed
/// differs. Contents are compared where hashes tell them, revisions elsewhere.
std::optional<ModelUpdate> updateOf(const InstalledModel& installed, const RemoteModel& remote);

}  // namespace app
