#pragma once

#include <QString>

namespace ui {

/// How well a text answers what was typed: every word of the query must be found, the letters of one in
/// order at least. -1: not at all; the whole text, its beginning and the beginnings of words count most.
int fuzzyScore(const QString& query, const QString& text);

}  // namespace ui
