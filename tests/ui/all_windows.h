#pragma once

#include <functional>

#include <QAction>
#include <QDialog>
#include <QFileDialog>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>

#include "tests/ui/desk.h"

namespace test {

/// The dialogs and panels that the menu opens, by the actions' names.
inline const QStringList& windowActions() {
    static const QStringList names{"actionSnippets", "actionSettings", "actionPalette", "actionGuide",
                                   "actionLog",      "actionAbout",    "actionQueue",   "actionKnownFaults",
                                   "actionPort",     "actionModels"};
    return names;
}

/// What an action opened: a dialog, or a panel in the window; null when there is no such action.
inline QWidget* openBy(Desk& desk, const QString& actionName) {
    auto* action = desk.window.findChild<QAction*>(actionName);
    if (action == nullptr) return nullptr;
    const QList<QDialog*> before = desk.window.findChildren<QDialog*>();
    action->trigger();
    for (QDialog* dialog : desk.window.findChildren<QDialog*>()) {
        if (!before.contains(dialog) && dialog->isVisible()) return dialog;
    }
    return desk.window.findChild<QWidget*>("commandPalette");
}

/// Shows each page of a window that has several, and calls `look` for each.
inline void forEachPage(QWidget& window, const std::function<void()>& look) {
    if (auto* pages = window.findChild<QListWidget*>("settingsPages")) {
        for (int row = 0; row < pages->count(); ++row) {
            pages->setCurrentRow(row);
            QCoreApplication::processEvents();
            look();
        }
        return;
    }
    auto* next = window.findChild<QPushButton*>("guideNext");
    auto* stack = window.findChild<QStackedWidget*>();
    look();
    while (next != nullptr && stack != nullptr && stack->currentIndex() + 1 < stack->count()) {
        next->click();
        QCoreApplication::processEvents();
        look();
    }
}

}  // namespace test
