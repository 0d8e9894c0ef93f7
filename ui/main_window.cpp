#include "ui/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QCursor>
#include <QSplitter>
#include <QToolTip>
#include <QVBoxLayout>

#include "app/activity/activity_meter.h"
#include "app/chat/chat_service.h"
#include "app/conversations/conversation_shelf.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/actions.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/chat/draft_keeper.h"
#include "ui/common/banner.h"
#include "ui/common/theme.h"
#include "ui/conversation_desk.h"
#include "ui/faults/fault_desk.h"
#include "ui/models/model_desk.h"
#include "ui/picture_desk.h"
#include "ui/port/port_sign.h"
#include "ui/queue/queue_desk.h"
#include "ui/sidebar/sidebar.h"
#include "ui/status/model_strip.h"
#include "ui/tray/tray.h"
#include "ui/window/action_wiring.h"
#include "ui/window/composer_tools.h"
#include "ui/window/sidebar_place.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/window_drops.h"
#include "ui/window/window_header.h"

namespace ui {

namespace {

/// In the order in which Tab goes through them.
WindowParts partsOf(app::Services& services, QWidget* window) {
    auto* actions = new Actions(window);
    return {.services = services,
            .window = window,
            .actions = actions,
            .header = new WindowHeader(*actions),
            .drops = new WindowDrops(window),
            .banner = new Banner,
            .chat = new ChatView(services.chat().conversation(), app::bundled::samplesFolder()),
            .composer = new Composer(services.images()),
            .strip = new ModelStrip,
            .sidebar = new Sidebar(services.library())};
}

}  // namespace

MainWindow::MainWindow(app::Services& services, Theme& theme, app::PortSwitch* port)
    : m_theme(theme), m_parts(partsOf(services, this)), m_splitter(new QSplitter(Qt::Horizontal)) {
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(420, 420);
    layOut();
    m_parts.sidebarPlace = new SidebarPlace(*m_splitter, *m_parts.sidebar, services.settings(), this);
    m_parts.dialogs = new WindowDialogs(services, *m_parts.actions, *m_parts.composer, this);
    m_parts.desk = new ConversationDesk(
        services, {m_parts.sidebar, m_parts.chat, m_parts.composer, m_parts.banner}, this);
    m_parts.pictures = new PictureDesk(m_parts);
    m_parts.queue = new QueueDesk(m_parts);
    m_parts.faults = new FaultDesk(m_parts);
    m_parts.models = new ModelDesk(m_parts);
    m_parts.tray = new Tray(services, *m_parts.actions, this);
    addComposerTools(m_parts);
    m_parts.port = port;
    wireActions(m_parts);
    addPortSign(m_parts);
    connectChat();
    connectComposer();
    connectModel();
    connectLook();
    connectConversations();
    retranslate();
    showModel();
    showBusy(services.chat().isBusy());
    if (!restoreGeometry(services.settings().windowGeometry())) resize(1180, 780);
    m_parts.sidebarPlace->fit(width());
    sayUnfinished();
    m_parts.composer->setFocus();
}

void MainWindow::layOut() {
    auto* talk = new QWidget;
    auto* column = new QVBoxLayout(talk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_parts.chat, 1);
    column->addWidget(m_parts.composer);
    column->addWidget(m_parts.strip);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_parts.sidebar);
    m_splitter->addWidget(talk);
    m_splitter->setStretchFactor(1, 1);
    m_parts.sidebar->setMinimumWidth(200);
    talk->setMinimumWidth(360);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_parts.header);
    all->addWidget(m_parts.banner);
    all->addWidget(m_splitter, 1);
}

