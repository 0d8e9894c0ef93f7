#pragma once

#include <functional>

#include <QString>

#include "app/models/model_manager.h"

namespace app {

class Interrupt;
class Settings;

/// How far work on models is, on stderr: one line that changes on a terminal, a line every tenth elsewhere.
class ProgressLine final {
 public:
    ProgressLine();
    void show(const ModelProgress& progress);
    /// Makes room for another line.
    void clear();

 private:
    bool m_isTerminal = false;
    bool m_isShown = false;
    ModelStep m_step = ModelStep::None;
    int m_tenth = -1;
};

/// Begins work of the manager, shows how far it is, and waits for its end. Ctrl-C pauses it. Where the
/// revision in use is switched, the settings follow. Returns the exit code; `folder` is that of the model.
int runWork(ModelManager& manager, Settings& settings, const Interrupt& interrupt,
            const std::function<void()>& begin, QString* folder = nullptr);

/// Asks the site about updates of one model or all; waits for the answer. Returns the exit code.
int askUpdates(ModelManager& manager, const Interrupt& interrupt, const QString& name,
               QList<ModelUpdate>& updates);

/// Keeps a token in the keychain; waits for its answer. Returns the exit code.
int keepToken(ModelManager& manager, const QByteArray& token);

/// What there is, for people or as one JSON array.
void printModels(const QList<ModelRow>& rows, bool asJson);

}  // namespace app
