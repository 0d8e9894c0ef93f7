#pragma once

#include <array>

#include <QObject>

#include "app/settings/settings.h"

class QAction;
class QMenu;
class QWidget;

namespace ui {

enum class ActionId {
    New,
    Search,
    Sidebar,
    Export,
    Attach,
    OpenModel,
    DemoModel,
    Stop,
    Regenerate,
    Continue,
    CopyAnswer,
    About,
    Quit,
    Count
};

/// Every action of the window with its words, keys and place in the menu, in one table. The keys work in the
/// whole window.
class Actions final : public QObject {
    Q_OBJECT

 public:
    explicit Actions(QWidget* window);

    QAction* get(ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    QMenu* menu() const { return m_menu; }
    void show(app::Theme theme);
    void show(app::Language language);
    void retranslate();

 signals:
    void themeChosen(app::Theme theme);
    void languageChosen(app::Language language);

 private:
    void buildMenu();
    void addChoices(QMenu* menu, const QList<QAction*>& actions);

    std::array<QAction*, static_cast<std::size_t>(ActionId::Count)> m_actions{};
    QMenu* m_menu;
    QMenu* m_themeMenu;
    QMenu* m_languageMenu;
    std::array<QAction*, 3> m_themes{};
    std::array<QAction*, 3> m_languages{};
};

}  // namespace ui
