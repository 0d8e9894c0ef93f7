#include "ui/port/port_sign.h"

#include <QAction>
#include <QToolButton>

#include "app/server/port_switch.h"
#include "ui/actions.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/port/port_dialog.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/window_header.h"

namespace ui {

namespace {

QIcon iconFor(const QWidget& window, app::PortState state) {
    const Colors& colors = colorsOf(window.palette());
    const QString name = QStringLiteral("port");
    if (state == app::PortState::On) return icons::icon(name, colors.success);
    if (state == app::PortState::Failed) return icons::icon(name, colors.danger);
    return icons::icon(name);
}

}  // namespace

void addPortSign(const WindowParts& parts) {
    QAction* action = parts.actions->get(ActionId::Port);
    action->setVisible(parts.port != nullptr);
    action->setEnabled(parts.port != nullptr);
    if (parts.port == nullptr) return;
    parts.header->addAction(ActionId::Port, "portButton");
    const auto show = [action, port = parts.port, window = parts.window] {
        action->setIcon(iconFor(*window, port->service().state()));
    };
    QObject::connect(parts.port, &app::PortSwitch::changed, action, show);
    show();
}

void showPort(const WindowParts& parts) {
    if (parts.port == nullptr) return;
    auto* dialog = new PortDialog(*parts.port, parts.window);
    QObject::connect(dialog, &PortDialog::settingsRequested, parts.dialogs, &WindowDialogs::showSettings);
    dialog->open();
}

}  // namespace ui