void MainWindow::connectChat() {
    app::ChatService& chat = m_parts.services.chat();
    ChatView* view = m_parts.chat;
    connect(&chat, &app::ChatService::conversationReset, view, &ChatView::resetConversation);
    connect(&chat, &app::ChatService::turnAdded, view, &ChatView::addTurn);
    connect(&chat, &app::ChatService::turnChanged, view, &ChatView::changeTurn);
    connect(&chat, &app::ChatService::busyChanged, this, &MainWindow::showBusy);
    connect(&chat, &app::ChatService::conversationReset, this,
            [this] { showBusy(m_parts.services.chat().isBusy()); });
    connect(&chat, &app::ChatService::storeFailed, this, &MainWindow::showProblem);

    connect(view, &ChatView::linkActivated, m_parts.dialogs, &WindowDialogs::openLink);
    connect(view, &ChatView::pictureActivated, m_parts.pictures, &PictureDesk::showPictures);
    connect(view, &ChatView::sampleChosen, this, [this](const QString& file, const QString& question) {
        attach({file});
        m_parts.composer->suggest(question);
    });
    connect(view, &ChatView::copied, this,
            [this] { QToolTip::showText(QCursor::pos(), tr("Copied"), this); });
}

void MainWindow::connectComposer() {
    Composer* composer = m_parts.composer;
    connect(m_parts.drops, &WindowDrops::dropped, composer,
            [composer](const QMimeData* source) { composer->take(*source); });
    connect(m_parts.drops, &WindowDrops::refused, this, &MainWindow::showProblem);
    connect(composer, &Composer::sendRequested, this, &MainWindow::ask);
    connect(composer, &Composer::stopRequested, &m_parts.services.chat(), &app::ChatService::stop);
    connect(composer, &Composer::attachRequested, m_parts.dialogs, &WindowDialogs::choosePictures);
    connect(composer, &Composer::refused, this, &MainWindow::showProblem);
    connect(composer, &Composer::noticed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Notice, sentence); });
}

void MainWindow::connectModel() {
    connect(&m_parts.services.models(), &app::ModelService::changed, this, &MainWindow::showModel);
    connect(&m_parts.services.activity(), &app::ActivityMeter::sampled, m_parts.strip,
            &ModelStrip::showActivity);
    connect(m_parts.strip, &ModelStrip::chooseRequested, m_parts.models,
            [this] { m_parts.models->showModels(); });
    connect(m_parts.dialogs, &WindowDialogs::modelsWanted, m_parts.models, &ModelDesk::showModelsOver);
}

void MainWindow::connectLook() {
    app::Settings& settings = m_parts.services.settings();
    m_theme.apply(settings.theme());
    m_parts.actions->show(settings.theme());
    m_parts.actions->show(settings.language());
    connect(m_parts.actions, &Actions::themeChosen, &settings, &app::Settings::setTheme);
    connect(m_parts.actions, &Actions::languageChosen, &settings, &app::Settings::setLanguage);
    connect(&settings, &app::Settings::themeChanged, &m_theme, &Theme::apply);
    connect(&settings, &app::Settings::themeChanged, m_parts.actions, qOverload<app::Theme>(&Actions::show));
    connect(&settings, &app::Settings::languageChanged, m_parts.actions,
            qOverload<app::Language>(&Actions::show));
    m_parts.actions->setKeys(settings.shortcuts());
    connect(&settings, &app::Settings::shortcutsChanged, m_parts.actions,
            [this] { m_parts.actions->setKeys(m_parts.services.settings().shortcuts()); });
}

void MainWindow::connectConversations() {
    app::Services& services = m_parts.services;
    m_drafts =
        new DraftKeeper(*m_parts.composer, services.chat(), services.store(), services.library(), this);
    connect(m_parts.sidebarPlace, &SidebarPlace::hidden, m_parts.composer,
            [composer = m_parts.composer] { composer->setFocus(); });
    connect(m_parts.sidebar, &Sidebar::newRequested, m_parts.actions->get(ActionId::New), &QAction::trigger);
}

