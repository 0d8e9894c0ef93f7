#pragma once

#include <QWidget>

#include "ui/window/window_parts.h"

class QSplitter;

namespace ui {

class DraftKeeper;
class Theme;

/// The agent's desk: conversation, question, state of the model. Composes its parts and connects them with
/// the services; what they do is theirs, and what the actions do stands in window/action_wiring.
class MainWindow final : public QWidget {
    Q_OBJECT

 public:
    /// They outlive the window.
    MainWindow(app::Services& services, Theme& theme, app::PortSwitch* port = nullptr);

    void attach(const QStringList& files);
    /// The first steps.
    void showGuide();

 protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void layOut();
    void connectChat();
    void connectComposer();
    void connectModel();
    void connectLook();
    void connectConversations();
    void retranslate();
    void sayUnfinished();
    void ask();
    void showBusy(bool busy);
    void showModel();
    void showProblem(const QString& sentence);

    Theme& m_theme;
    WindowParts m_parts;
    QSplitter* m_splitter;
    DraftKeeper* m_drafts = nullptr;
    QString m_shownProblem;
};

}  // namespace ui
