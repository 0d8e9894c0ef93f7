#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace app {
class ModelManager;
class Settings;
struct DownloadSettings;
}  // namespace app

namespace ui {

class PathField;
class SecretField;

/// Where models come from: the site, a company's mirror, the token, and whether updates are looked for. What
/// is set holds at once. A token goes to the keychain and is never shown again.
class SiteForm final : public QWidget {
    Q_OBJECT

 public:
    /// Both outlive it.
    SiteForm(app::ModelManager& manager, app::Settings& settings, QWidget* parent = nullptr);

 signals:
    /// One sentence for people.
    void said(const QString& sentence, bool isProblem);

 private:
    void layOut();
    void showSettings();
    void keep();
    void onTokenKept(const QString& problem);
    app::DownloadSettings chosen() const;

    app::ModelManager& m_manager;
    app::Settings& m_settings;
    QComboBox* m_site;
    QLineEdit* m_mirror;
    SecretField* m_token;
    PathField* m_tokenFile;
    QCheckBox* m_daily;
};

}  // namespace ui
