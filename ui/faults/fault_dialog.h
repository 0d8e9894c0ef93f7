#pragma once

#include <QDialog>

#include "app/faults/fault.h"

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace app {
class KnownFaults;
}

namespace ui {

/// All known faults: found, changed, deleted, exported and imported.
class FaultDialog final : public QDialog {
    Q_OBJECT

 public:
    /// The faults outlive it. `shown`: which one is open first; 0: the newest. `exports`: the folder that is
    /// offered for exports.
    FaultDialog(app::KnownFaults& faults, std::int64_t shown, const QString& exports,
                QWidget* parent = nullptr);

 signals:
    void said(const QString& sentence);

 private:
    void layOut();
    QWidget* makeForm();
    QWidget* makeButtons();
    void fill();
    void filter();
    void showCurrent();
    void save();
    void remove();
    void exportFaults();
    void importFaults();
    QList<std::int64_t> selected() const;
    const app::Fault* current() const;

    app::KnownFaults& m_faults;
    const QString m_exports;
    QList<app::Fault> m_all;
    std::int64_t m_shown;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QLabel* m_picture;
    QLineEdit* m_question;
    QPlainTextEdit* m_answer;
    QLineEdit* m_codes;
    QCheckBox* m_expires;
    QDateEdit* m_date;
    QPushButton* m_save;
    QPushButton* m_remove;
    QPushButton* m_export;
};

}  // namespace ui
