#include "ui/tray/tray.h"

#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QMenu>
#include <QWidget>

#include "app/chat/chat_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/actions.h"

namespace ui {

Tray::Tray(app::Services& services, const Actions& actions, QWidget* window, bool isThere)
    : QObject(window),
      m_services(services),
      m_window(window),
      m_isThere(isThere),
      m_icon(new QSystemTrayIcon(QIcon(QStringLiteral(":/icons/glancedesk.svg")), this)),
      m_menu(std::make_unique<QMenu>()),
      m_show(new QAction(this)) {
    m_icon->setObjectName(QStringLiteral("trayIcon"));
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    m_show->setObjectName(QStringLiteral("trayShow"));
    m_menu->addAction(m_show);
    m_menu->addAction(actions.get(ActionId::New));
    m_menu->addSeparator();
    m_menu->addAction(actions.get(ActionId::Quit));
    m_icon->setContextMenu(m_menu.get());
    connect(m_show, &QAction::triggered, this, &Tray::showWindow);
    connect(actions.get(ActionId::New), &QAction::triggered, this, [this] {
        if (!m_window->isVisible()) showWindow();
    });
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::showWindow);
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) showWindow();
    });
    connect(&services.settings(), &app::Settings::closesToTrayChanged, this, &Tray::follow);
    connect(&services.chat(), &app::ChatService::busyChanged, this, [this](bool busy) {
        if (!busy) sayAnswered();
    });
    window->installEventFilter(this);
    retranslate();
    follow();
}

Tray::~Tray() = default;

void Tray::follow() {
    m_icon->setVisible(m_isThere && m_services.settings().closesToTray());
}

bool Tray::takesClose() const {
    return m_isThere && !m_isQuitting && m_services.settings().closesToTray();
}

void Tray::quit() {
    m_isQuitting = true;
    m_window->close();
    m_icon->hide();
    QCoreApplication::quit();  // a window that is hidden already doesn't end the program
}

void Tray::showWindow() {
    m_window->show();
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

/// Only to who looks elsewhere.
void Tray::sayAnswered() {
    if (m_window->isActiveWindow()) return;
    const auto& turns = m_services.chat().conversation().turns;
    if (turns.isEmpty() || turns.last().state == app::TurnState::Stopped) return;
    if (m_icon->isVisible() && !m_window->isVisible())
        m_icon->showMessage(tr("The answer is there"), turns.last().question.left(120), m_icon->icon());
    QApplication::alert(m_window);
}

bool Tray::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    return QObject::eventFilter(watched, event);
}

void Tray::retranslate() {
    m_show->setText(tr("Show the window"));
    m_icon->setToolTip(tr("GlanceDesk"));
}

}  // namespace ui
