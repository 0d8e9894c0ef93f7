#include "app/conversations/title.h"

#include <QRegularExpression>

namespace app {
namespace {

constexpr int widest = 48;  ///< a Chinese character counts as two

int widthOf(QChar c) {
    return c.unicode() >= 0x2E80 ? 2 : 1;
}

/// Cut at a word's end, never inside a character.
QString shortened(const QString& text) {
    int width = 0;
    qsizetype cut = -1;
    qsizetype space = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        width += widthOf(text[i]);
        if (width > widest) {
            cut = i;
            break;
        }
        if (text[i] == u' ') space = i;
    }
    if (cut < 0) return text;
    if (space > cut / 2 && space < cut) cut = space;
    if (cut > 0 && text[cut - 1].isHighSurrogate()) --cut;
    return text.left(cut).trimmed() + u'…';
}

}  // namespace

QString titleFromQuestion(const QString& question) {
    return shortened(question.simplified());
}

QString titleFromModel(const QString& answer) {
    static const QRegularExpression marks(
        QStringLiteral("^[\\s#*\\-\"'“”‘’「」『』《》【】`]+|[\\s*\"'“”‘’「」『』》】`。.！!：:；;，,]+$"));
    static const QRegularExpression label(QStringLiteral("^(title|标题|题目)\\s*[:：]\\s*"),
                                          QRegularExpression::CaseInsensitiveOption);
    QString line = answer.trimmed().section(u'\n', 0, 0).simplified();
    line.remove(marks).remove(label).remove(marks);
    return shortened(line);
}

}  // namespace app
