#include "ui/tray/tray.h"

#include <QAction>

#include "tests/ui/desk.h"
#include "ui/actions.h"

using test::Desk;

class TrayTest final : public QObject {
    Q_OBJECT

 private slots:
    void closingHidesOnlyWhereItIsWantedAndThereIsATray() {
        Desk desk;
        ui::Actions actions(&desk.window);
        ui::Tray without(desk.services, actions, &desk.window, false);
        ui::Tray with(desk.services, actions, &desk.window, true);
        QVERIFY(!with.takesClose());
        desk.services.settings().setClosesToTray(true);
        QVERIFY(with.takesClose());
        QVERIFY(!without.takesClose());
    }

    void quittingClosesAllTheSame() {
        Desk desk;
        ui::Actions actions(&desk.window);
        desk.services.settings().setClosesToTray(true);
        ui::Tray tray(desk.services, actions, &desk.window, true);
        tray.quit();
        QVERIFY(!tray.takesClose());
        QVERIFY(!desk.window.isVisible());
    }

    void theIconBringsTheWindowBack() {
        Desk desk;
        ui::Actions actions(&desk.window);
        ui::Tray tray(desk.services, actions, &desk.window, true);
        desk.window.hide();
        tray.findChild<QAction*>("trayShow")->trigger();
        QVERIFY(desk.window.isVisible());
    }
};

QTEST_MAIN(TrayTest)
#include "tray_test.moc"
