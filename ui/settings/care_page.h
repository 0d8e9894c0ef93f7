#pragma once

#include "app/settings/cache_settings.h"
#include "app/settings/scan_settings.h"
#include "ui/settings/settings_page.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace app {
class Settings;
}

namespace ui {

/// What the port keeps, and who looks at pictures from strangers first.
class CarePage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit CarePage(app::Settings& settings);

    QString problem() const override;
    void save() override;

 private:
    void follow();
    app::CacheSettings chosenCache() const;
    app::ScanSettings chosenScan() const;

    app::Settings& m_settings;
    QCheckBox* m_keeps;
    QSpinBox* m_megabytes;
    QSpinBox* m_minutes;
    QCheckBox* m_scans;
    QLineEdit* m_scanner;
    QComboBox* m_away;
};

}  // namespace ui
