#pragma once

#include <memory>

#include <QString>

namespace engine {
class Generator;
}

namespace app {

class ChatService;
class ConversationLibrary;
class ConversationStore;
class Exporter;
class ImageImporter;
class ModelService;
class Settings;

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
    ChatService& chat();
    ConversationStore& store();
    ConversationLibrary& library();
    Exporter& exporter();

 private:
    struct Parts;
    void start(const ServicesOptions& options);

    std::unique_ptr<Parts> m_parts;
};

}  // namespace app
