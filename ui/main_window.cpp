#include "ui/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QCursor>
#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSplitter>
#include <QToolButton>
#include <QToolTip>
#include <QUrl>
#include <QVBoxLayout>

#include "app/chat/chat_service.h"
#include "app/images/image_importer.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/actions.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/chat/draft_keeper.h"
#include "ui/chat/drop_overlay.h"
#include "ui/chat/markdown_document.h"
#include "ui/chat/message_list_view.h"
#include "ui/common/banner.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/conversation_desk.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/sidebar/sidebar.h"
#include "ui/status/model_strip.h"
#include "ui/viewer/picture_viewer.h"

namespace ui {

namespace {

constexpr int kSidebarNeeds = 720;  ///< of the window's width

}  // namespace

MainWindow::MainWindow(app::Services& services, Theme& theme)
    : m_services(services),
      m_theme(theme),
      m_actions(new Actions(this)),
      m_banner(new Banner),
      m_chat(new ChatView(services.chat().conversation(), app::bundled::samplesFolder())),
      m_composer(new Composer(services.images())),
      m_strip(new ModelStrip),
      m_sidebar(new Sidebar(services.library())),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_overlay(nullptr) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(420, 420);
    layOut();
    connectActions();
    connectChat();
    connectModel();
    connectLook();
    connectConversations();
    retranslate();
    showModel();
    showBusy(services.chat().isBusy());
    if (!restoreGeometry(services.settings().windowGeometry())) resize(1180, 780);
    fitSidebar();
    m_composer->setFocus();
}

QWidget* MainWindow::makeHeader() {
    auto* header = new QFrame;
    header->setObjectName(QStringLiteral("header"));
    auto* logo = new QLabel;
    logo->setObjectName(QStringLiteral("productLogo"));
    logo->setPixmap(
        QIcon(QStringLiteral(":/icons/glancedesk.svg")).pixmap(QSize(26, 26), devicePixelRatioF()));
    m_toggle = new QToolButton;
    m_toggle->setObjectName(QStringLiteral("sidebarButton"));
    m_toggle->setIcon(icons::icon(QStringLiteral("sidebar")));
    m_name = new QLabel;
    m_name->setObjectName(QStringLiteral("productName"));
    m_new = new QToolButton;
    m_new->setObjectName(QStringLiteral("newButton"));
    m_new->setIcon(icons::icon(QStringLiteral("new")));
    m_menu = new QToolButton;
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setIcon(icons::icon(QStringLiteral("menu")));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(m_actions->menu());
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(10, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_toggle);
    layout->addWidget(logo);
    layout->addWidget(m_name);
    layout->addStretch();
    for (QToolButton* button : {m_toggle, m_new, m_menu}) {
        button->setIconSize({20, 20});
        button->setFocusPolicy(Qt::StrongFocus);
        if (button != m_toggle) layout->addWidget(button);
    }
    return header;
}

void MainWindow::layOut() {
    auto* talk = new QWidget;
    auto* column = new QVBoxLayout(talk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_chat, 1);
    column->addWidget(m_composer);
    column->addWidget(m_strip);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(talk);
    m_splitter->setStretchFactor(1, 1);
    m_sidebar->setMinimumWidth(200);
    talk->setMinimumWidth(360);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHeader());
    all->addWidget(m_banner);
    all->addWidget(m_splitter, 1);
    m_overlay = new DropOverlay(this);
}

void MainWindow::connectActions() {
    const auto on = [this](ActionId id, auto&& slot) {
        connect(m_actions->get(id), &QAction::triggered, this, slot);
    };
    app::ChatService& chat = m_services.chat();
    on(ActionId::New, [this, &chat] {
        chat.startConversation();
        m_composer->setFocus();
    });
    on(ActionId::Attach, [this] { choosePictures(); });
    on(ActionId::OpenModel, [this] { chooseModelFolder(); });
    on(ActionId::DemoModel, [this] { m_services.models().load(app::bundled::demoModelFolder()); });
    on(ActionId::Stop, [&chat] { chat.stop(); });
    on(ActionId::Regenerate, [&chat] { chat.regenerate(); });
    on(ActionId::CopyAnswer, [this] { m_chat->copyLastAnswer(); });
    on(ActionId::About, [this] { (new AboutDialog(this))->open(); });
    on(ActionId::Quit, [this] { close(); });
    connect(m_new, &QToolButton::clicked, m_actions->get(ActionId::New), &QAction::trigger);
}

