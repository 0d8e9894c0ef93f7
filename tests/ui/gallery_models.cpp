#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>

#include "app/models/catalogue.h"
#include "app/models/model_manager.h"
#include "app/models/update_inquiry.h"
#include "tests/app/models/scripted_server.h"
#include "tests/ui/gallery_hands.h"
#include "tests/ui/gallery_stories.h"
#include "ui/models/model_window.h"

namespace test {
namespace {

/// Into a data folder: a model with an update.
void installModel(const QString& dataFolder) {
    const app::ModelStore store(dataFolder + QStringLiteral("/models"));
    const auto known = app::catalogueModel(QStringLiteral("GLM-4.1V-9B-Thinking"));
    app::ModelManifest manifest;
    manifest.name = known->name + QStringLiteral("-int8");
    manifest.original = known->name;
    manifest.revision = QStringLiteral("8f3c2a91d0");
    manifest.weights = app::WeightsChoice::Int8;
    manifest.installed = QDateTime::currentDateTimeUtc();
    manifest.files = {{QStringLiteral("config.json"), known->config.size(), {}, {}},
                      {QStringLiteral("model.safetensors"), 11'000'000'000, {}, {}}};
    const QString prepared = store.incoming(manifest.name) + QStringLiteral("/small");
    const QDir folder(QDir(prepared).filePath(manifest.name));
    QFile config(folder.filePath(QStringLiteral("config.json")));
    require(folder.mkpath(QStringLiteral(".")) && config.open(QFile::WriteOnly) &&
                config.write(known->config) == known->config.size(),
            "The model's folder could not be made.");
    config.close();
    require(store.commit(prepared, manifest, nullptr).isEmpty(), "The model was not installed.");
    app::writeUpdateNotes(
        store.folder() + QStringLiteral("/updates.json"),
        {QDateTime::currentDateTimeUtc(),
         {{manifest.name,
           manifest.revision,
           QStringLiteral("c417e05b22"),
           {QStringLiteral("model-00004-of-00004.safetensors"), QStringLiteral("config.json")},
           {QStringLiteral("chat_template.jinja")},
           {},
           20'600'000'000}}});
}

}  // namespace

void modelsComeAndGo(app::Language language, app::Theme theme, const Camera& camera) {
    const QString flash = QStringLiteral("GLM-4.6V-Flash");
    Desk desk(std::make_unique<FakeGenerator>(std::vector<FakeGenerator::Step>()), language, installModel);
    themed(desk, theme);
    ScriptedServer site;
    auto downloads = desk.services.settings().downloads();
    downloads.mirror = site.url(QString()).toString();
    desk.services.settings().setDownloads(downloads);
    auto* window = static_cast<ui::ModelWindow*>(openBy(desk, "actionModels"));
    require(window != nullptr, "The models did not open.");
    window->choose(QStringLiteral("GLM-4.1V-9B-Thinking-int8"));
    camera(*window, "models_update");

    const QByteArray config = app::catalogueModel(flash)->config;
    const QByteArray size = QByteArray::number(config.size());
    site.script = {whole(R"({"sha": "0a1b2c3d", "siblings": [{"rfilename": "config.json", "size": )" + size +
                         R"(}, {"rfilename": "model.safetensors", "size": 1200000}]})"),
                   whole(config),
                   {"200 OK\r\nContent-Length: 1200000", QByteArray(520'000, 'x'), false}};
    window->choose(flash);
    window->findChild<QPushButton*>("modelDownload")->click();
    app::ModelManager& manager = desk.services.modelManager();
    auto* words = window->findChild<QLabel*>("modelProgressText");
    waitFor([&] { return manager.progress(flash).done >= 520'000; }, "The download did not begin.");
    waitFor([&] { return words->text().contains(QStringLiteral("43 %")); }, "Its progress is not shown.");
    camera(*window, "models_download");
    window->findChild<QPushButton*>("modelPause")->click();
    waitFor([&] { return !manager.isWorking(flash); }, "The download did not pause.");
    window->findChild<QPushButton*>("modelImport")->click();
    auto* chooser = window->findChild<QFileDialog*>("importModelDialog");
    emit chooser->fileSelected(manager.row(QStringLiteral("GLM-4.1V-9B-Thinking-int8"))->folder);
    closeAndForget(chooser);
    auto* choice = window->findChild<QDialog*>("importDialog");
    require(choice != nullptr, "The weights of an import were not asked for.");
    camera(*choice, "models_import");
    closeAndForget(choice);
    manager.importFolder(QStringLiteral("/nowhere"));
    waitFor([&] { return window->findChild<QLabel*>("modelNotice")->isVisible(); }, "Nothing was said.");
    camera(*window, "models_paused");
    closeAndForget(window);
}

}  // namespace test
