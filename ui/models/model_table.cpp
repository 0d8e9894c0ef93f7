#include "ui/models/model_table.h"

#include <algorithm>

#include "app/models/disk.h"
#include "app/models/model_manager.h"
#include "ui/models/model_words.h"

namespace ui {

ModelTable::ModelTable(app::ModelManager& manager, QObject* parent)
    : QAbstractTableModel(parent), m_manager(manager), m_rows(manager.rows()) {
    connect(&manager, &app::ModelManager::rowsChanged, this, &ModelTable::refresh);
    connect(&manager, &app::ModelManager::progressed, this, &ModelTable::follow);
}

void ModelTable::refresh() {
    QList<app::ModelRow> rows = m_manager.rows();
    const auto isThere = [&rows](const QString& name) {
        return std::any_of(rows.begin(), rows.end(),
                           [&name](const app::ModelRow& row) { return row.name == name; });
    };
    m_newcomers.removeIf([&](const QString& name) { return isThere(name) || !m_manager.isWorking(name); });
    for (const QString& name : m_newcomers) {
        app::ModelRow row;
        row.name = name;
        rows.append(row);
    }
    const bool isSame = std::equal(
        rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const app::ModelRow& one, const app::ModelRow& other) { return one.name == other.name; });
    if (!isSame) beginResetModel();
    m_rows = rows;
    if (!isSame)
        endResetModel();
    else if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, Columns - 1));
}

void ModelTable::follow(const app::ModelProgress& progress) {
    const int row = indexOf(progress.model);
    if (row >= 0)
        emit dataChanged(index(row, State), index(row, State));
    else
        expect(progress.model);
}

void ModelTable::expect(const QString& name) {
    if (indexOf(name) >= 0 || !m_manager.isWorking(name)) return;
    m_newcomers += name;
    refresh();
}

int ModelTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

const app::ModelRow* ModelTable::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ModelTable::indexOf(const QString& name) const {
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].name == name) return i;
    }
    return -1;
}

QVariant ModelTable::data(const QModelIndex& index, int role) const {
    const app::ModelRow* row = at(index.row());
    if (row == nullptr) return {};
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Weights) return row->fit.sentence();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Name:
            return row->name;
        case Size:
            return row->bytes > 0 ? app::sizeText(row->bytes) : QString();
        case Licence:
            return row->licence;
        case Weights:
            return model_words::advice(row->fit);
        case State:
            return model_words::state(*row, m_manager.progress(row->name));
        default:
            return {};
    }
}

QVariant ModelTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole && section == Size)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) return {};
    const QString heads[] = {tr("Model"), tr("Size"), tr("Licence"), tr("Advised here"), tr("State")};
    return section < Columns ? heads[section] : QString();
}

}  // namespace ui
