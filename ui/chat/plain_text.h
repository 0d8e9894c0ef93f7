#pragma once

#include <QString>

namespace ui {

/// A Markdown answer as text for a chat or a ticket: no stars, hashes or fences; list marks and the cells of
/// tables (with tabs between them) stay.
QString plainText(const QString& markdown);

}  // namespace ui
