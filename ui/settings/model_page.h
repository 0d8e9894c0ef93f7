#pragma once

#include "ui/settings/settings_page.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace app {
class ModelService;
class Settings;
}  // namespace app

namespace ui {

class PathField;

/// Which model, and how it is loaded. Saving loads it again when something changed.
class ModelPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// Both outlive it.
    ModelPage(app::Settings& settings, app::ModelService& models);

    QString problem() const override;
    void save() override;

 private:
    app::Settings& m_settings;
    app::ModelService& m_models;
    PathField* m_folder;
    QComboBox* m_device;
    QComboBox* m_weights;
    QCheckBox* m_smallVision;
    QSpinBox* m_threads;
    QSpinBox* m_reuse;
    QCheckBox* m_smallCache;
};

}  // namespace ui
