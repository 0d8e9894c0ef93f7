#include "app/models/manager_wiring.h"

#include <chrono>

#include <QDir>
#include <QTimer>

#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"

namespace app {

QString modelsFolder(const Settings& settings, const QString& dataFolder) {
    const QString chosen = settings.downloads().folder;
    return chosen.isEmpty() ? QDir(dataFolder).filePath(QStringLiteral("models")) : chosen;
}

ModelManager::Options managerOptions(const Settings& settings, const QString& dataFolder) {
    return {modelsFolder(settings, dataFolder), settings.downloads(), {}, settings.modelFolder()};
}

void wireManager(ModelManager& manager, ModelService& models, Settings& settings, const QString& dataFolder) {
    QObject::connect(&settings, &Settings::downloadsChanged, &manager, [&manager, &settings, dataFolder] {
        manager.setDownloads(settings.downloads(), modelsFolder(settings, dataFolder));
    });
    QObject::connect(&settings, &Settings::modelFolderChanged, &manager,
                     [&manager](const QString& folder) { manager.setModelInUse(folder); });
    QObject::connect(&manager, &ModelManager::switched, &models,
                     [&models](const QString&, const QString& oldFolder, const QString& newFolder) {
                         if (bundled::isSameFolder(models.summary().folder, oldFolder))
                             models.load(newFolder);
                     });
}

void askDaily(ModelManager& manager) {
    using namespace std::chrono_literals;
    auto* timer = new QTimer(&manager);
    QObject::connect(timer, &QTimer::timeout, &manager, [timer, &manager] {
        timer->setInterval(1h);  // a computer that sleeps keeps no day's timer
        manager.askForUpdatesDaily();
    });
    timer->start(10s);  // the start of the window comes first
}

}  // namespace app
