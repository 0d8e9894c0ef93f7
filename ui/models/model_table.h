#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include "app/models/model_rows.h"

namespace app {
class ModelManager;
struct ModelProgress;
}  // namespace app

namespace ui {

/// The models as a table: name, size, licence, advised weights, state. It follows the manager. A model that
/// is being imported for the first time has a row from its first step on.
class ModelTable final : public QAbstractTableModel {
    Q_OBJECT

 public:
    enum Column { Name, Size, Licence, Weights, State, Columns };

    /// The manager outlives it.
    explicit ModelTable(app::ModelManager& manager, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Null: there is no such row.
    const app::ModelRow* at(int row) const;
    int indexOf(const QString& name) const;  ///< -1: none
    /// Reads the disk anew; rows are reset only where there are others.
    void refresh();
    /// Shows a model that is worked on at once, not with its first progress.
    void expect(const QString& name);

 private:
    void follow(const app::ModelProgress& progress);

    app::ModelManager& m_manager;
    QList<app::ModelRow> m_rows;
    QStringList m_newcomers;  ///< worked on and not yet installed
};

}  // namespace ui
