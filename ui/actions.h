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
    CaptureRegion,
    CaptureWindow,
    CaptureScreen,
    Queue,
    KnownFaults,
    Models,
    OpenModel,
    DemoModel,
    Stop,
    Regenerate,
    Continue,
    CopyAnswer,
    WriteReply,
    Snippets,
    Palette,
    Settings,
    Guide,
    Log,
    Port,
    About,
    Quit,
    Count
};

/// What an action is called and by which keys, as QKeySequence::PortableText.
struct ActionKeys {
    QString name;  ///< the action's object name
    QString text;
    QString own;  ///< as the program has them
    QString now;
};

/// Every action of the window with its words, keys and place in the menu, in one table. The keys work in the
/// whole window.
class Actions final : public QObject {
    Q_OBJECT

 public:
    explicit Actions(QWidget* window);

    QAction* get(ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    QMenu* menu() const { return m_menu; }
    /// In the order of the table.
    QList<ActionKeys> keys() const;
    /// Those that the agent chose, by the actions' names; the others have their own.
    void setKeys(const QHash<QString, QString>& chosen);
    /// In English, for who searches with it in another language.
    QString englishOf(ActionId id) const;
    QString iconOf(ActionId id) const;  ///< of resources/icons; may be empty
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
