#include "ui/settings/general_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSystemTrayIcon>

#include "app/settings/settings.h"

namespace ui {

GeneralPage::GeneralPage(app::Settings& settings)
    : SettingsPage("generalPage", tr("General"), QStringLiteral("settings")),
      m_settings(settings),
      m_language(new QComboBox),
      m_theme(new QComboBox),
      m_tray(new QCheckBox(tr("Closing the window leaves GlanceDesk in the tray"))) {
    m_language->setObjectName(QStringLiteral("languageBox"));
    // Languages are written in themselves: who cannot read the rest must find them.
    m_language->addItems({tr("As the system"), QStringLiteral("中文"), QStringLiteral("English")});
    m_language->setCurrentIndex(static_cast<int>(settings.language()));
    m_theme->setObjectName(QStringLiteral("themeBox"));
    m_theme->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    m_theme->setCurrentIndex(static_cast<int>(settings.theme()));
    m_tray->setObjectName(QStringLiteral("trayBox"));
    m_tray->setChecked(settings.closesToTray());
    const bool hasTray = QSystemTrayIcon::isSystemTrayAvailable();
    m_tray->setEnabled(hasTray);
    addRow(tr("Language / 语言"), m_language);
    addRow(tr("Appearance"), m_theme);
    addRow(m_tray, hasTray ? tr("It goes on answering, and a click on its icon brings the window back.")
                           : tr("This desktop has no tray."));
    finish();
}

void GeneralPage::save() {
    m_settings.setTheme(static_cast<app::Theme>(m_theme->currentIndex()));
    m_settings.setLanguage(static_cast<app::Language>(m_language->currentIndex()));
    m_settings.setClosesToTray(m_tray->isChecked());
}

}  // namespace ui
