#pragma once

#include "ui/settings/settings_page.h"

class QCheckBox;
class QComboBox;

namespace app {
class Settings;
}

namespace ui {

/// Language, appearance, the tray.
class GeneralPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit GeneralPage(app::Settings& settings);

    void save() override;

 private:
    app::Settings& m_settings;
    QComboBox* m_language;
    QComboBox* m_theme;
    QCheckBox* m_tray;
};

}  // namespace ui