void MainWindow::connectChat() {
    app::ChatService& chat = m_services.chat();
    connect(&chat, &app::ChatService::conversationReset, m_chat, &ChatView::resetConversation);
    connect(&chat, &app::ChatService::turnAdded, m_chat, &ChatView::addTurn);
    connect(&chat, &app::ChatService::turnChanged, m_chat, &ChatView::changeTurn);
    connect(&chat, &app::ChatService::busyChanged, this, &MainWindow::showBusy);
    connect(&chat, &app::ChatService::conversationReset, this,
            [this] { showBusy(m_services.chat().isBusy()); });
    connect(&chat, &app::ChatService::storeFailed, this, &MainWindow::showProblem);

    connect(m_chat, &ChatView::linkActivated, this, &MainWindow::openLink);
    connect(m_chat, &ChatView::pictureActivated, this, [this](int turn, int picture) {
        openPictures(m_services.chat().conversation().turns[turn].pictures, picture);
    });
    connect(m_chat, &ChatView::sampleChosen, this, [this](const QString& file, const QString& question) {
        attach({file});
        m_composer->suggest(question);
    });
    connect(m_chat, &ChatView::copied, this,
            [this] { QToolTip::showText(QCursor::pos(), tr("Copied"), this); });

    connect(m_composer, &Composer::sendRequested, this, &MainWindow::ask);
    connect(m_composer, &Composer::stopRequested, &chat, &app::ChatService::stop);
    connect(m_composer, &Composer::attachRequested, this, &MainWindow::choosePictures);
    connect(m_composer, &Composer::refused, this, &MainWindow::showProblem);
    connect(m_composer, &Composer::noticed, this,
            [this](const QString& sentence) { m_banner->showSentence(BannerKind::Notice, sentence); });
    connect(m_composer, &Composer::openRequested, this,
            [this](const app::Picture& picture) { openPictures({picture}, 0); });
}

void MainWindow::connectModel() {
    connect(&m_services.models(), &app::ModelService::changed, this, &MainWindow::showModel);
    connect(m_strip, &ModelStrip::chooseRequested, this, &MainWindow::chooseModelFolder);
}

void MainWindow::connectLook() {
    app::Settings& settings = m_services.settings();
    m_theme.apply(settings.theme());
    m_actions->show(settings.theme());
    m_actions->show(settings.language());
    connect(m_actions, &Actions::themeChosen, &settings, &app::Settings::setTheme);
    connect(m_actions, &Actions::languageChosen, &settings, &app::Settings::setLanguage);
    connect(&settings, &app::Settings::themeChanged, &m_theme, &Theme::apply);
}

void MainWindow::connectConversations() {
    m_desk = new ConversationDesk(m_services, {m_sidebar, m_chat, m_composer, m_banner}, this);
    m_drafts =
        new DraftKeeper(*m_composer, m_services.chat(), m_services.store(), m_services.library(), this);
    const app::Settings& settings = m_services.settings();
    m_sidebarWanted = settings.isSidebarShown();
    m_splitter->setSizes({settings.sidebarWidth(), 900});
    connect(m_toggle, &QToolButton::clicked, m_actions->get(ActionId::Sidebar), &QAction::trigger);
    connect(m_actions->get(ActionId::Sidebar), &QAction::triggered, this,
            [this] { showSidebar(m_sidebar->isHidden()); });
    connect(m_actions->get(ActionId::Search), &QAction::triggered, this, [this] {
        showSidebar(true);
        m_sidebar->focusSearch();
    });
    connect(m_actions->get(ActionId::Export), &QAction::triggered, m_desk, &ConversationDesk::exportOpen);
    connect(m_actions->get(ActionId::Continue), &QAction::triggered, this,
            [this] { m_services.chat().continueAnswer(); });
    connect(m_sidebar, &Sidebar::newRequested, m_actions->get(ActionId::New), &QAction::trigger);
}

/// In a window that is too narrow for both it may still be asked for.
void MainWindow::showSidebar(bool shown) {
    m_sidebarWanted = shown;
    m_sidebar->setVisible(shown);
    if (!shown) m_composer->setFocus();
}

void MainWindow::fitSidebar() {
    m_sidebar->setVisible(m_sidebarWanted && width() >= kSidebarNeeds);
}

void MainWindow::ask() {
    app::ChatService& chat = m_services.chat();
    const QString question = m_composer->question();
    // What was refused stays in the composer.
    if (!m_composer->isEditing()) {
        if (chat.ask(question, m_composer->pictures())) m_composer->clear();
    } else if (chat.edit(m_composer->editedTurn(), question, m_composer->pictures())) {
        m_composer->cancelEdit();
    }
}

