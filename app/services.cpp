#include "app/services.h"

#include <QCoreApplication>
#include <QDir>
#include <spdlog/spdlog.h>

#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/chat/model_loader.h"
#include "app/chat/title_service.h"
#include "app/conversations/conversation_library.h"
#include "app/conversations/conversation_store.h"
#include "app/conversations/store_error.h"
#include "app/data_folder.h"
#include "app/exporting/exporter.h"
#include "app/images/image_importer.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"

namespace app {
namespace {

/// First in, last out.
struct LoggingScope {
    explicit LoggingScope(const QString& dataFolder) { startLogging(dataFolder); }
    ~LoggingScope() { stopLogging(); }
    LoggingScope(const LoggingScope&) = delete;
    LoggingScope& operator=(const LoggingScope&) = delete;
};

}  // namespace

/// In the order of construction; destruction runs backwards: chat stops and keeps its answer, then the worker
/// joins.
struct Services::Parts {
    Parts(const QString& dataFolder, ModelLoader loader)
        : logging(dataFolder),
          settings(QDir(dataFolder).filePath("settings.ini")),
          store(dataFolder),
          worker(std::move(loader)),
          models(worker, settings),
          library(store),
          chat(store, worker),
          titles(store, worker, chat),
          exporter(store) {}

    LoggingScope logging;
    Settings settings;
    ConversationStore store;
    ImageImporter images;
    EngineWorker worker;
    ModelService models;
    ConversationLibrary library;
    ChatService chat;
    TitleService titles;
    Exporter exporter;
};

Services::Services(const ServicesOptions& options)
    : m_parts(std::make_unique<Parts>(dataFolder(options.dataFolder), engineLoader(options.threads))) {
    start(options);
}

Services::Services(const ServicesOptions& options, std::unique_ptr<engine::Generator> generator)
    : m_parts(std::make_unique<Parts>(dataFolder(options.dataFolder), fixedLoader(std::move(generator)))) {
    start(options);
}

void Services::start(const ServicesOptions& options) {
    Parts& parts = *m_parts;
    installLanguage(*QCoreApplication::instance(), parts.settings.language());
    QObject::connect(&parts.settings, &Settings::languageChanged, &parts.settings,
                     [](Language language) { installLanguage(*QCoreApplication::instance(), language); });

    try {
        parts.store.open();
    } catch (const StoreError&) {
        // Logged; said when a question cannot be kept.
    }

    QObject::connect(&parts.chat, &ChatService::kept, &parts.library, &ConversationLibrary::noteChange);
    QObject::connect(&parts.titles, &TitleService::titled, &parts.library, &ConversationLibrary::noteChange);
    // The demo model has learnt answers, not titles.
    QObject::connect(&parts.models, &ModelService::changed, &parts.titles,
                     [&parts] { parts.titles.setEnabled(!parts.models.summary().isDemo); });

    QString folder = options.modelFolder;
    if (folder.isEmpty()) folder = parts.settings.modelFolder();
    if (folder.isEmpty()) folder = bundled::demoModelFolder();
    parts.models.load(folder);
}

Services::~Services() = default;

Settings& Services::settings() {
    return m_parts->settings;
}
ImageImporter& Services::images() {
    return m_parts->images;
}
ModelService& Services::models() {
    return m_parts->models;
}
ConversationStore& Services::store() {
    return m_parts->store;
}
ConversationLibrary& Services::library() {
    return m_parts->library;
}
Exporter& Services::exporter() {
    return m_parts->exporter;
}
ChatService& Services::chat() {
    return m_parts->chat;
}

}  // namespace app
