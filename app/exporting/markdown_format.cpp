#include <QRegularExpression>

#include "app/exporting/formats.h"

namespace app {
namespace {

/// A question is plain text: its marks must not become headings or links.
QString escaped(const QString& text) {
    static const QRegularExpression marks(QStringLiteral("([\\\\`*_{}\\[\\]()#+\\-!|<>~&])"));
    return QString(text).replace(marks, QStringLiteral("\\\\1"));
}

QString quoted(const QString& text) {
    QStringList lines;
    for (const QString& line : escaped(text).split(u'\n'))
        lines += QStringLiteral("> ") + line + QStringLiteral("  ");
    return lines.join(u'\n');
}

void addTurn(QString& out, const Turn& turn) {
    out += QStringLiteral("## ") + escaped(questionCaption(turn)) + QStringLiteral("\n\n");
    for (const Picture& picture : turn.pictures) {
        if (picture.bytes.isEmpty()) continue;
        out += QStringLiteral("![%1](data:%2;base64,%3)\n\n")
                   .arg(escaped(picture.name), mimeOf(picture.bytes),
                        QString::fromLatin1(picture.bytes.toBase64()));
    }
    out += quoted(turn.question) + QStringLiteral("\n\n");
    out += QStringLiteral("### ") + escaped(answerCaption(turn)) + QStringLiteral("\n\n");
    if (!turn.answer.isEmpty()) out += turn.answer.trimmed() + QStringLiteral("\n\n");
}

}  // namespace

QByteArray toMarkdown(const QList<ExportedConversation>& conversations) {
    QString out;
    for (const ExportedConversation& conversation : conversations) {
        out += QStringLiteral("# ") + escaped(conversation.title) + QStringLiteral("\n\n");
        out += escaped(conversationCaption(conversation)) + QStringLiteral("\n\n");
        for (const Turn* turn : conversation.branch())
            addTurn(out, *turn);
    }
    return out.toUtf8();
}

}  // namespace app
