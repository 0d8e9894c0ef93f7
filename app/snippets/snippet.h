#pragma once

#include <QList>
#include <QString>

namespace app {

/// A prompt goes to the model, a reply to the customer; both are written into the composer.
enum class SnippetKind { Prompt, Reply };

/// A text that is used again.
struct Snippet {
    QString name;   ///< typed after /; no spaces
    QString title;  ///< what it is for
    QString text;   ///< with {{blanks}}
    SnippetKind kind = SnippetKind::Prompt;

    bool operator==(const Snippet&) const = default;
};

using Snippets = QList<Snippet>;

}  // namespace app
