#pragma once

#include <QWidget>

class QGridLayout;

namespace ui {

/// One page of the settings: named fields, each with a quiet line of plain words. Nothing is kept before
/// `save`.
class SettingsPage : public QWidget {
    Q_OBJECT

 public:
    SettingsPage(const char* name, const QString& title, const QString& icon);

    const QString& title() const { return m_title; }
    const QString& icon() const { return m_icon; }
    /// Why it cannot be saved, in one sentence; empty when it can.
    virtual QString problem() const { return {}; }
    virtual void save() = 0;

 protected:
    /// The field gets the label as its accessible name and the hint as its tooltip.
    void addRow(const QString& label, QWidget* field, const QString& hint = {});
    /// A field that says itself what it is.
    void addRow(QWidget* field, const QString& hint = {});
    void addWide(QWidget* field);
    void finish();

 private:
    void addHint(const QString& hint);

    QString m_title;
    QString m_icon;
    QGridLayout* m_grid;
    int m_row = 0;
};

}  // namespace ui
