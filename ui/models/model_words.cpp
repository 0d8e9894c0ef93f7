#include "ui/models/model_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>

#include "app/models/disk.h"

namespace ui::model_words {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelWords)
};

const QString kDot = QStringLiteral("  ·  ");
constexpr int kFilesNamed = 4;

int percentOf(double fraction) {
    return std::clamp(static_cast<int>(fraction * 100), 0, 100);
}

QString timeText(int seconds) {
    if (seconds < 60) return Text::tr("less than a minute left");
    if (seconds < 2 * 3600) return Text::tr("about %1 min left").arg((seconds + 30) / 60);
    return Text::tr("about %1 h left").arg((seconds + 1800) / 3600);
}

/// The first names of a list that may be long.
QString names(const QStringList& files) {
    const QString first = files.mid(0, kFilesNamed).join(QStringLiteral(", "));
    return files.size() > kFilesNamed ? first + QStringLiteral(", …") : first;
}

void addChanges(QStringList& lines, const app::ModelUpdate& update) {
    lines += update.sentence();
    QStringList parts;
    if (!update.changed.isEmpty()) parts += Text::tr("Changed: %1").arg(names(update.changed));
    if (!update.added.isEmpty()) parts += Text::tr("New: %1").arg(names(update.added));
    if (!update.removed.isEmpty()) parts += Text::tr("Gone: %1").arg(names(update.removed));
    lines += parts.join(kDot);
}

}  // namespace

QString step(app::ModelStep step) {
    switch (step) {
        case app::ModelStep::Asking:
            return Text::tr("Asking the site");
        case app::ModelStep::Downloading:
            return Text::tr("Downloading");
        case app::ModelStep::Copying:
            return Text::tr("Copying");
        case app::ModelStep::Hashing:
            return Text::tr("Checking the files");
        case app::ModelStep::Converting:
            return Text::tr("Converting");
        case app::ModelStep::Checking:
            return Text::tr("Opening the model");
        case app::ModelStep::Probing:
            return Text::tr("Trying the model");
        case app::ModelStep::None:
            break;
    }
    return Text::tr("Beginning");
}

QString state(const app::ModelRow& row, const app::ModelProgress& progress) {
    if (!progress.model.isEmpty()) {
        const QString doing = step(progress.step);
        const int percent = percentOf(progress.fraction);
        return percent > 0 ? QStringLiteral("%1 %2 %").arg(doing).arg(percent) : doing;
    }
    QStringList parts;
    if (row.isInUse)
        parts += Text::tr("In use");
    else if (row.isBundled || row.installed)
        parts += Text::tr("Installed");
    if (row.partBytes > 0) {
        const double whole = static_cast<double>(std::max<std::int64_t>(row.bytes, 1));
        parts += Text::tr("Paused at %1 %")
                     .arg(std::min(99, percentOf(static_cast<double>(row.partBytes) / whole)));
    }
    if (row.update) parts += Text::tr("Update there");
    return parts.isEmpty() ? Text::tr("Not installed") : parts.join(QStringLiteral(" · "));
}

QString advice(const app::ModelFit& fit) {
    if (fit.kinds.isEmpty()) return QStringLiteral("–");
    if (!fit.advised) return Text::tr("Too large for this computer");
    return app::nameOf(*fit.advised) + QStringLiteral(" · ") +
           (fit.advisedOnCard ? Text::tr("graphics card") : Text::tr("processor"));
}

QString progress(const app::ModelProgress& progress) {
    QStringList parts{progress.model, step(progress.step)};
    if (progress.step != app::ModelStep::Asking && progress.step != app::ModelStep::None)
        parts += QStringLiteral("%1 %").arg(percentOf(progress.fraction));
    if (progress.step == app::ModelStep::Downloading) {
        parts += Text::tr("%1 of %2").arg(app::sizeText(progress.done), app::sizeText(progress.total));
        if (progress.bytesPerSecond > 0)
            parts += Text::tr("%1/s").arg(app::sizeText(static_cast<std::int64_t>(progress.bytesPerSecond)));
        if (progress.secondsLeft) parts += timeText(*progress.secondsLeft);
    }
    return parts.join(kDot);
}

QString details(const app::ModelRow& row) {
    QStringList lines;
    if (!row.fit.kinds.isEmpty()) lines += row.fit.sentence();
    if (row.update) addChanges(lines, *row.update);
    if (row.previous)
        lines += Text::tr("Revision %1 is kept to go back to.").arg(row.previous->manifest.revision.left(8));
    if (row.isBundled)
        lines += Text::tr("It comes with the program, to try everything out.");
    else if (row.installed)
        lines += Text::tr("Revision %1, in %2")
                     .arg(row.installed->manifest.revision.left(8), QDir::toNativeSeparators(row.folder));
    return lines.join(u'\n');
}

QString choice(app::WeightsChoice weights, const app::ModelFit& fit) {
    const bool isPublished = weights == app::WeightsChoice::Auto;
    const app::WeightsChoice meant = isPublished ? app::WeightsChoice::Bfloat16 : weights;
    QStringList parts{isPublished ? Text::tr("As published") : app::nameOf(weights)};
    for (const app::WeightsNeed& kind : fit.kinds) {
        if (kind.weights == meant) parts += app::sizeText(kind.files);
    }
    if (fit.advised == meant) parts += Text::tr("advised");
    return parts.join(QStringLiteral(" · "));
}

}  // namespace ui::model_words
