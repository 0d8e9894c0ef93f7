#include "ui/common/fuzzy.h"

#include <QStringList>

namespace ui {

namespace {

constexpr int kWhole = 1000;
constexpr int kBeginning = 800;
constexpr int kWordBeginning = 600;
constexpr int kInside = 400;
constexpr int kScattered = 200;

bool beginsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// The letters in order; gaps cost.
int scattered(const QString& word, const QString& text) {
    qsizetype at = -1;
    int gaps = 0;
    for (const QChar letter : word) {
        const qsizetype next = text.indexOf(letter, at + 1);
        if (next < 0) return -1;
        // A letter that begins a word is where people abbreviate.
        if (at >= 0 && next != at + 1 && !beginsWord(text, next)) gaps += static_cast<int>(next - at);
        at = next;
    }
    return qMax(1, kScattered - 4 * gaps);
}

int scoreOf(const QString& word, const QString& text) {
    if (text == word) return kWhole;
    const qsizetype at = text.indexOf(word);
    if (at == 0) return kBeginning;
    for (qsizetype place = at; place > 0; place = text.indexOf(word, place + 1)) {
        if (beginsWord(text, place)) return kWordBeginning;
    }
    if (at > 0) return kInside;
    // One letter somewhere says nothing.
    return word.size() > 1 ? scattered(word, text) : -1;
}

}  // namespace

int fuzzyScore(const QString& query, const QString& text) {
    const QStringList words = query.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    const QString folded = text.toCaseFolded();
    int sum = 0;
    for (const QString& word : words) {
        const int score = scoreOf(word, folded);
        if (score < 0) return -1;
        sum += score;
    }
    return words.isEmpty() ? 0 : sum / static_cast<int>(words.size());
}

}  // namespace ui
