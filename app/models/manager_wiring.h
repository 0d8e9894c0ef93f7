#pragma once

#include <QString>

#include "app/models/model_manager.h"

namespace app {

class ModelService;
class Settings;

/// Where models are installed: the settings' folder, else models in the data folder.
QString modelsFolder(const Settings& settings, const QString& dataFolder);

/// What the settings say, for a manager of this data folder.
ModelManager::Options managerOptions(const Settings& settings, const QString& dataFolder);

/// From now on the manager follows the settings, and the model in use follows the revision that the manager
/// made current. All three outlive the connection. Main thread.
void wireManager(ModelManager& manager, ModelService& models, Settings& settings, const QString& dataFolder);

/// Asks about newer revisions soon and then each day, unless the settings say no.
void askDaily(ModelManager& manager);

}  // namespace app
