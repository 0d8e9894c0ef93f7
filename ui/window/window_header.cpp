#include "ui/window/window_header.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "ui/common/icons.h"

namespace ui {

WindowHeader::WindowHeader(const Actions& actions, QWidget* parent)
    : QFrame(parent),
      m_actions(actions),
      m_name(new QLabel),
      m_toggle(makeButton("sidebarButton")),
      m_leftmost(makeButton("newButton")),
      m_menu(makeButton("menuButton")) {
    setObjectName(QStringLiteral("header"));
    auto* logo = new QLabel;
    logo->setObjectName(QStringLiteral("productLogo"));
    logo->setPixmap(
        QIcon(QStringLiteral(":/icons/glancedesk.svg")).pixmap(QSize(26, 26), devicePixelRatioF()));
    m_name->setObjectName(QStringLiteral("productName"));
    m_toggle->setDefaultAction(actions.get(ActionId::Sidebar));
    m_leftmost->setDefaultAction(actions.get(ActionId::New));
    m_menu->setIcon(icons::icon(QStringLiteral("menu")));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(actions.menu());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_toggle);
    layout->addWidget(logo);
    layout->addWidget(m_name);
    layout->addStretch();
    layout->addWidget(m_leftmost);
    layout->addWidget(m_menu);
    retranslate();
}

QToolButton* WindowHeader::makeButton(const char* name) {
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setIconSize({20, 20});
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton* WindowHeader::addAction(ActionId id, const char* name) {
    QToolButton* button = makeButton(name);
    button->setDefaultAction(m_actions.get(id));
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->indexOf(m_leftmost), button);
    setTabOrder(m_toggle, button);
    m_leftmost = button;
    return button;
}

void WindowHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void WindowHeader::retranslate() {
    m_name->setText(tr("GlanceDesk"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setAccessibleName(tr("Menu"));
}

}  // namespace ui
