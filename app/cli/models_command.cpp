#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QDir>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/models_command_run.h"
#include "app/data_folder.h"
#include "app/models/bundled.h"
#include "app/models/manager_wiring.h"
#include "app/settings/settings.h"
#include "engine/checkpoint_tools.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelsCommand)
};

struct Options {
    std::string data;
    std::string folder;
    std::string site;
    std::string mirror;
    std::string tokenFile;
    int filesAtOnce = 4;
    int stallSeconds = 30;

    std::string name;
    std::string from;
    std::string weights = "auto";
    bool json = false;
    bool uses = false;
    bool onlyAsks = false;

    ModelOptions model;  ///< of quantize
    std::string out;

    CLI::App* list = nullptr;
    CLI::App* download = nullptr;
    CLI::App* import = nullptr;
    CLI::App* verify = nullptr;
    CLI::App* remove = nullptr;
    CLI::App* update = nullptr;
    CLI::App* rollback = nullptr;
    CLI::App* use = nullptr;
    CLI::App* token = nullptr;
    CLI::App* quantize = nullptr;
};

int quantise(const Options& options, const Interrupt& interrupt) {
    int told = -1;
    const auto progress = [&](double fraction) {
        const int percent = static_cast<int>(fraction * 100);
        if (percent == told) return;
        told = percent;
        std::fprintf(stderr, "\r%3d %%", percent);
    };
    const auto done = engine::quantiseCheckpoint(options.model.resolvedFolder(), options.out,
                                                 weightsOf(options.weights), progress, interrupt.token());
    std::fprintf(stderr, "\r     \r");
    if (done) return Done;
    if (done.error().code == engine::ErrorCode::BadRequest)
        return fail(QCoreApplication::translate(
            "EngineTools", "Its weights are int8 or int4 already: take them as they are."));
    return interrupt.wasAsked() ? Interrupted : fail(done.error());
}

/// One subcommand's run over the user's models.
class ModelsRun final {
 public:
    ModelsRun(const Options& options, const Interrupt& interrupt)
        : m_options(options),
          m_interrupt(interrupt),
          m_data(dataFolder(QString::fromStdString(options.data))),
          m_settings(QDir(m_data).filePath(QStringLiteral("settings.ini"))),
          m_manager(engineTools(), managerOptions()) {}

    int run() {
        const QString name = QString::fromStdString(m_options.name);
        const auto weights =
            weightsNamed(QString::fromStdString(m_options.weights)).value_or(WeightsChoice::Auto);
        if (m_options.list->parsed()) {
            printModels(m_manager.rows(), m_options.json);
            return Done;
        }
        if (m_options.download->parsed()) return install([&] { m_manager.download(name, weights); });
        if (m_options.import->parsed())
            return install(
                [&] { m_manager.importFolder(QString::fromStdString(m_options.from), name, weights); });
        if (m_options.verify->parsed()) return work([&] { m_manager.verify(name); });
        if (m_options.remove->parsed()) return work([&] { m_manager.remove(name); });
        if (m_options.rollback->parsed()) return work([&] { m_manager.rollBack(name); });
        if (m_options.use->parsed()) return use(name);
        if (m_options.token->parsed()) return token();
        return update(name);
    }

 private:
    ModelManager::Options managerOptions() const {
        auto options = app::managerOptions(m_settings, m_data);
        if (!m_options.folder.empty()) options.folder = QString::fromStdString(m_options.folder);
        options.folder = QDir(options.folder).absolutePath();
        if (!m_options.site.empty())
            options.downloads.site =
                m_options.site == "modelscope" ? ModelSite::ModelScope : ModelSite::HuggingFace;
        if (!m_options.mirror.empty()) options.downloads.mirror = QString::fromStdString(m_options.mirror);
        if (!m_options.tokenFile.empty())
            options.downloads.tokenFile = QString::fromStdString(m_options.tokenFile);
        options.filesAtOnce = m_options.filesAtOnce;
        options.stallSeconds = m_options.stallSeconds;
        return options;
    }

    int work(const std::function<void()>& begin, QString* folder = nullptr) {
        return runWork(m_manager, m_settings, m_interrupt, begin, folder);
    }

    /// The model's folder goes to stdout, so that it can be handed to --model.
    int install(const std::function<void()>& begin) {
        QString folder;
        const int code = work(begin, &folder);
        if (code != Done) return code;
        if (m_options.uses) m_settings.setModelFolder(folder);
        std::printf("%s\n", qUtf8Printable(folder));
        return Done;
    }

    int use(const QString& name) {
        const auto row = m_manager.row(name);
        if (!row || row->folder.isEmpty())
            return fail(Text::tr("%1 is not installed: download or import it first.").arg(name));
        m_settings.setModelFolder(row->isBundled ? QString() : row->folder);
        return Done;
    }

