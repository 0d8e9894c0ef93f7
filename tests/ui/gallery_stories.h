#pragma once

#include <functional>

#include <QString>
#include <QWidget>

#include "app/settings/settings.h"

namespace test {

/// Takes the picture of a window under a name.
using Camera = std::function<void(QWidget& window, const QString& name)>;

/// What agents see on a day, each in windows and with data of its own. Throws std::runtime_error with a
/// sentence when something that should come does not.
void dayAtTheDesk(app::Language language, app::Theme theme, const Camera& camera);
void conversationsPutInOrder(app::Language language, app::Theme theme, const Camera& camera);
void knownFaultsAtWork(app::Language language, app::Theme theme, const Camera& camera);
void queueAtWork(app::Language language, app::Theme theme, const Camera& camera);
void picturesCloseUp(app::Language language, app::Theme theme, const Camera& camera);
void modelsComeAndGo(app::Language language, app::Theme theme, const Camera& camera);
void portForOthers(app::Language language, app::Theme theme, const Camera& camera);
void everyWindowOfTheMenu(app::Language language, app::Theme theme, const Camera& camera);

}  // namespace test
