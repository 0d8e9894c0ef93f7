#pragma once

#include <QObject>

class QFileDialog;
class QWidget;

namespace app {
class Services;
}

namespace ui {

class Actions;
class Composer;

/// Opens the window's dialogs. None has an event loop of its own: an answer goes on streaming behind them.
class WindowDialogs final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it; the window is the parent of the dialogs.
    WindowDialogs(app::Services& services, const Actions& actions, Composer& composer, QWidget* window);

    void choosePictures();
    void chooseModelFolder();
    void showSnippets();
    void showSettings();
    /// The settings, at the servers in the model's place.
    void showServers();
    void showGuide();
    void showLog();
    void showAbout();
    /// In the browser; only what is allowed to be a link.
    static void openLink(const QString& address);

 signals:
    /// The models' window is asked for, above this dialog.
    void modelsWanted(QWidget* above);

 private:
    static void open(QFileDialog* dialog);

    app::Services& m_services;
    const Actions& m_actions;
    Composer& m_composer;
    QWidget* m_window;
};

}  // namespace ui
