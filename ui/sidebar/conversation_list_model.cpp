#include "ui/sidebar/conversation_list_model.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int kPage = 64;

}  // namespace

ConversationListModel::ConversationListModel(app::ConversationLibrary& library, QObject* parent)
    : QAbstractListModel(parent), m_library(library), m_ids(library.ids({})) {}

int ConversationListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

app::ConversationSummary ConversationListModel::summary(int row) const {
    const int page = row / kPage;
    auto found = m_pages.constFind(page);
    if (found == m_pages.constEnd()) {
        const auto ids = m_ids.mid(page * kPage, kPage);
        QList<app::ConversationSummary> list = m_library.summaries(ids);
        // One that went meanwhile leaves a gap until the next reload.
        for (int i = 0; i < ids.size(); ++i) {
            if (i >= list.size() || list[i].id != ids[i]) list.insert(i, {});
        }
        found = m_pages.insert(page, list);
    }
    return found->value(row % kPage);
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_ids.size()) return {};
    const app::ConversationSummary shown = summary(index.row());
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return shown.title;
        case Qt::ToolTipRole:
            return shown.title.toHtmlEscaped();
        case Qt::AccessibleTextRole: {
            QStringList parts{shown.title};
            if (isOpen(index.row())) parts += tr("open");
            if (shown.isPinned) parts += tr("pinned");
            if (shown.hasDraft) parts += tr("draft");
            parts += shown.tags;
            if (const QString excerpt = hit(index.row()).excerpt; !excerpt.isEmpty()) parts += excerpt;
            return parts.join(QStringLiteral(", "));
        }
        default:
            return {};
    }
}

bool ConversationListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const QString title = value.toString().simplified();
    if (role != Qt::EditRole || !index.isValid() || title.isEmpty()) return false;
    if (title == summary(index.row()).title) return false;
    m_library.rename(idAt(index.row()), title);
    return true;
}

Qt::ItemFlags ConversationListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

void ConversationListModel::replace(QList<std::int64_t> ids) {
    m_pages.clear();
    if (ids == m_ids) {
        if (!m_ids.isEmpty()) emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    // A layout change keeps what is selected and current where it goes.
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QHash<std::int64_t, int> rows;
    for (int row = 0; row < ids.size(); ++row)
        rows.insert(ids[row], row);
    QModelIndexList after;
    for (const QModelIndex& old : before) {
        const auto row = rows.constFind(m_ids.value(old.row()));
        after += row == rows.constEnd() ? QModelIndex() : createIndex(*row, 0);
    }
    m_ids = std::move(ids);
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

void ConversationListModel::showPlace(const app::ShelfPlace& place) {
    m_searching = false;
    m_place = place;
    m_hits.clear();
    m_words.clear();
    replace(m_library.ids(place));
}

void ConversationListModel::showHits(const QString& query, const QList<app::SearchHit>& hits) {
    m_searching = true;
    m_words = app::searchWords(query);
    m_hits = hits;
    QList<std::int64_t> ids;
    for (const app::SearchHit& hit : hits)
        ids += hit.conversation;
    replace(std::move(ids));
}

void ConversationListModel::reload() {
    if (m_searching) {
        replace(m_ids);
    } else {
        replace(m_library.ids(m_place));
    }
}

void ConversationListModel::setOpen(std::int64_t id) {
    if (id == m_open) return;
    m_open = id;
    if (!m_ids.isEmpty()) emit dataChanged(index(0), index(rowCount() - 1));
}

}  // namespace ui
