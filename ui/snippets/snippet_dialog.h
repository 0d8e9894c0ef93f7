#pragma once

#include <optional>

#include <QDialog>
#include <QTimer>

#include "app/snippets/snippet.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace app {
class SnippetLibrary;
}

namespace ui {

class SnippetForm;

/// The agent's snippets: write, change, remove with undo, import, export. What is right is kept a moment
/// after it was written; what is not is said and not kept.
class SnippetDialog final : public QDialog {
    Q_OBJECT

 public:
    /// The library outlives it.
    explicit SnippetDialog(app::SnippetLibrary& library, QWidget* parent = nullptr);

    void done(int result) override;

 private:
    void layOut();
    void connectParts();
    void retranslate();
    void showList(const QString& current);
    void showCurrent();
    void keep();
    void addNew();
    void removeCurrent();
    void undo();
    void chooseImport();
    void chooseExport();
    void say(const QString& sentence, bool isProblem);

    app::SnippetLibrary& m_library;
    QLineEdit* m_filter;
    QListWidget* m_list;
    SnippetForm* m_form;
    QPushButton* m_new;
    QPushButton* m_remove;
    QPushButton* m_undo;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_starters;
    QPushButton* m_close;
    QLabel* m_said;
    QTimer m_typing;
    QString m_shown;  ///< the name under which the one in the form is kept; empty: a new one
    std::optional<app::Snippet> m_removed;
    bool m_isFilling = false;
};

}  // namespace ui
