#include "ui/snippets/snippet_popup.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/common/choice_list.h"
#include "ui/common/fuzzy.h"

namespace ui {

namespace {

constexpr int kMostRows = 8;
constexpr int kWidth = 460;

}  // namespace

app::Snippets fittingSnippets(const app::Snippets& snippets, const QString& typed) {
    if (typed.isEmpty()) return snippets;
    QList<std::pair<int, int>> ranks;  // the score, and where it stood
    for (int i = 0; i < snippets.size(); ++i) {
        // The name is what people type; titles help who has forgotten it.
        const int byName = fuzzyScore(typed, snippets[i].name);
        const int score = std::max(byName < 0 ? -1 : byName + 100, fuzzyScore(typed, snippets[i].title));
        if (score >= 0) ranks.append({-score, i});
    }
    std::sort(ranks.begin(), ranks.end());
    app::Snippets fitting;
    for (const auto& [score, index] : ranks)
        fitting.append(snippets[index]);
    return fitting;
}

SnippetPopup::SnippetPopup(QWidget* window) : QFrame(window), m_list(new ChoiceList) {
    setObjectName(QStringLiteral("snippetPopup"));
    m_list->setObjectName(QStringLiteral("snippetChoices"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5, 5, 5, 5);
    layout->addWidget(m_list);
    connect(m_list, &ChoiceList::chosen, this, &SnippetPopup::chosen);
    hide();
}

void SnippetPopup::offer(const app::Snippets& snippets, const QString& typed) {
    m_offered = fittingSnippets(snippets, typed);
    QList<Choice> choices;
    for (const app::Snippet& snippet : m_offered) {
        choices.append(
            {QStringLiteral("/") + snippet.name, snippet.title,
             snippet.kind == app::SnippetKind::Reply ? QStringLiteral("reply") : QStringLiteral("chat")});
    }
    m_list->setAccessibleName(tr("Snippets"));
    m_list->setChoices(choices);
    setVisible(!choices.isEmpty());
}

void SnippetPopup::place(const QRect& line) {
    const QRect window = parentWidget()->rect().adjusted(8, 8, -8, -8);
    const int rows = qMin(kMostRows, m_list->count());
    const QSize size(qMin(kWidth, window.width()), m_list->heightFor(rows) + 10);
    QPoint corner(line.left(), line.top() - size.height() - 6);
    if (corner.y() < window.top()) corner.setY(line.bottom() + 6);
    corner.setX(qBound(window.left(), corner.x(), window.right() - size.width()));
    setGeometry(QRect(corner, size));
    raise();
}

void SnippetPopup::step(int rows) {
    m_list->step(rows);
}

const app::Snippet* SnippetPopup::current() const {
    const int row = m_list->current();
    return isHidden() || row < 0 || row >= m_offered.size() ? nullptr : &m_offered[row];
}

}  // namespace ui
