#pragma once

#include <QFrame>

#include "app/snippets/snippet.h"

namespace ui {

class ChoiceList;

/// The snippets that answer what was typed after /, above the composer. Takes no focus: who types goes on
/// typing.
class SnippetPopup final : public QFrame {
    Q_OBJECT

 public:
    explicit SnippetPopup(QWidget* window);

    /// In the order of how well they fit; hides itself when none does.
    void offer(const app::Snippets& snippets, const QString& typed);
    /// Above this place of the window, or below where there is no room.
    void place(const QRect& line);
    void step(int rows);
    /// Of what is offered; not while hidden.
    const app::Snippet* current() const;

 signals:
    void chosen();

 private:
    ChoiceList* m_list;
    app::Snippets m_offered;
};

/// Those that fit, best first; all of them in their order when nothing was typed.
app::Snippets fittingSnippets(const app::Snippets& snippets, const QString& typed);

}  // namespace ui
