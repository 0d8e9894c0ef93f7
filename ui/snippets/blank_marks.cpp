#include "ui/snippets/blank_marks.h"

#include <QGuiApplication>
#include <QPalette>

#include "app/snippets/blanks.h"
#include "ui/common/theme.h"

namespace ui {

BlankMarks::BlankMarks(QTextDocument* document) : QSyntaxHighlighter(document) {}

void BlankMarks::highlightBlock(const QString& text) {
    const Colors& colors = colorsOf(QGuiApplication::palette());
    QTextCharFormat format;
    format.setBackground(colors.noticeFill);
    format.setForeground(colors.notice);
    for (const app::Blank& blank : app::blanksIn(text))
        setFormat(blank.start, blank.length, format);
}

}  // namespace ui
