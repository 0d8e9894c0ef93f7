#include "ui/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include "ui/common/icons.h"

namespace ui {

namespace {

struct Row {
    ActionId id;
    const char* name;
    const char* text;
    const char* keys;
    const char* icon;
};

constexpr Row kTable[] = {
    {ActionId::New, "actionNew", QT_TRANSLATE_NOOP("ui::Actions", "New conversation"), "Ctrl+N", "new"},
    {ActionId::Search, "actionSearch", QT_TRANSLATE_NOOP("ui::Actions", "Search conversations"), "Ctrl+F",
     "search"},
    {ActionId::Sidebar, "actionSidebar", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide conversations"),
     "Ctrl+B", "sidebar"},
    {ActionId::Export, "actionExport", QT_TRANSLATE_NOOP("ui::Actions", "Export conversation…"), "Ctrl+E",
     "export"},
    {ActionId::Attach, "actionAttach", QT_TRANSLATE_NOOP("ui::Actions", "Attach pictures…"), "Ctrl+O",
     "attach"},
    {ActionId::CaptureRegion, "actionCaptureRegion",
     QT_TRANSLATE_NOOP("ui::Actions", "Capture a region of the screen"), "Ctrl+Shift+A", "capture"},
    {ActionId::CaptureWindow, "actionCaptureWindow", QT_TRANSLATE_NOOP("ui::Actions", "Capture a window"),
     "Ctrl+Shift+W", "window"},
    {ActionId::CaptureScreen, "actionCaptureScreen",
     QT_TRANSLATE_NOOP("ui::Actions", "Capture the whole screen"), "Ctrl+Shift+S", "screen"},
    {ActionId::Queue, "actionQueue", QT_TRANSLATE_NOOP("ui::Actions", "Queue of pictures…"), "Ctrl+Shift+Q",
     "queue"},
    {ActionId::KnownFaults, "actionKnownFaults", QT_TRANSLATE_NOOP("ui::Actions", "Known faults…"), "",
     "approve"},
    {ActionId::Models, "actionModels", QT_TRANSLATE_NOOP("ui::Actions", "Models…"), "Ctrl+Shift+M", "drop"},
    {ActionId::OpenModel, "actionOpenModel", QT_TRANSLATE_NOOP("ui::Actions", "Open model folder…"),
     "Ctrl+Shift+O", "folder"},
    {ActionId::DemoModel, "actionDemoModel", QT_TRANSLATE_NOOP("ui::Actions", "Use the demo model"), "", ""},
    {ActionId::Stop, "actionStop", QT_TRANSLATE_NOOP("ui::Actions", "Stop the answer"), "Esc", "stop"},
    {ActionId::Regenerate, "actionRegenerate", QT_TRANSLATE_NOOP("ui::Actions", "Answer again"), "Ctrl+R",
     "refresh"},
    {ActionId::Continue, "actionContinue", QT_TRANSLATE_NOOP("ui::Actions", "Continue the answer"),
     "Ctrl+Shift+R", "continue"},
    {ActionId::CopyAnswer, "actionCopyAnswer", QT_TRANSLATE_NOOP("ui::Actions", "Copy last answer"),
     "Ctrl+Shift+C", "copy"},
    {ActionId::WriteReply, "actionWriteReply",
     QT_TRANSLATE_NOOP("ui::Actions", "Write the reply to the customer"), "Ctrl+Shift+K", "reply"},
    {ActionId::Snippets, "actionSnippets", QT_TRANSLATE_NOOP("ui::Actions", "Templates and replies…"),
     "Ctrl+T", "snippet"},
    {ActionId::Palette, "actionPalette", QT_TRANSLATE_NOOP("ui::Actions", "Find anything…"), "Ctrl+K",
     "command"},
    {ActionId::Settings, "actionSettings", QT_TRANSLATE_NOOP("ui::Actions", "Settings…"), "Ctrl+,",
     "settings"},
    {ActionId::Guide, "actionGuide", QT_TRANSLATE_NOOP("ui::Actions", "First steps"), "F1", "guide"},
    {ActionId::Log, "actionLog", QT_TRANSLATE_NOOP("ui::Actions", "Log"), "", "log"},
    {ActionId::Port, "actionPort", QT_TRANSLATE_NOOP("ui::Actions", "Port for other programs…"), "", "port"},
    {ActionId::About, "actionAbout", QT_TRANSLATE_NOOP("ui::Actions", "About GlanceDesk"), "", "info"},
    {ActionId::Quit, "actionQuit", QT_TRANSLATE_NOOP("ui::Actions", "Quit"), "Ctrl+Q", ""},
};

const Row& rowOf(ActionId id) {
    for (const Row& row : kTable) {
        if (row.id == id) return row;
    }
    return kTable[0];
}

}  // namespace

Actions::Actions(QWidget* window)
    : QObject(window),
      m_menu(new QMenu(window)),
      m_themeMenu(new QMenu(m_menu)),
      m_languageMenu(new QMenu(m_menu)) {
    for (const Row& row : kTable) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromLatin1(row.name));
        action->setShortcutContext(Qt::WindowShortcut);
        if (*row.icon != '\0') action->setIcon(icons::icon(QString::fromLatin1(row.icon)));
        m_actions[static_cast<std::size_t>(row.id)] = action;
        window->addAction(action);
    }
    buildMenu();
    setKeys({});
}

