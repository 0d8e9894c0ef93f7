#include "ui/capture/capture_button.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "ui/common/icons.h"

namespace ui {

CaptureButton::CaptureButton(QAction& region, QAction& window, QAction& screen, QWidget* parent)
    : QWidget(parent), m_button(new QToolButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_button);
    m_button->setObjectName(QStringLiteral("captureButton"));
    m_button->setIcon(icons::icon(QStringLiteral("capture")));
    m_button->setIconSize({20, 20});
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setPopupMode(QToolButton::DelayedPopup);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("captureMenu"));
    menu->addActions({&region, &window, &screen});
    m_button->setMenu(menu);
    m_button->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_button, &QToolButton::clicked, &region, &QAction::trigger);
    connect(m_button, &QToolButton::customContextMenuRequested, m_button, &QToolButton::showMenu);
    retranslate();
}

void CaptureButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CaptureButton::retranslate() {
    m_button->setToolTip(
        tr("Capture a region of the screen (Ctrl+Shift+A); hold for a window or the screen"));
    m_button->setAccessibleName(tr("Capture the screen"));
    m_button->menu()->setAccessibleName(tr("What to capture"));
}

}  // namespace ui
