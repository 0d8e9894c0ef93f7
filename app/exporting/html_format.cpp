#include <md4c-html.h>
#include <md4c.h>

#include <QRegularExpression>

#include "app/exporting/formats.h"

namespace app {
namespace {

constexpr auto style = R"css(
body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei",
  "PingFang SC", sans-serif; color: #1b1f27; background: #fff; overflow-wrap: anywhere; }
h1 { line-height: 1.25; } .meta, .caption { color: #566070; font-size: .875em; }
.question { background: #e3ecfd; border-radius: 12px; padding: .6em 1em; white-space: pre-wrap; }
img { max-width: 100%; height: auto; border: 1px solid #d9dee6; border-radius: 8px; display: block; margin: .5em 0; }
pre { background: #eef1f5; padding: .8em; border-radius: 8px; overflow-x: auto; } code { font-family: monospace; }
table { border-collapse: collapse; } th, td { border: 1px solid #d9dee6; padding: .3em .6em; }
@media (prefers-color-scheme: dark) { body { color: #e8eaef; background: #15171c; } .meta, .caption { color: #a3abb9; }
  .question { background: #25324a; } pre { background: #22262f; } a { color: #7fb0ff; } }
)css";

void append(const MD_CHAR* text, MD_SIZE size, void* out) {
    static_cast<QByteArray*>(out)->append(text, static_cast<qsizetype>(size));
}

/// md4c writes attributes escaped and in one form, so its own output can be matched.
QString harmless(QString html) {
    static const QRegularExpression picture(
        QStringLiteral("<img src=\"[^\"]*\" alt=\"([^\"]*)\"(?: title=\"[^\"]*\")?>"));
    html.replace(picture, QStringLiteral("\\1"));
    static const QRegularExpression link(QStringLiteral("<a href=\"([^\"]*)\""));
    static const QRegularExpression allowed(QStringLiteral("^(https?://|mailto:)"),
                                            QRegularExpression::CaseInsensitiveOption);
    QString out;
    qsizetype from = 0;
    for (auto it = link.globalMatch(html); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(html).mid(from, match.capturedStart() - from);
        const bool isAllowed = allowed.match(match.capturedView(1)).hasMatch();
        out += isAllowed ? match.captured() + QStringLiteral(" rel=\"noopener noreferrer\"")
                         : QStringLiteral("<a");
        from = match.capturedEnd();
    }
    out += QStringView(html).mid(from);
    return out;
}

void addTurn(QString& out, const Turn& turn) {
    out += QStringLiteral("<p class=\"caption\">") + questionCaption(turn).toHtmlEscaped() +
           QStringLiteral("</p>\n");
    for (const Picture& picture : turn.pictures) {
        if (picture.bytes.isEmpty()) continue;
        out += QStringLiteral("<img alt=\"%1\" src=\"data:%2;base64,%3\">\n")
                   .arg(picture.name.toHtmlEscaped(), mimeOf(picture.bytes),
                        QString::fromLatin1(picture.bytes.toBase64()));
    }
    out += QStringLiteral("<div class=\"question\">") + turn.question.toHtmlEscaped() +
           QStringLiteral("</div>\n");
    out += QStringLiteral("<p class=\"caption\">") + answerCaption(turn).toHtmlEscaped() +
           QStringLiteral("</p>\n");
    out += QStringLiteral("<div class=\"answer\">\n") + answerHtml(turn.answer) + QStringLiteral("</div>\n");
}

}  // namespace

QString answerHtml(const QString& markdown) {
    const QByteArray text = markdown.toUtf8();
    QByteArray html;
    const unsigned flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    if (md_html(text.constData(), static_cast<MD_SIZE>(text.size()), append, &html, flags, 0) != 0)
        return QStringLiteral("<pre>") + markdown.toHtmlEscaped() + QStringLiteral("</pre>\n");
    return harmless(QString::fromUtf8(html));
}

QByteArray toHtml(const QList<ExportedConversation>& conversations) {
    const QString title = conversations.isEmpty() ? QString() : conversations.first().title;
    QString out =
        QStringLiteral(
            "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n<meta "
            "name=\"referrer\" content=\"no-referrer\">\n<title>%1</title>\n<style>%2</style>\n</head>\n"
            "<body>\n")
            .arg(title.toHtmlEscaped(), QString::fromLatin1(style));
    for (const ExportedConversation& conversation : conversations) {
        out += QStringLiteral("<article>\n<h1>") + conversation.title.toHtmlEscaped() +
               QStringLiteral("</h1>\n");
        out += QStringLiteral("<p class=\"meta\">") + conversationCaption(conversation).toHtmlEscaped() +
               QStringLiteral("</p>\n");
        for (const Turn* turn : conversation.branch())
            addTurn(out, *turn);
        out += QStringLiteral("</article>\n");
    }
    return (out + QStringLiteral("</body>\n</html>\n")).toUtf8();
}

}  // namespace app
