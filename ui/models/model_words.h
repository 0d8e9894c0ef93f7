#pragma once

#include <QString>

#include "app/models/model_progress.h"
#include "app/models/model_rows.h"

namespace ui::model_words {

// What models and the work on them are called in the window; in the user's language.

/// A word or two of what is done: "Downloading".
QString step(app::ModelStep step);
/// For a list: "Installed · update there"; of one that is worked on "Downloading 43 %".
QString state(const app::ModelRow& row, const app::ModelProgress& progress);
/// "int8 · processor", or that nothing fits.
QString advice(const app::ModelFit& fit);
/// One line of the work on a model: step, percent, bytes, speed and time left, as far as they are known.
QString progress(const app::ModelProgress& progress);
/// Some lines about one model: what fits, what an update changes, what is kept, where it lies.
QString details(const app::ModelRow& row);
/// Weights to be chosen, with what they take on disk and whether they are advised.
QString choice(app::WeightsChoice weights, const app::ModelFit& fit);

}  // namespace ui::model_words
