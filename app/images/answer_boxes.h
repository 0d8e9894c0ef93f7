#pragma once

#include <QList>
#include <QRectF>
#include <QString>

namespace app {

/// A place on a picture that an answer names, as the model writes it: [x1, y1, x2, y2] in thousandths of the
/// picture, alone or in a list, with or without its marks around.
struct AnswerBox {
    QRectF place;      ///< 0 to 1 from the picture's upper left corner
    QString notation;  ///< as it stands in the answer
    QString sentence;  ///< that it stands in, without notations
    int picture = 0;   ///< which picture the sentence names, from 1; 0: none
};

/// In the order of the answer. Numbers that are no place are left alone.
QList<AnswerBox> answerBoxes(const QString& answer);

}  // namespace app
