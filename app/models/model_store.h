#pragma once

#include <optional>

#include <QList>
#include <QString>

#include "app/models/model_manifest.h"

namespace app {

/// One installed model.
struct InstalledModel {
    ModelManifest manifest;
    QString slot;             ///< its place in the models folder: manifest.json and `folder`
    QString folder;           ///< the checkpoint, to be loaded; named as the model
    bool isCurrent = false;   ///< of those with its name the one in use
    bool isPrevious = false;  ///< the one to go back to
};

/// The models folder: FOLDER/NAME/REVISION/{manifest.json, NAME/}. What is under way lies in FOLDER/.incoming
/// and never counts as a model. No state of its own: the disk is asked each time. Any thread; changes of one
/// name from several programs are kept apart by `lock`.
class ModelStore final {
 public:
    explicit ModelStore(const QString& folder);

    const QString& folder() const { return m_folder; }

    /// Those whose manifest can be read, by name, the current one first.
    QList<InstalledModel> installed() const;
    QList<InstalledModel> installed(const QString& name) const;
    /// The current one of a name; the name in any case of letters.
    std::optional<InstalledModel> current(const QString& name) const;
    std::optional<InstalledModel> previous(const QString& name) const;
    /// The one whose checkpoint this folder is.
    std::optional<InstalledModel> at(const QString& folder) const;

    /// Where downloads and copies of a name gather until they are whole.
    QString incoming(const QString& name) const;
    /// Bytes that an interrupted download has on disk.
    std::int64_t incomingBytes(const QString& name) const;
    void discardIncoming(const QString& name) const;

    /// Puts `prepared`, a folder with manifest.json and the checkpoint within `incoming`, into its place and
    /// makes it current; the one before becomes the previous one, older ones are removed. One sentence when
    /// that fails.
    QString commit(const QString& prepared, const ModelManifest& manifest, InstalledModel* made) const;
    /// Swaps the current and the previous one. One sentence when there is none.
    QString rollBack(const QString& name, InstalledModel* made) const;
    /// Removes one, or all of a name and what is under way. One sentence when that fails. Never touches
    /// anything outside of the models folder, nor what a link in it points to.
    QString remove(const InstalledModel& model) const;
    QString removeAll(const QString& name) const;

    /// Bytes free where the models lie; empty when the system doesn't say.
    std::optional<std::int64_t> freeBytes() const;

    /// A name that may be a folder's: letters, digits, dots, dashes, underscores.
    static bool isName(const QString& name);

 private:
    QString m_folder;
};

}  // namespace app
