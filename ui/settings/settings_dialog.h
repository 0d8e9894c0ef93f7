#pragma once

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace app {
class ModelService;
class Settings;
}  // namespace app

namespace ui {

class Actions;
class SettingsPage;

/// All settings on pages. Save keeps all of them, unless a value cannot be: its page then says why.
class SettingsDialog final : public QDialog {
    Q_OBJECT

 public:
    /// All outlive it.
    SettingsDialog(app::Settings& settings, app::ModelService& models, const Actions& actions,
                   QWidget* parent = nullptr);

    /// By its object name.
    void showPage(const QString& name);

 private:
    void addPage(SettingsPage* page);
    void save();

    QList<SettingsPage*> m_pages;
    QListWidget* m_names;
    QStackedWidget* m_stack;
    QLabel* m_problem;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

}  // namespace ui
