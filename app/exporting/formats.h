#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include "app/exporting/exporter.h"

namespace app {

// One function for each kind of file; `exportedBytes` chooses. Any thread.

QByteArray toMarkdown(const QList<ExportedConversation>& conversations);
/// One file that loads nothing and runs nothing.
QByteArray toHtml(const QList<ExportedConversation>& conversations);
QByteArray toPdf(const QList<ExportedConversation>& conversations);
/// As README.md describes it.
QByteArray toJson(const QList<ExportedConversation>& conversations);

/// An answer's Markdown as HTML: raw HTML is text, pictures are their descriptions, links are http, https or
/// mailto.
QString answerHtml(const QString& markdown);

/// Who said it and when, and what answered how fast, in the user's language.
QString questionCaption(const Turn& turn);
QString answerCaption(const Turn& turn);
/// Title, dates, folder and tags in one line.
QString conversationCaption(const ExportedConversation& conversation);

/// "image/png" and the like, by the bytes.
QString mimeOf(const QByteArray& bytes);

}  // namespace app
