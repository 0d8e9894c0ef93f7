#include "app/cli/command.h"

#include <charconv>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "app/cli/interrupt.h"
#include "app/data_folder.h"
#include "app/errors/error_text.h"
#include "app/images/image_import.h"
#include "app/models/bundled.h"
#include "app/models/manager_wiring.h"
#include "app/models/memory_check.h"
#include "app/models/model_store.h"
#include "app/settings/settings.h"

namespace app {

namespace {

/// Of an installed model with this name, its current revision; else the name itself, for the error.
QString installedFolder(const QString& name) {
    const QString data = dataFolder();
    const Settings settings(QDir(data).filePath(QStringLiteral("settings.ini")));
    const auto model = ModelStore(modelsFolder(settings, data)).current(name);
    return model ? model->folder : name;
}

}  // namespace

engine::WeightsKind weightsOf(const std::string& name) {
    if (name == "float32") return engine::WeightsKind::Float32;
    if (name == "bf16") return engine::WeightsKind::Bfloat16;
    if (name == "int8") return engine::WeightsKind::Int8;
    if (name == "int4") return engine::WeightsKind::Int4;
    return engine::WeightsKind::Auto;
}

std::optional<engine::DeviceChoice> deviceOf(const std::string& name) {
    using Kind = engine::DeviceChoice::Kind;
    if (name == "auto") return engine::DeviceChoice{};
    if (name == "cpu") return engine::DeviceChoice{Kind::Cpu, -1};
    if (name == "cuda") return engine::DeviceChoice{Kind::Cuda, -1};
    constexpr std::string_view numbered = "cuda:";
    int index = -1;
    const auto* end = name.data() + name.size();
    if (!name.starts_with(numbered)) return std::nullopt;
    const auto [rest, problem] = std::from_chars(name.data() + numbered.size(), end, index);
    if (problem != std::errc() || rest != end || index < 0) return std::nullopt;
    return engine::DeviceChoice{Kind::Cuda, index};
}

int fail(const QString& sentence) {
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
    return Failed;
}

int fail(const engine::Error& error) {
    return fail(errorText(error));
}

void ModelOptions::addTo(CLI::App& command, bool wholeModel) {
    command
        .add_option(
            "--model", folder,
            "Folder of a checkpoint, or the name of an installed model; the bundled demo model when left out")
        ->envname("GLANCEDESK_MODEL");
    if (!wholeModel) return;
    command
        .add_option("--weights", weights, "auto: as stored; int8 and int4 take less memory and are quicker")
        ->envname("GLANCEDESK_WEIGHTS")
        ->check(CLI::IsMember({"auto", "float32", "bf16", "int8", "int4"}));
    command.add_option("--threads", threads, "0: one per core")
        ->envname("GLANCEDESK_THREADS")
        ->check(CLI::Range(0, 1024));
    command.add_option("--device", device, "auto, cpu, cuda or cuda:N; auto takes a card that has the room")
        ->envname("GLANCEDESK_DEVICE")
        ->check([](const std::string& name) {
            return deviceOf(name) ? std::string() : "a device is auto, cpu, cuda or cuda:N";
        });
}

std::filesystem::path ModelOptions::resolvedFolder() const {
    QString path = folder.empty() ? bundled::demoModelFolder() : QString::fromStdString(folder);
    if (!path.isEmpty() && !QFileInfo::exists(path)) path = installedFolder(path);
    // Without a bundled model the error names the folder where it should be.
    return path.isEmpty() ? "resources/models/demo" : path.toStdString();
}

engine::Result<std::unique_ptr<engine::Engine>> ModelOptions::load(
    const Interrupt& interrupt, const engine::LoadProgress& progress) const {
    engine::LoadOptions options;
    options.folder = resolvedFolder();
    options.weights = weightsOf(weights);
    options.threads = threads;
    options.device = deviceOf(device).value_or(engine::DeviceChoice{});
    if (auto problem = memoryProblem(options)) return std::move(*problem);
    auto loaded = engine::Engine::load(options, progress, interrupt.token());
    if (loaded)
        for (const auto& note : loaded.value()->info().notes)
            std::fprintf(stderr, "%s\n", note.c_str());
    return loaded;
}

void PictureOptions::addTo(CLI::App& command) {
    // One value each time, or the question after it would be taken for a picture.
    command
        .add_option("--image", files, "A picture: PNG, JPEG, WebP, BMP or GIF; may be given several times")
        ->type_size(1)
        ->allow_extra_args(false);
}

std::optional<QString> PictureOptions::open(std::vector<engine::Part>& parts) const {
    const ImageImport import;
    for (const std::string& file : files) {
        const ImportResult result = import.fromFile(QString::fromStdString(file));
        if (const auto* refusal = std::get_if<Refusal>(&result)) return refusal->sentence;
        parts.emplace_back(engine::ImagePart{std::get<Picture>(result).pixels});
    }
    return std::nullopt;
}

}  // namespace app
