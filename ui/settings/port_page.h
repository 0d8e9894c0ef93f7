#pragma once

#include "app/settings/port_settings.h"
#include "ui/settings/settings_page.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;
class QSpinBox;

namespace app {
class Settings;
}

namespace ui {

class PathField;

/// The port for other programs: on or off, who can reach it, and with which keys.
class PortPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit PortPage(app::Settings& settings);

    QString problem() const override;
    void save() override;

 private:
    app::PortSettings chosen() const;

    app::Settings& m_settings;
    QCheckBox* m_on;
    QComboBox* m_host;
    QSpinBox* m_port;
    PathField* m_keys;
    QPlainTextEdit* m_origins;
};

}  // namespace ui
