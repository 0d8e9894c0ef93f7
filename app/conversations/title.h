#pragma once

#include <QString>

namespace app {

/// The question's first words in one line, at most about 40 wide.
QString titleFromQuestion(const QString& question);

/// A title that a model wrote, without quotes, marks and line ends; empty when it is none.
QString titleFromModel(const QString& answer);

}  // namespace app
