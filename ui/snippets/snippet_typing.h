#pragma once

#include <optional>

#include <QObject>

#include "app/snippets/snippet.h"

class QKeyEvent;

namespace app {
class SnippetLibrary;
}

namespace ui {

class BlankMarks;
class QuestionEdit;
class SnippetPopup;

/// Typing /name in the question offers snippets; the chosen one takes its place, and Tab goes from one blank
/// to the next. While an input method composes, its keys stay its own.
class SnippetTyping final : public QObject {
    Q_OBJECT

 public:
    /// All outlive it; the popup floats in the window.
    SnippetTyping(QuestionEdit& edit, const app::SnippetLibrary& library, QWidget* window);

    /// In the place of what is selected.
    void insert(const app::Snippet& snippet);

 signals:
    /// A sentence for the agent: something is to be filled in first.
    void noticed(const QString& sentence);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    struct Typed {
        int start = 0;  ///< of the /
        QString name;
    };
    std::optional<Typed> typed() const;
    void follow();
    void choose();
    bool takeKey(const QKeyEvent& event);
    bool stepToBlank(bool forward);
    bool holdsBack();

    QuestionEdit& m_edit;
    const app::SnippetLibrary& m_library;
    SnippetPopup* m_popup;
    BlankMarks* m_marks;
    int m_dismissed = -1;  ///< where the / stands that Esc was pressed for
    QString m_held;        ///< was sent with open blanks; the second time it goes
};

}  // namespace ui