/// An answer that was cut off by a crash or a power cut is offered to be gone on with.
void MainWindow::sayUnfinished() {
    const QList<app::ConversationTitle>& unfinished = m_parts.services.unfinished();
    if (unfinished.isEmpty()) return;
    const std::int64_t id = unfinished.first().id;
    QString sentence =
        tr("GlanceDesk was ended while an answer was being written in “%1”. What was there is kept.")
            .arg(unfinished.first().title);
    if (unfinished.size() > 1)
        sentence += u' ' + tr("So it was in %n more conversation(s).", nullptr,
                              static_cast<int>(unfinished.size()) - 1);
    m_parts.banner->showSentence(BannerKind::Notice, sentence, tr("Go on with it"), [this, id] {
        app::ChatService& chat = m_parts.services.chat();
        chat.open(id);
        if (!chat.continueAnswer()) chat.regenerate();
    });
}

void MainWindow::showGuide() {
    m_parts.dialogs->showGuide();
}

void MainWindow::ask() {
    app::ChatService& chat = m_parts.services.chat();
    Composer& composer = *m_parts.composer;
    const QString question = composer.question();
    // What was refused stays in the composer.
    if (!composer.isEditing()) {
        if (chat.ask(question, composer.pictures())) composer.clear();
    } else if (chat.edit(composer.editedTurn(), question, composer.pictures())) {
        composer.cancelEdit();
    }
}

void MainWindow::showBusy(bool busy) {
    const app::ChatService& chat = m_parts.services.chat();
    const QList<app::Turn>& turns = chat.conversation().turns;
    m_parts.composer->setBusy(busy);
    m_parts.chat->setBusy(busy);
    const Actions& actions = *m_parts.actions;
    actions.get(ActionId::Stop)->setEnabled(busy);
    actions.get(ActionId::Regenerate)->setEnabled(!busy && !turns.isEmpty());
    actions.get(ActionId::CopyAnswer)->setEnabled(!turns.isEmpty());
    actions.get(ActionId::WriteReply)
        ->setEnabled(!busy && !turns.isEmpty() && !turns.last().answer.isEmpty());
    actions.get(ActionId::Continue)->setEnabled(chat.canContinue());
    actions.get(ActionId::Export)->setEnabled(!turns.isEmpty());
    if (!busy && !turns.isEmpty()) m_parts.strip->showSpeed(turns.last().stats);
}

void MainWindow::showModel() {
    const app::ModelService& models = m_parts.services.models();
    m_parts.strip->showModel(models.state(), models.progress(), models.summary());
    m_parts.actions->get(ActionId::DemoModel)
        ->setEnabled(models.state() != app::ModelState::Loading && !models.summary().isDemo &&
                     !app::bundled::demoModelFolder().isEmpty());
    const QString problem = models.problem();
    if (problem == m_shownProblem) return;
    if (problem.isEmpty() && m_parts.banner->sentence() == m_shownProblem) m_parts.banner->dismiss();
    m_shownProblem = problem;
    if (m_parts.services.settings().upstream().isOn) {
        m_parts.banner->showSentence(BannerKind::Problem, problem, tr("Servers…"),
                                     [this] { m_parts.dialogs->showServers(); });
        return;
    }
    m_parts.banner->showSentence(BannerKind::Problem, problem, tr("Models…"),
                                 [this] { m_parts.models->showModels(); });
}

void MainWindow::showProblem(const QString& sentence) {
    m_parts.banner->showSentence(BannerKind::Problem, sentence);
}

void MainWindow::attach(const QStringList& files) {
    m_parts.composer->addFiles(files);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_drafts->saveNow();
    m_parts.services.settings().setWindowGeometry(saveGeometry());
    m_parts.sidebarPlace->keep();
    if (m_parts.tray->takesClose()) {
        event->ignore();
        hide();
        return;
    }
    QWidget::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) m_parts.sidebarPlace->fit(width());
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_parts.actions->retranslate();
        retranslate();
    }
    QWidget::changeEvent(event);
}

void MainWindow::retranslate() {
    setWindowTitle(tr("GlanceDesk"));
}

}  // namespace ui
