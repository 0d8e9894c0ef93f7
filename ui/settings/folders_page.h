#pragma once

#include "ui/settings/settings_page.h"

namespace app {
class Settings;
}

namespace ui {

class PathField;

/// Where things lie on this computer, and where exports go.
class FoldersPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit FoldersPage(app::Settings& settings);

    QString problem() const override;
    void save() override;

 private:
    /// A folder that is shown and opened, not chosen.
    void addShown(const char* name, const QString& label, const QString& path, const QString& hint);

    app::Settings& m_settings;
    PathField* m_exports;
};

}  // namespace ui