void MainWindow::showBusy(bool busy) {
    m_composer->setBusy(busy);
    m_chat->setBusy(busy);
    const QList<app::Turn>& turns = m_services.chat().conversation().turns;
    m_actions->get(ActionId::Stop)->setEnabled(busy);
    m_actions->get(ActionId::Regenerate)->setEnabled(!busy && !turns.isEmpty());
    m_actions->get(ActionId::CopyAnswer)->setEnabled(!turns.isEmpty());
    m_actions->get(ActionId::Continue)->setEnabled(m_services.chat().canContinue());
    m_actions->get(ActionId::Export)->setEnabled(!turns.isEmpty());
    if (!busy && !turns.isEmpty()) m_strip->showSpeed(turns.last().stats);
}

void MainWindow::showModel() {
    const app::ModelService& models = m_services.models();
    m_strip->showModel(models.state(), models.progress(), models.summary());
    m_actions->get(ActionId::DemoModel)
        ->setEnabled(models.state() != app::ModelState::Loading && !models.summary().isDemo &&
                     !app::bundled::demoModelFolder().isEmpty());
    const QString problem = models.problem();
    if (problem == m_shownProblem) return;
    if (problem.isEmpty() && m_banner->sentence() == m_shownProblem) m_banner->dismiss();
    m_shownProblem = problem;
    m_banner->showSentence(BannerKind::Problem, problem, tr("Choose another folder…"),
                           [this] { chooseModelFolder(); });
}

void MainWindow::showProblem(const QString& sentence) {
    m_banner->showSentence(BannerKind::Problem, sentence);
}

void MainWindow::attach(const QStringList& files) {
    m_composer->addFiles(files);
}

/// Without an event loop of its own: an answer goes on streaming behind it.
void MainWindow::openDialog(QFileDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::choosePictures() {
    auto* dialog = new QFileDialog(this, tr("Attach pictures"));
    dialog->setObjectName(QStringLiteral("pictureDialog"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(pictureNameFilters());
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        attach(files);
        m_composer->setFocus();
    });
    openDialog(dialog);
}

void MainWindow::chooseModelFolder() {
    auto* dialog = new QFileDialog(this, tr("Open a model folder"), m_services.settings().modelFolder());
    dialog->setObjectName(QStringLiteral("modelDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_services.models().load(folder); });
    openDialog(dialog);
}

void MainWindow::openLink(const QString& address) {
    if (isOpenable(address)) QDesktopServices::openUrl(QUrl(address));
}

void MainWindow::openPictures(const QList<app::Picture>& pictures, int first) {
    if (pictures.isEmpty()) return;
    (new PictureViewer(pictures, first, this))->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_drafts->saveNow();
    m_services.settings().setWindowGeometry(saveGeometry());
    m_services.settings().setSidebar(
        m_sidebarWanted, m_sidebar->isVisible() ? m_sidebar->width() : m_services.settings().sidebarWidth());
    QWidget::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_overlay->setGeometry(rect());
    if (event->oldSize().width() != event->size().width()) fitSidebar();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        retranslate();
    }
    QWidget::changeEvent(event);
}

void MainWindow::retranslate() {
    setWindowTitle(tr("GlanceDesk"));
    m_name->setText(tr("GlanceDesk"));
    m_toggle->setToolTip(tr("Show or hide conversations (Ctrl+B)"));
    m_toggle->setAccessibleName(tr("Show or hide conversations"));
    m_new->setToolTip(tr("New conversation (Ctrl+N)"));
    m_new->setAccessibleName(tr("New conversation"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setAccessibleName(tr("Menu"));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->source() != nullptr) return;  // our own text
    const DropVerdict verdict = judgeDrop(*event->mimeData());
    m_dropTaken = verdict.isTaken();
    m_overlay->showVerdict(verdict);
    // Accepted even when it won't be taken, as only then Qt says when the mouse has left; the moves are
    // ignored, which is what the other program sees.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
    if (m_dropTaken) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
    } else {
        event->ignore();
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    m_overlay->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
    m_overlay->hide();
    if (!m_dropTaken) {
        event->ignore();
        showProblem(judgeDrop(*event->mimeData()).refusals.join(u'\n'));
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_composer->take(*event->mimeData());
    activateWindow();
}

}  // namespace ui
