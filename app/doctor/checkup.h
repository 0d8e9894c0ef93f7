#pragma once

#include <QList>
#include <QString>

#include "app/doctor/machine_facts.h"

namespace app {

enum class Health { Fine, Hint, Problem };

/// One thing that was looked at, in the user's language.
struct Finding {
    Health health = Health::Fine;
    QString subject;   ///< one or two words
    QString sentence;  ///< how it is, and what to do when it isn't fine
};

/// What is wrong with a machine, and what is right. A Problem keeps something from working; a Hint makes it
/// slower or less than it could be.
QList<Finding> checkUp(const MachineFacts& facts);

}  // namespace app
