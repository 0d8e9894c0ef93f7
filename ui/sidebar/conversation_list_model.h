#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QStringList>

#include "app/conversations/conversation_library.h"

namespace ui {

/// The conversations of one place, or those in which something was found. Only their numbers are read at
/// once; titles come a page at a time, as they come into sight.
class ConversationListModel final : public QAbstractListModel {
    Q_OBJECT

 public:
    /// The library outlives the model.
    explicit ConversationListModel(app::ConversationLibrary& library, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;  ///< a new title
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void showPlace(const app::ShelfPlace& place);
    void showHits(const QString& query, const QList<app::SearchHit>& hits);
    /// Reads anew what may have changed; rows that are still there keep their selection.
    void reload();

    app::ConversationSummary summary(int row) const;
    std::int64_t idAt(int row) const { return m_ids.value(row); }
    int rowOf(std::int64_t id) const { return static_cast<int>(m_ids.indexOf(id)); }
    /// The turn in which the words were found, and its line; 0 and empty outside a search.
    app::SearchHit hit(int row) const { return m_hits.value(row); }
    const QStringList& words() const { return m_words; }
    void setOpen(std::int64_t id);
    bool isOpen(int row) const { return m_open != 0 && idAt(row) == m_open; }

 private:
    void replace(QList<std::int64_t> ids);

    app::ConversationLibrary& m_library;
    app::ShelfPlace m_place;
    QList<std::int64_t> m_ids;
    QList<app::SearchHit> m_hits;
    QStringList m_words;
    bool m_searching = false;
    std::int64_t m_open = 0;
    mutable QHash<int, QList<app::ConversationSummary>> m_pages;
};

}  // namespace ui
