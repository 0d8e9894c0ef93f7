#include "ui/sidebar/sidebar_menu.h"

#include <algorithm>
#include <functional>

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include "ui/common/icons.h"

namespace ui {

namespace {

/// A menu reads & as the mark of a key.
QString menuText(QString text) {
    return text.replace(u'&', QLatin1String("&&")).left(60);
}

}  // namespace

void askForText(QWidget* window, const QString& title, const QString& label, const QString& text,
                std::function<void(const QString&)> then) {
    auto* dialog = new QInputDialog(window);
    dialog->setObjectName(QStringLiteral("textDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    dialog->setMinimumWidth(360);
    QObject::connect(dialog, &QInputDialog::textValueSelected, window, [then](const QString& value) {
        if (!value.trimmed().isEmpty()) then(value.simplified());
    });
    dialog->open();
}

SidebarMenu::SidebarMenu(app::ConversationLibrary& library, QWidget* window)
    : QObject(window), m_library(library), m_window(window) {}

void SidebarMenu::addFolders(QMenu* menu, const QList<std::int64_t>& ids,
                             const QList<app::ConversationSummary>& summaries) {
    QMenu* folders = menu->addMenu(icons::icon(QStringLiteral("folder")), tr("Folder"));
    folders->setObjectName(QStringLiteral("folderMenu"));
    for (const app::Folder& folder : m_library.folders()) {
        QAction* action = folders->addAction(menuText(folder.name), this,
                                             [this, ids, id = folder.id] { m_library.moveTo(ids, id); });
        action->setCheckable(true);
        action->setChecked(std::all_of(summaries.begin(), summaries.end(),
                                       [&](const auto& one) { return one.folder == folder.id; }));
    }
    folders->addSeparator();
    folders->addAction(tr("No folder"), this, [this, ids] { m_library.moveTo(ids, 0); });
    folders->addAction(tr("New folder…"), this, [this, ids] {
        askForText(m_window, tr("New folder"), tr("Name of the folder:"), {},
                   [this, ids](const QString& name) {
                       if (const std::int64_t id = m_library.addFolder(name)) m_library.moveTo(ids, id);
                   });
    });
}

void SidebarMenu::addTags(QMenu* menu, const QList<std::int64_t>& ids,
                          const QList<app::ConversationSummary>& summaries) {
    QMenu* tags = menu->addMenu(icons::icon(QStringLiteral("tag")), tr("Tags"));
    tags->setObjectName(QStringLiteral("tagMenu"));
    for (const QString& tag : m_library.tags()) {
        const bool all = std::all_of(summaries.begin(), summaries.end(),
                                     [&](const auto& one) { return one.tags.contains(tag); });
        QAction* action =
            tags->addAction(menuText(tag), this, [this, ids, tag, all] { m_library.setTag(ids, tag, !all); });
        action->setCheckable(true);
        action->setChecked(all);
    }
    tags->addSeparator();
    tags->addAction(tr("New tag…"), this, [this, ids] {
        askForText(m_window, tr("New tag"), tr("Name of the tag:"), {},
                   [this, ids](const QString& name) { m_library.setTag(ids, name, true); });
    });
}

QMenu* SidebarMenu::forConversations(const QList<std::int64_t>& ids) {
    auto* menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("conversationMenu"));
    menu->setAccessibleName(tr("Conversation"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<app::ConversationSummary> summaries = m_library.summaries(ids);
    if (summaries.isEmpty()) return menu;
    if (summaries.first().trashed.isValid()) {
        menu->addAction(icons::icon(QStringLiteral("refresh")), tr("Restore"), this,
                        [this, ids] { m_library.restore(ids); });
        menu->addAction(icons::icon(QStringLiteral("trash")), tr("Delete for good…"), this, [this, ids] {
            auto* box = new QMessageBox(QMessageBox::Question, tr("Delete for good"),
                                        tr("Delete %n conversation(s) with the pictures for good?", nullptr,
                                           static_cast<int>(ids.size())),
                                        QMessageBox::Cancel, m_window);
            box->setObjectName(QStringLiteral("eraseDialog"));
            box->setAttribute(Qt::WA_DeleteOnClose);
            QPushButton* erase = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
            connect(erase, &QPushButton::clicked, this, [this, ids] { m_library.erase(ids); });
            box->open();
        });
        return menu;
    }
    if (ids.size() == 1) {
        menu->addAction(icons::icon(QStringLiteral("edit")), tr("Rename"), this,
                        [this, ids] { emit renameRequested(ids.first()); });
    }
    const bool pinned =
        std::all_of(summaries.begin(), summaries.end(), [](const auto& one) { return one.isPinned; });
    menu->addAction(icons::icon(QStringLiteral("pin")), pinned ? tr("Unpin") : tr("Pin"), this,
                    [this, ids, pinned] { m_library.setPinned(ids, !pinned); });
    addFolders(menu, ids, summaries);
    addTags(menu, ids, summaries);
    menu->addSeparator();
    menu->addAction(icons::icon(QStringLiteral("export")), tr("Export…"), this,
                    [this, ids] { emit exportRequested(ids); });
    menu->addAction(icons::icon(QStringLiteral("trash")), tr("Move to trash"), this,
                    [this, ids] { m_library.trash(ids); });
    return menu;
}

}  // namespace ui
