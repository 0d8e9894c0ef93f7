#pragma once

#include <memory>

#include <QList>
#include <QString>

namespace engine {
class Generator;
}

namespace app {

class ActivityMeter;
class ChatService;
class ConversationLibrary;
class ConversationStore;
class EngineWorker;
class Exporter;
class ImageImporter;
class KnownFaults;
class ModelManager;
class ModelService;
class PictureCosts;
class Settings;
struct ConversationTitle;
class SnippetLibrary;
class WorkQueue;

struct ServicesOptions {
    QString modelFolder;  ///< empty: the one in the settings, else the bundled demo
    QString dataFolder;   ///< empty: the user's own
    int threads = 0;
};

/// Builds every service in order, owns them, and shuts down in reverse: a running answer is stopped and kept
/// first. Sets the application's language and begins to load the model. Needs a QGuiApplication; main thread.
class Services final {
 public:
    explicit Services(const ServicesOptions& options);
    /// With a generator of the tests in the place of an engine.
    Services(const ServicesOptions& options, std::unique_ptr<engine::Generator> generator);
    ~Services();

    Settings& settings();
    ImageImporter& images();
    ModelService& models();
    /// What models there are, and how they come and go.
    ModelManager& modelManager();
    /// Where the model runs, for those who ask it besides the chat.
    EngineWorker& worker();
    const QString& folder() const;  ///< of all that is kept
    ChatService& chat();
    ConversationStore& store();
    ConversationLibrary& library();
    Exporter& exporter();
    PictureCosts& pictureCosts();
    KnownFaults& knownFaults();
    WorkQueue& queue();
    SnippetLibrary& snippets();
    ActivityMeter& activity();
    /// Conversations with an answer that was being written when the program was ended from outside, the
    /// latest first. Empty when another window is open.
    const QList<ConversationTitle>& unfinished() const;

 private:
    struct Parts;
    void start(const ServicesOptions& options);

    std::unique_ptr<Parts> m_parts;
};

}  // namespace app