    /// Read from stdin, so that neither the shell nor the list of processes sees it.
    int token() {
        std::string line;
        std::getline(std::cin, line);
        if (const int code = keepToken(m_manager, QByteArray::fromStdString(line).trimmed()); code != Done)
            return code;
        auto downloads = m_settings.downloads();
        downloads.isTokenInKeychain = !line.empty();
        m_settings.setDownloads(downloads);
        return Done;
    }

    int update(const QString& name) {
        QList<ModelUpdate> updates;
        if (const int code = askUpdates(m_manager, m_interrupt, name, updates); code != Done) return code;
        if (updates.isEmpty())
            std::fprintf(stderr, "%s\n", qUtf8Printable(Text::tr("Every model is at its newest revision.")));
        for (const ModelUpdate& update : updates) {
            std::printf("%s\n", qUtf8Printable(update.sentence()));
            for (const auto& [sign, files] :
                 {std::pair('~', update.changed), {'+', update.added}, {'-', update.removed}}) {
                for (const QString& file : files)
                    std::printf("  %c %s\n", sign, qUtf8Printable(file));
            }
            std::fflush(stdout);
            if (m_options.onlyAsks) continue;
            const int code = work([&] { m_manager.update(update.model); });
            if (code != Done) return code;
        }
        return Done;
    }

    const Options& m_options;
    const Interrupt& m_interrupt;
    const QString m_data;
    Settings m_settings;
    ModelManager m_manager;
};

void addSite(CLI::App& command, Options& options) {
    command.add_option("--site", options.site, "Whose paths; huggingface or modelscope, as the settings say")
        ->check(CLI::IsMember({"huggingface", "modelscope"}));
    command.add_option("--mirror", options.mirror, "Base address of a server with the same paths");
    command.add_option("--token-file", options.tokenFile,
                       "Holds the token alone; else GLANCEDESK_MODELS_TOKEN is taken");
    command.add_option("--stall", options.stallSeconds, "Seconds after which a silent server is asked again")
        ->check(CLI::Range(1, 600));
}

void addWeights(CLI::App& command, Options& options) {
    command.add_option("--weights", options.weights, "int8 or int4: convert on arrival; auto: as published")
        ->check(CLI::IsMember({"auto", "int8", "int4"}));
    command.add_flag("--use", options.uses, "The window uses it from then on");
}

void addCommands(CLI::App& models, Options& options) {
    const auto add = [&](const char* name, const char* text, bool isNamed = true) {
        CLI::App* command = models.add_subcommand(name, text);
        command->add_option("--data", options.data, "The data folder; the user's own when left out");
        command->add_option("--folder", options.folder,
                            "Where models lie; as the settings say when left out");
        if (isNamed) command->add_option("NAME", options.name, "As the list names it")->required();
        return command;
    };
    options.list = add("list", "What there is, what it takes and whether it fits", false);
    options.list->add_flag("--json", options.json, "One JSON array");
    options.download = add("download", "Fetch a model, or go on with one; Ctrl-C pauses");
    addSite(*options.download, options);
    addWeights(*options.download, options);
    options.download->add_option("--files", options.filesAtOnce, "Files at once")->check(CLI::Range(1, 16));
    options.import = add("import", "Copy a model from a folder or a stick, and check it", false);
    options.import->add_option("FOLDER", options.from, "With config.json and .safetensors files")->required();
    options.import->add_option("--name", options.name, "The folder's when left out");
    addWeights(*options.import, options);
    options.verify = add("verify", "Hash every file of a model and open it");
    options.remove = add("remove", "Delete a model, and what was downloaded of it");
    options.update = add("update", "Install newer revisions, try them, and keep the old ones", false);
    options.update->add_option("NAME", options.name, "All when left out");
    options.update->add_flag("--check", options.onlyAsks, "Only show what would change");
    addSite(*options.update, options);
    options.rollback = add("rollback", "Go back to the revision before");
    options.use = add("use", "The model that the window uses");
    options.token =
        add("token", "Read a token from stdin and keep it in the keychain; an empty line forgets it", false);
    addSite(*options.token, options);
    options.quantize =
        models.add_subcommand("quantize", "Write a smaller checkpoint that loads at once, in int8 or int4");
    options.model.addTo(*options.quantize, false);
    options.quantize
        ->add_option("--weights", options.weights, "int8: half of bfloat16; int4: about a quarter")
        ->required()
        ->check(CLI::IsMember({"int8", "int4"}));
    options.quantize->add_option("--out", options.out, "A folder that doesn't exist yet")->required();
}

}  // namespace

Runner addModelsCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("models", "Checkpoints on this machine");
    command->require_subcommand(1);
    auto options = std::make_shared<Options>();
    addCommands(*command, *options);
    return [options](const Interrupt& interrupt) {
        if (options->quantize->parsed()) return quantise(*options, interrupt);
        return ModelsRun(*options, interrupt).run();
    };
}

}  // namespace app
