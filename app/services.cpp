#include "app/services.h"

#include <functional>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QLockFile>
#include <spdlog/spdlog.h>

#include "app/activity/activity_meter.h"
#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/chat/model_loader.h"
#include "app/chat/title_service.h"
#include "app/conversations/conversation_library.h"
#include "app/conversations/conversation_store.h"
#include "app/conversations/store_error.h"
#include "app/conversations/unfinished.h"
#include "app/data_folder.h"
#include "app/exporting/exporter.h"
#include "app/faults/known_faults.h"
#include "app/faults/picture_looker.h"
#include "app/images/image_importer.h"
#include "app/images/picture_costs.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/models/bundled.h"
#include "app/models/manager_wiring.h"
#include "app/models/model_manager.h"
#include "app/models/model_probe.h"
#include "app/models/model_service.h"
#include "app/models/model_tools.h"
#include "app/queue/work_queue.h"
#include "app/settings/settings.h"
#include "app/snippets/snippet_library.h"
#include "app/upstream/upstream_key.h"
#include "app/upstream/upstream_loader.h"

namespace app {
namespace {

/// Of the settings and the servers' key from the keychain.
using LoaderFor = std::function<ModelLoader(const Settings&, const std::string& key)>;

/// This computer's engine, or servers in its place.
ModelLoader placeLoader(const Settings& settings, const std::string& key, int threads) {
    ModelLoader here = engineLoader(settings.model(), threads);
    const UpstreamSettings servers = settings.upstream();
    return servers.isOn ? upstreamLoader(servers, key, std::move(here)) : here;
}

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
    /// `loaderFor` of the settings when a model is loaded.
    Parts(const QString& dataFolder, LoaderFor loaderFor)
        : folder(dataFolder),
          logging(dataFolder),
          lock(QDir(dataFolder).filePath("window.lock")),
          settings(QDir(dataFolder).filePath("settings.ini")),
          store(dataFolder),
          worker(loaderFor(settings, {})),
          models(worker, settings, [this, loaderFor](const QString& of) { openModel(of, loaderFor); }),
          library(store),
          chat(store, worker),
          titles(store, worker, chat),
          exporter(store),
          pictureCosts(models, settings, store),
          knownFaults(dataFolder,
                      std::make_unique<PictureLooker>([this] { return worker.modelInUse().generator; },
                                                      [this] { return settings.answers().pictureTokens; })),
          queue(dataFolder, store, worker, chat, models, settings),
          snippets(dataFolder),
          activity(worker),
          manager(engineTools(), managerOptions(settings, dataFolder)) {}

    /// The keychain may ask its user first; of several folders the last one counts.
    void openModel(const QString& of, const LoaderFor& loaderFor) {
        serversKey.find(settings.upstream(),
                        [this, of, loaderFor, opening = ++openings](const Keychain::Found& key) {
                            if (opening != openings) return;
                            if (!key.problem.isEmpty()) return models.giveUp(key.problem);
                            worker.load(of, loaderFor(settings, key.secret.toStdString()));
                        });
    }

    const QString folder;  ///< of all that is kept
    LoggingScope logging;
    QLockFile lock;  ///< held by the first window alone
    Settings settings;
    ConversationStore store;
    ImageImporter images;
    EngineWorker worker;
    UpstreamKey serversKey;
    int openings = 0;
    ModelService models;
    ConversationLibrary library;
    ChatService chat;
    TitleService titles;
    Exporter exporter;
    PictureCosts pictureCosts;
    KnownFaults knownFaults;
    WorkQueue queue;
    SnippetLibrary snippets;
    ActivityMeter activity;
    ModelManager manager;
    std::unique_ptr<ModelProbe> probe;  ///< of real models alone
    QList<ConversationTitle> unfinished;
};

Services::Services(const ServicesOptions& options)
    : m_parts(std::make_unique<Parts>(
          dataFolder(options.dataFolder),
          [threads = options.threads](const Settings& settings, const std::string& key) {
              return placeLoader(settings, key, threads);
          })) {
    m_parts->probe = std::make_unique<ModelProbe>(m_parts->worker, m_parts->models);
    askDaily(m_parts->manager);
    start(options);
}

Services::Services(const ServicesOptions& options, std::unique_ptr<engine::Generator> generator)
    : m_parts(std::make_unique<Parts>(dataFolder(options.dataFolder),
                                      [loader = fixedLoader(std::move(generator))](
                                          const Settings&, const std::string&) { return loader; })) {
    start(options);
}

void Services::start(const ServicesOptions& options) {
    Parts& parts = *m_parts;
    installLanguage(*QCoreApplication::instance(), parts.settings.language());
    QObject::connect(&parts.settings, &Settings::languageChanged, &parts.settings,
                     [&parts](Language language) {
                         installLanguage(*QCoreApplication::instance(), language);
                         parts.snippets.followLanguage();
                     });
    parts.snippets.followLanguage();
    wireManager(parts.manager, parts.models, parts.settings, parts.folder);
    parts.chat.setAnswers(parts.settings.answers());
    QObject::connect(&parts.settings, &Settings::answersChanged, &parts.chat,
                     [&parts] { parts.chat.setAnswers(parts.settings.answers()); });

    try {
        parts.store.open();
        // Another window's running answer is not ours to end. A lock is left by who was killed, not by time.
        parts.lock.setStaleLockTime(0);
        if (parts.lock.tryLock(0)) {
            parts.unfinished = endUnfinished(parts.store);
            parts.library.sweepPictures();
            parts.queue.resume();
        }
    } catch (const StoreError&) {
        // Logged; said when a question cannot be kept.
    }

    QObject::connect(&parts.chat, &ChatService::kept, &parts.library, &ConversationLibrary::noteChange);
    QObject::connect(&parts.chat, &ChatService::kept, &parts.pictureCosts, &PictureCosts::noteAnswer);
    QObject::connect(&parts.titles, &TitleService::titled, &parts.library, &ConversationLibrary::noteChange);
    // The demo model has learnt answers, not titles.
    // What an answer says of a picture stays here with the picture.
    QObject::connect(&parts.models, &ModelService::changed, &parts.titles, [&parts] {
        const bool staysHere = parts.models.summary().isElsewhere && parts.settings.upstream().keepsPictures;
        parts.titles.setEnabled(!parts.models.summary().isDemo && !staysHere);
    });

    // A model that gives way to another one isn't held by a picture that it looks at.
    QObject::connect(&parts.models, &ModelService::changed, &parts.knownFaults, [&parts] {
        if (parts.models.state() == ModelState::Loading) parts.knownFaults.leave();
    });

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
ModelManager& Services::modelManager() {
    return m_parts->manager;
}
EngineWorker& Services::worker() {
    return m_parts->worker;
}
const QString& Services::folder() const {
    return m_parts->folder;
}
ConversationStore& Services::store() {
    return m_parts->store;
}
ConversationLibrary& Services::library() {
    return m_parts->library;
}
SnippetLibrary& Services::snippets() {
    return m_parts->snippets;
}
const QList<ConversationTitle>& Services::unfinished() const {
    return m_parts->unfinished;
}
ActivityMeter& Services::activity() {
    return m_parts->activity;
}
KnownFaults& Services::knownFaults() {
    return m_parts->knownFaults;
}
WorkQueue& Services::queue() {
    return m_parts->queue;
}
PictureCosts& Services::pictureCosts() {
    return m_parts->pictureCosts;
}
Exporter& Services::exporter() {
    return m_parts->exporter;
}
ChatService& Services::chat() {
    return m_parts->chat;
}

}  // namespace app
