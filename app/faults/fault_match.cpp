#include "app/faults/fault_match.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "app/chat/chat_request.h"
#include "app/faults/error_codes.h"

namespace app {
namespace {

constexpr int cells = 64;
constexpr int otherColour = 48;  ///< of 255: more than text that moved by a pixel makes
constexpr qint64 oldDays = 90;

struct Chroma {
    int blue;
    int red;
};

/// Without lightness: text that stands a little elsewhere changes lightness alone.
Chroma chromaOf(QRgb pixel) {
    const int grey = (qRed(pixel) * 299 + qGreen(pixel) * 587 + qBlue(pixel) * 114) / 1000;
    return {qBlue(pixel) - grey, qRed(pixel) - grey};
}

/// In which third of the picture a colour differs most; empty when none differs.
std::optional<QPoint> otherColourAt(const QImage& before, const QImage& now) {
    if (before.isNull() || now.isNull()) return std::nullopt;
    const auto small = [](const QImage& image) {
        return image.convertToFormat(QImage::Format_RGB32)
            .scaled(cells, cells, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const QImage a = small(before);
    const QImage b = small(now);
    int most = otherColour;
    std::optional<QPoint> where;
    for (int y = 0; y < cells; ++y) {
        for (int x = 0; x < cells; ++x) {
            const Chroma one = chromaOf(a.pixel(x, y));
            const Chroma other = chromaOf(b.pixel(x, y));
            const int distance = std::abs(one.blue - other.blue) + std::abs(one.red - other.red);
            if (distance <= most) continue;
            most = distance;
            where = QPoint(x * 3 / cells, y * 3 / cells);
        }
    }
    return where;
}

}  // namespace

QList<FaultDifference> differencesOf(const FaultMatch& match, const QImage& thumbnail,
                                     const QString& question, const QDateTime& now) {
    using Kind = FaultDifference::Kind;
    const Fault& fault = match.fault;
    QList<FaultDifference> differences;
    if (match.isSeenAsOther()) differences += {.kind = Kind::Content};
    // Colours are compared place by place, which says nothing once things lie elsewhere.
    if (!match.distance.isMatch())
        differences += {.kind = Kind::Layout};
    else if (const auto where = otherColourAt(QImage::fromData(fault.thumbnail), thumbnail))
        differences += {.kind = Kind::Colour, .where = *where};
    QStringList others;
    for (const QString& code : errorCodes(question)) {
        if (!fault.codes.contains(code)) others += code;
    }
    if (!others.isEmpty()) differences += {.kind = Kind::Code, .codes = others};
    if (!fault.codes.isEmpty() && errorCodes(question).isEmpty())
        differences += {.kind = Kind::NoCode, .codes = fault.codes};
    const bool asked = !question.trimmed().isEmpty();
    if (asked && isChinese(question) != isChinese(fault.answer)) differences += {.kind = Kind::Language};
    const qint64 days = fault.approved.daysTo(now);
    if (days >= oldDays) differences += {.kind = Kind::Age, .days = static_cast<int>(days)};
    return differences;
}

}  // namespace app
