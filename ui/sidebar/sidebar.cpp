#include "ui/sidebar/sidebar.h"

#include <algorithm>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/search_field.h"
#include "ui/sidebar/conversation_list.h"
#include "ui/sidebar/conversation_list_model.h"
#include "ui/sidebar/sidebar_menu.h"

namespace ui {

namespace {

constexpr int kTypingPause = 120;

QString menuText(QString text) {
    return text.replace(u'&', QLatin1String("&&")).left(60);
}

}  // namespace

Sidebar::Sidebar(app::ConversationLibrary& library, QWidget* parent)
    : QFrame(parent),
      m_library(library),
      m_model(new ConversationListModel(library, this)),
      m_list(new ConversationList(m_model)),
      m_menus(new SidebarMenu(library, this)),
      m_search(new SearchField(SearchField::Glass::Shown)),
      m_places(new QToolButton),
      m_new(new QToolButton),
      m_empty(new QLabel),
      m_emptyTrash(new QPushButton) {
    setObjectName(QStringLiteral("sidebar"));
    layOut();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &Sidebar::search);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_new, &QToolButton::clicked, this, &Sidebar::newRequested);
    connect(m_list, &ConversationList::openRequested, this, [this](const QModelIndex& index) {
        const app::SearchHit hit = m_model->hit(index.row());
        emit openRequested(m_model->idAt(index.row()), hit.turn, m_model->words());
    });
    connect(m_list, &ConversationList::trashRequested, this, [this] {
        if (m_place.kind != app::ShelfPlace::Kind::Trash) m_library.trash(m_list->chosen());
    });
    connect(m_list, &ConversationList::menuRequested, this,
            [this](const QPoint& position) { m_menus->forConversations(m_list->chosen())->popup(position); });
    connect(m_menus, &SidebarMenu::renameRequested, this, [this](std::int64_t id) {
        if (m_model->rowOf(id) >= 0) m_list->edit(m_model->index(m_model->rowOf(id)));
    });
    connect(m_menus, &SidebarMenu::exportRequested, this, &Sidebar::exportRequested);
    connect(&library, &app::ConversationLibrary::changed, this, &Sidebar::refresh);
    connect(&library, &app::ConversationLibrary::found, this,
            [this](const QString& query, const QList<app::SearchHit>& hits) {
                if (query != m_search->text().trimmed()) return;
                m_model->showHits(query, hits);
                m_list->scrollToTop();
                showState();
            });
    connect(m_emptyTrash, &QPushButton::clicked, this, [this] {
        auto* box =
            new QMessageBox(QMessageBox::Question, tr("Empty the trash"),
                            tr("Delete everything in the trash for good?"), QMessageBox::Cancel, this);
        box->setObjectName(QStringLiteral("emptyTrashDialog"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        QPushButton* erase = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
        connect(erase, &QPushButton::clicked, &m_library, &app::ConversationLibrary::emptyTrash);
        box->open();
    });
    retranslate();
    showState();
}

void Sidebar::layOut() {
    m_search->setObjectName(QStringLiteral("conversationSearch"));
    m_search->installEventFilter(this);
    m_new->setObjectName(QStringLiteral("sidebarNew"));
    m_new->setIcon(icons::icon(QStringLiteral("new")));
    m_new->setIconSize({20, 20});
    m_new->setFocusPolicy(Qt::StrongFocus);
    m_places->setObjectName(QStringLiteral("placeButton"));
    m_places->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_places->setIcon(icons::icon(QStringLiteral("chevron-down"), QPalette::PlaceholderText));
    m_places->setLayoutDirection(Qt::RightToLeft);  // the arrow stands behind the words
    m_places->setFocusPolicy(Qt::StrongFocus);
    m_places->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_places, &QToolButton::clicked, this, &Sidebar::showPlaces);
    m_empty->setObjectName(QStringLiteral("sidebarEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_emptyTrash->setObjectName(QStringLiteral("emptyTrash"));

    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 10, 8, 0);
    top->setSpacing(6);
    top->addWidget(m_search, 1);
    top->addWidget(m_new);
    auto* place = new QHBoxLayout;
    place->setContentsMargins(8, 0, 8, 0);
    place->addWidget(m_places);
    place->addStretch();
    place->addWidget(m_emptyTrash);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(top);
    column->addLayout(place);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    setTabOrder(m_search, m_new);
    setTabOrder(m_new, m_places);
    setTabOrder(m_places, m_emptyTrash);
    setTabOrder(m_emptyTrash, m_list);
}

void Sidebar::setOpen(std::int64_t conversation) {
    m_model->setOpen(conversation);
}

void Sidebar::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

/// From the search down into what was found; Esc ends the search.
bool Sidebar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) &&
            m_model->rowCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            m_list->setCurrentIndex(m_model->index(0));
            return true;
        }
    }
    if (watched == m_search && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        event->accept();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

QString Sidebar::placeName() const {
    switch (m_place.kind) {
        case app::ShelfPlace::Kind::All:
            return tr("All conversations");
        case app::ShelfPlace::Kind::Trash:
            return tr("Trash");
        case app::ShelfPlace::Kind::Tag:
            return u'#' + m_place.tag;
        case app::ShelfPlace::Kind::Folder:
            break;
    }
    for (const app::Folder& folder : m_library.folders()) {
        if (folder.id == m_place.folder) return folder.name;
    }
    return tr("Folder");
}

void Sidebar::showPlaces() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("placeMenu"));
    menu->setAccessibleName(tr("Show"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, const QString& icon, const app::ShelfPlace& place) {
        QAction* action =
            menu->addAction(icons::icon(icon), menuText(text), this, [this, place] { choosePlace(place); });
        QFont font = action->font();
        font.setBold(place == m_place);
        action->setFont(font);
    };
    using Kind = app::ShelfPlace::Kind;
    add(tr("All conversations"), QStringLiteral("chat"), {});
    const QList<app::Folder> folders = m_library.folders();
    if (!folders.isEmpty()) menu->addSeparator();
    for (const app::Folder& folder : folders)
        add(folder.name, QStringLiteral("folder"), {Kind::Folder, folder.id});
    const QStringList tags = m_library.tags();
    if (!tags.isEmpty()) menu->addSeparator();
    for (const QString& tag : tags)
        add(tag, QStringLiteral("tag"), {Kind::Tag, 0, tag});
    menu->addSeparator();
    add(tr("Trash"), QStringLiteral("trash"), {Kind::Trash});
    menu->addSeparator();
    menu->addAction(tr("New folder…"), this, [this] {
        askForText(this, tr("New folder"), tr("Name of the folder:"), {}, [this](const QString& name) {
            if (const std::int64_t id = m_library.addFolder(name)) choosePlace({Kind::Folder, id});
        });
    });
    for (const app::Folder& folder : folders) {
        if (m_place.kind == Kind::Folder && folder.id == m_place.folder) addFolderActions(menu, folder);
    }
    menu->popup(m_places->mapToGlobal(QPoint(0, m_places->height() + 2)));
}

