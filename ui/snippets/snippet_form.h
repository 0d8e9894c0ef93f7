#pragma once

#include <QWidget>

#include "app/snippets/snippet.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace ui {

/// The fields of one snippet, and what is wrong with them.
class SnippetForm final : public QWidget {
    Q_OBJECT

 public:
    explicit SnippetForm(QWidget* parent = nullptr);

    void show(const app::Snippet& snippet);
    app::Snippet snippet() const;
    /// Empty: all is well.
    void showProblem(const QString& sentence);
    void focusName();

 signals:
    /// By the agent.
    void edited();

 private:
    void retranslate();

    QLabel* m_nameLabel;
    QLineEdit* m_name;
    QLabel* m_titleLabel;
    QLineEdit* m_title;
    QLabel* m_kindLabel;
    QComboBox* m_kind;
    QLabel* m_textLabel;
    QPlainTextEdit* m_text;
    QLabel* m_hint;
    QLabel* m_problem;
    bool m_isShowing = false;
};

}  // namespace ui
