#pragma once

#include "app/settings/settings.h"

class QCoreApplication;

namespace app {

/// Puts the interface, Qt's own dialogs included, into Chinese or English; System follows the desktop's first
/// preference. May be called again: what was installed before is replaced. Main thread.
void installLanguage(QCoreApplication& application, Language language = Language::System);

}  // namespace app
