#pragma once

#include <memory>

#include <QObject>
#include <QSystemTrayIcon>

class QAction;
class QMenu;
class QWidget;

namespace app {
class Services;
}

namespace ui {

class Actions;

/// The icon in the desktop's tray: brings the window back, says that an answer is there, quits.
class Tray final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it; the window is its parent. `isThere`: the desktop has a tray.
    Tray(app::Services& services, const Actions& actions, QWidget* window,
         bool isThere = QSystemTrayIcon::isSystemTrayAvailable());
    ~Tray() override;

    /// Whether closing the window is to hide it only.
    bool takesClose() const;

 public slots:
    /// Closes the window for good.
    void quit();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void showWindow();
    void follow();
    void retranslate();
    void sayAnswered();

    app::Services& m_services;
    QWidget* m_window;
    bool m_isThere;
    bool m_isQuitting = false;
    QSystemTrayIcon* m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction* m_show;
};

}  // namespace ui
