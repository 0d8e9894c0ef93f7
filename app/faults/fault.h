#pragma once

#include <cstdint>
#include <optional>

#include <QByteArray>
#include <QDateTime>
#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

#include "app/faults/picture_print.h"
#include "app/faults/picture_view.h"

namespace app {

/// A fault whose answer an agent approved.
struct Fault {
    std::int64_t id = 0;  ///< 0: not on disk
    QDateTime approved;
    QDateTime expires;  ///< invalid: never
    QString question;
    QString answer;  ///< Markdown
    QString model;   ///< that wrote it
    QStringList codes;
    PicturePrint print;
    QByteArray thumbnail;  ///< PNG, at most 256 pixels a side; of what was sent, so redactions stay
    PictureView view;      ///< empty: no model has looked at it

    bool isExpired(const QDateTime& now) const { return expires.isValid() && expires <= now; }
};

/// What stands out between a picture and that of a known fault; sentences are made by the window.
struct FaultDifference {
    enum class Kind {
        Layout,    ///< the model sees the same thing, and it lies elsewhere or has another size
        Content,   ///< it looks the same, and the model sees something else
        Colour,    ///< `where`: something has another colour there
        Code,      ///< codes named now that the fault doesn't know
        NoCode,    ///< the fault has codes and nothing was named yet
        Language,  ///< the answer is in another language than the question
        Age        ///< approved long ago
    };
    Kind kind = Kind::Colour;
    QStringList codes{};
    QPoint where{};  ///< thirds of the picture: 0 to 2 each way
    int days = 0;
};

/// Found by what the pictures look like, by what the model sees in them, or by both.
struct FaultMatch {
    Fault fault;
    PrintDistance distance;
    std::optional<double> likeness;  ///< by the model's view of both pictures
    QStringList sameCodes;
    QList<FaultDifference> differences;

    bool isSeenTheSame() const { return likeness.value_or(0) >= PictureView::same; }
    bool isSeenAsOther() const { return likeness.value_or(1) < PictureView::other; }
};

}  // namespace app
