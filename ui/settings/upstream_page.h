#pragma once

#include "app/settings/upstream_settings.h"
#include "app/upstream/server_check.h"
#include "app/upstream/upstream_key.h"
#include "ui/settings/settings_page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace app {
class Settings;
}

namespace ui {

class PathField;
class SecretField;

/// Servers in the place of this computer's model: which, with what key, and what stays here.
class UpstreamPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// The settings outlive it.
    explicit UpstreamPage(app::Settings& settings);

    QString problem() const override;
    void save() override;

 private:
    app::UpstreamSettings chosen() const;
    void look();
    void keepKey(const QByteArray& key);
    void report(const QString& sentences, bool allWell);
    void showLook(const QString& report, const QStringList& models, bool allWell);

    app::Settings& m_settings;
    QCheckBox* m_on;
    QPlainTextEdit* m_addresses;
    QComboBox* m_model;
    SecretField* m_key;
    PathField* m_keyFile;
    PathField* m_authorities;
    QCheckBox* m_pictures;
    QPushButton* m_look;
    QLabel* m_report;
    app::ServerCheck m_check;
    app::UpstreamKey m_keychain;
};

}  // namespace ui
