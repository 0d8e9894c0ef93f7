#pragma once

#include "ui/settings/settings_page.h"

class QComboBox;
class QDoubleSpinBox;
class QPlainTextEdit;
class QSpinBox;

namespace app {
class Settings;
}

namespace ui {

/// What the model is told before every conversation, and how it chooses its words.
class AnswersPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit AnswersPage(app::Settings& settings);

    QString problem() const override;
    void save() override;

 private:
    app::Settings& m_settings;
    QPlainTextEdit* m_instructions;
    QDoubleSpinBox* m_temperature;
    QDoubleSpinBox* m_topP;
    QSpinBox* m_maxTokens;
    QComboBox* m_picture;
    QComboBox* m_context;
};

}  // namespace ui
