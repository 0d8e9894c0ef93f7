#include "app/images/answer_boxes.h"

#include <algorithm>

#include <QRegularExpression>

namespace app {
namespace {

constexpr double thousand = 1000;
constexpr double leastSide = 4;  ///< thousandths; less is a list of numbers, not a place

const QRegularExpression& notation() {
    static const QRegularExpression four(QStringLiteral(
        R"(\[\s*(\d{1,4}(?:\.\d+)?)\s*[,，]\s*(\d{1,4}(?:\.\d+)?)\s*[,，]\s*(\d{1,4}(?:\.\d+)?)\s*[,，]\s*(\d{1,4}(?:\.\d+)?)\s*\])"));
    return four;
}

bool endsSentence(const QString& text, qsizetype at) {
    const QChar c = text[at];
    if (QStringLiteral("。！？!?\n;；").contains(c)) return true;
    // A full stop in a number or an address ends nothing.
    return c == u'.' && (at + 1 == text.size() || text[at + 1].isSpace());
}

QString withoutMarks(QString text) {
    static const QRegularExpression marks(QStringLiteral(R"(<\|(?:begin|end)_of_box\|>|\[[\s,，]*\])"));
    static const QRegularExpression list(QStringLiteral(R"(^(?:[-*+]|\d+[.)])\s+)"));
    text.remove(notation());
    text.remove(marks);
    text = text.simplified();
    text.remove(list);
    text.remove(QStringLiteral("**")).remove(QStringLiteral("[]")).remove(QStringLiteral("()"));
    text.remove(QStringLiteral("（）"));
    return text.simplified();
}

/// The sentence around a place in the text; the one before when there is nothing but the notation in it.
QString sentenceAt(const QString& text, qsizetype from, qsizetype to) {
    qsizetype begin = from;
    while (begin > 0 && !endsSentence(text, begin - 1))
        --begin;
    qsizetype end = to;
    while (end < text.size() && !endsSentence(text, end))
        ++end;
    QString sentence = withoutMarks(text.mid(begin, std::min(end + 1, text.size()) - begin));
    const bool hasWords =
        std::any_of(sentence.begin(), sentence.end(), [](QChar c) { return c.isLetterOrNumber(); });
    if (hasWords || begin == 0) return hasWords ? sentence : QString();
    return sentenceAt(text, begin - 1, begin - 1);
}

int pictureIn(const QString& sentence) {
    static const QRegularExpression named(
        QStringLiteral(R"((?:picture|image|screenshot|图片|截图|图)\s*#?\s*(\d{1,2})|第\s*(\d{1,2})\s*张)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = named.match(sentence);
    return match.hasMatch() ? (match.captured(1) + match.captured(2)).toInt() : 0;
}

}  // namespace

QList<AnswerBox> answerBoxes(const QString& answer) {
    QList<AnswerBox> boxes;
    for (auto it = notation().globalMatch(answer); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        double sides[4];
        for (int i = 0; i < 4; ++i)
            sides[i] = match.captured(i + 1).toDouble();
        const bool isPlace =
            std::all_of(std::begin(sides), std::end(sides), [](double side) { return side <= thousand; }) &&
            sides[2] - sides[0] >= leastSide && sides[3] - sides[1] >= leastSide;
        if (!isPlace) continue;
        AnswerBox box;
        box.place = QRectF(QPointF(sides[0], sides[1]) / thousand, QPointF(sides[2], sides[3]) / thousand);
        box.notation = match.captured();
        box.sentence = sentenceAt(answer, match.capturedStart(), match.capturedEnd());
        box.picture = pictureIn(box.sentence);
        boxes += box;
    }
    return boxes;
}

}  // namespace app