/// What can be done with the folder that is shown.
void Sidebar::addFolderActions(QMenu* menu, const app::Folder& folder) {
    menu->addAction(tr("Rename folder…"), this, [this, folder] {
        askForText(this, tr("Rename folder"), tr("Name of the folder:"), folder.name,
                   [this, folder](const QString& name) {
                       m_library.changeFolder({folder.id, name, folder.instructions});
                   });
    });
    menu->addAction(tr("Instructions for the model…"), this, [this, folder] {
        auto* dialog = new QInputDialog(this);
        dialog->setObjectName(QStringLiteral("instructionsDialog"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
        dialog->setWindowTitle(folder.name);
        dialog->setLabelText(tr("What the model is told before every conversation of this folder:"));
        dialog->setTextValue(folder.instructions);
        connect(dialog, &QInputDialog::textValueSelected, this, [this, folder](const QString& text) {
            m_library.changeFolder({folder.id, folder.name, text});
        });
        dialog->open();
    });
    menu->addAction(tr("Remove folder (its conversations stay)"), this, [this, folder] {
        choosePlace({});
        m_library.removeFolder(folder.id);
    });
}

void Sidebar::choosePlace(const app::ShelfPlace& place) {
    m_place = place;
    retranslate();
    if (m_search->text().trimmed().isEmpty()) {
        m_model->showPlace(place);
        m_list->scrollToTop();
        showState();
    } else {
        search();
    }
}

void Sidebar::search() {
    const QString query = m_search->text().trimmed();
    if (query.isEmpty()) {
        m_model->showPlace(m_place);
        showState();
    } else {
        m_library.search(query, m_place);
    }
}

void Sidebar::refresh() {
    m_model->reload();
    m_places->setText(placeName());
    // What was written meanwhile may hold the words too.
    if (!m_search->text().trimmed().isEmpty()) search();
    showState();
}

void Sidebar::showState() {
    const bool isEmpty = m_model->rowCount() == 0;
    const bool isTrash = m_place.kind == app::ShelfPlace::Kind::Trash;
    m_empty->setText(!m_search->text().trimmed().isEmpty() ? tr("Nothing was found.")
                     : isTrash                             ? tr("The trash is empty.")
                                                           : tr("Your conversations will be here."));
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_emptyTrash->setVisible(isTrash && !isEmpty);
}

void Sidebar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showState();
    }
    QFrame::changeEvent(event);
}

void Sidebar::retranslate() {
    setAccessibleName(tr("Conversations"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setToolTip(tr("Search titles, questions and answers"));
    m_new->setToolTip(tr("New conversation"));
    m_new->setAccessibleName(tr("New conversation"));
    m_places->setText(placeName());
    m_places->setToolTip(tr("Choose what the list shows"));
    m_places->setAccessibleName(tr("Shown: %1").arg(placeName()));
    m_list->setAccessibleName(tr("Conversations"));
    m_emptyTrash->setText(tr("Empty"));
    m_emptyTrash->setToolTip(tr("Delete everything in the trash for good"));
    m_emptyTrash->setAccessibleName(tr("Empty the trash"));
}

}  // namespace ui