QList<ActionKeys> Actions::keys() const {
    QList<ActionKeys> keys;
    for (const Row& row : kTable) {
        const QAction* action = get(row.id);
        keys.append({action->objectName(), action->text(), QString::fromLatin1(row.keys),
                     action->shortcut().toString(QKeySequence::PortableText)});
    }
    return keys;
}

void Actions::setKeys(const QHash<QString, QString>& chosen) {
    for (const Row& row : kTable) {
        QAction* action = get(row.id);
        const QString own = QString::fromLatin1(row.keys);
        const QString keys = chosen.value(action->objectName(), own);
        QList<QKeySequence> sequences{QKeySequence(keys, QKeySequence::PortableText)};
        // As other programs have it too.
        if (row.id == ActionId::Palette && keys == own)
            sequences += QKeySequence(QStringLiteral("Ctrl+Shift+P"));
        action->setShortcuts(sequences);
    }
    retranslate();
}

QString Actions::englishOf(ActionId id) const {
    return QString::fromUtf8(rowOf(id).text);
}

QString Actions::iconOf(ActionId id) const {
    return QString::fromUtf8(rowOf(id).icon);
}

void Actions::addChoices(QMenu* menu, const QList<QAction*>& actions) {
    auto* group = new QActionGroup(this);
    for (QAction* action : actions) {
        action->setCheckable(true);
        group->addAction(action);
        menu->addAction(action);
    }
}

void Actions::buildMenu() {
    m_menu->setObjectName(QStringLiteral("mainMenu"));
    m_themeMenu->setObjectName(QStringLiteral("themeMenu"));
    m_languageMenu->setObjectName(QStringLiteral("languageMenu"));
    const char* const themeNames[] = {"themeSystem", "themeLight", "themeDark"};
    const char* const languageNames[] = {"languageSystem", "languageChinese", "languageEnglish"};
    for (std::size_t i = 0; i < m_themes.size(); ++i) {
        m_themes[i] = new QAction(this);
        m_themes[i]->setObjectName(QString::fromLatin1(themeNames[i]));
        m_languages[i] = new QAction(this);
        m_languages[i]->setObjectName(QString::fromLatin1(languageNames[i]));
        connect(m_themes[i], &QAction::triggered, this,
                [this, i] { emit themeChosen(static_cast<app::Theme>(i)); });
        connect(m_languages[i], &QAction::triggered, this,
                [this, i] { emit languageChosen(static_cast<app::Language>(i)); });
    }
    addChoices(m_themeMenu, QList<QAction*>(m_themes.begin(), m_themes.end()));
    addChoices(m_languageMenu, QList<QAction*>(m_languages.begin(), m_languages.end()));

    const auto add = [this](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_menu->addAction(get(id));
        m_menu->addSeparator();
    };
    add({ActionId::New, ActionId::Attach, ActionId::Export});
    add({ActionId::CaptureRegion, ActionId::CaptureWindow, ActionId::CaptureScreen});
    add({ActionId::Queue, ActionId::KnownFaults});
    add({ActionId::Search, ActionId::Sidebar});
    add({ActionId::Stop, ActionId::Regenerate, ActionId::Continue, ActionId::CopyAnswer,
         ActionId::WriteReply});
    add({ActionId::Palette, ActionId::Snippets, ActionId::Settings, ActionId::Port});
    add({ActionId::Models, ActionId::OpenModel, ActionId::DemoModel});
    m_menu->addMenu(m_themeMenu);
    m_menu->addMenu(m_languageMenu);
    m_menu->addSeparator();
    add({ActionId::Guide, ActionId::Log, ActionId::About, ActionId::Quit});
}

void Actions::show(app::Theme theme) {
    m_themes[static_cast<std::size_t>(theme)]->setChecked(true);
}

void Actions::show(app::Language language) {
    m_languages[static_cast<std::size_t>(language)]->setChecked(true);
}

void Actions::retranslate() {
    for (const Row& row : kTable) {
        QAction* action = get(row.id);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setText(tr(row.text));
        action->setToolTip(keys.isEmpty() ? action->text()
                                          : QStringLiteral("%1 (%2)").arg(action->text(), keys));
    }
    m_themeMenu->setTitle(tr("Appearance"));
    m_themes[0]->setText(tr("As the system"));
    m_themes[1]->setText(tr("Light"));
    m_themes[2]->setText(tr("Dark"));
    m_languageMenu->setTitle(tr("Language / 语言"));
    m_languages[0]->setText(tr("As the system"));
    // Languages are written in themselves: who cannot read the rest must find them.
    m_languages[1]->setText(QStringLiteral("中文"));
    m_languages[2]->setText(QStringLiteral("English"));
    m_menu->setAccessibleName(tr("Menu"));
}

}  // namespace ui
