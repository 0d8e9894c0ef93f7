#pragma once

#include <QObject>

class QSplitter;

namespace app {
class Settings;
}

namespace ui {

class Sidebar;

/// Whether the list of conversations stands beside the chat, and how wide: as the agent wants it, except
/// that a narrow window hides it by itself.
class SidebarPlace final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it.
    SidebarPlace(QSplitter& splitter, Sidebar& sidebar, app::Settings& settings, QObject* parent);

    /// In a window that is too narrow for both it may still be asked for.
    void show(bool shown);
    void toggle();
    /// To a window of this width, in pixels.
    void fit(int width);
    void keep();

 signals:
    void hidden();

 private:
    Sidebar& m_sidebar;
    app::Settings& m_settings;
    bool m_isWanted;
};

}  // namespace ui
