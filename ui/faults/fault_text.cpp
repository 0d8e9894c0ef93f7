#include "ui/faults/fault_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

namespace {

struct FaultText {
    Q_DECLARE_TR_FUNCTIONS(ui::FaultText)
};

/// Thirds of the picture, rows from the top.
QString placeText(const QPoint& where) {
    const QString places[3][3] = {
        {FaultText::tr("at the upper left"), FaultText::tr("at the top"),
         FaultText::tr("at the upper right")},
        {FaultText::tr("on the left"), FaultText::tr("in the middle"), FaultText::tr("on the right")},
        {FaultText::tr("at the lower left"), FaultText::tr("at the bottom"),
         FaultText::tr("at the lower right")}};
    return places[qBound(0, where.y(), 2)][qBound(0, where.x(), 2)];
}

QString sentenceOf(const app::FaultDifference& difference) {
    using Kind = app::FaultDifference::Kind;
    switch (difference.kind) {
        case Kind::Layout:
            return FaultText::tr(
                "The picture is cut, arranged or coloured in another way: compare it first.");
        case Kind::Content:
            return FaultText::tr("It looks alike, but the model sees something else on it.");
        case Kind::Colour:
            return FaultText::tr("Something has another colour %1.").arg(placeText(difference.where));
        case Kind::Code:
            return FaultText::tr("The question names %1, the known fault does not.")
                .arg(difference.codes.join(QStringLiteral(", ")));
        case Kind::NoCode:
            return FaultText::tr("The known fault is about %1: compare the code on the picture.")
                .arg(difference.codes.join(QStringLiteral(", ")));
        case Kind::Language:
            return FaultText::tr("The approved answer is in another language.");
        case Kind::Age:
            return FaultText::tr("It was approved %n day(s) ago.", nullptr, difference.days);
    }
    return {};
}

}  // namespace

QString differenceText(const app::FaultMatch& match) {
    QStringList sentences;
    for (const app::FaultDifference& difference : match.differences)
        sentences += sentenceOf(difference);
    return sentences.join(u' ');
}

}  // namespace ui
