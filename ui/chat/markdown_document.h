#pragma once

#include <memory>

#include <QFont>
#include <QTextDocument>

#include "ui/chat/markdown_blocks.h"
#include "ui/common/theme.h"

namespace ui {

/// How text is dressed; `generation` changes with the theme or the font, so that older documents are laid out
/// anew.
struct TextStyle {
    QFont font;
    QFont monospace;
    Colors colors;
    int generation = 0;
};

TextStyle textStyle(const QFont& base, const Colors& colors, int generation);

/// The document of one block, without a width yet. Raw HTML stays text, pictures become their description,
/// and only http and https addresses stay links: an answer can make nothing load and nothing run.
std::unique_ptr<QTextDocument> makeDocument(const MarkdownBlock& block, const TextStyle& style);

/// An address that may be opened in the browser.
bool isOpenable(const QString& address);

}  // namespace ui
