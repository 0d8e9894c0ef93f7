#pragma once

#include <QSyntaxHighlighter>

namespace ui {

/// Shows the {{blanks}} of a text that is written as places to fill in.
class BlankMarks final : public QSyntaxHighlighter {
 public:
    explicit BlankMarks(QTextDocument* document);

 protected:
    void highlightBlock(const QString& text) override;
};

}  // namespace ui
