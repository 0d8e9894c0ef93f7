#pragma once

#include <QHash>

#include "ui/settings/settings_page.h"

class QKeySequenceEdit;
class QLabel;

namespace app {
class Settings;
}

namespace ui {

class Actions;

/// The keys of every action, each of which can be changed; two actions cannot have the same.
class KeysPage final : public SettingsPage {
    Q_OBJECT

 public:
    /// Both outlive it.
    KeysPage(app::Settings& settings, const Actions& actions);

    QString problem() const override;
    void save() override;

 private:
    struct Row {
        QString name;
        QString text;
        QString own;  ///< as the program has it
        QKeySequenceEdit* edit;
        QLabel* clash;
    };
    void addAction(const QString& name, const QString& text, const QString& own, const QString& now);
    void restore();
    void check();

    app::Settings& m_settings;
    QList<Row> m_rows;
};

}  // namespace ui
