#include "app/models/model_manager.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/engine_worker.h"
#include "app/models/manager_wiring.h"
#include "app/models/model_download.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"
#include "tests/app/models/scripted_server.h"
#include "tests/support/fake_generator.h"

namespace {

void write(const QString& path, const QByteArray& content) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
}

/// A manager with tools that know no engine: a model whose config says "bad" cannot be opened.
struct Bench {
    explicit Bench(app::DownloadSettings downloads = {}) : options{models, std::move(downloads), {}, {}} {}

    app::ModelTools tools() {
        app::ModelTools made;
        made.machine = [] { return app::MachineMemory{16'000'000'000, 0, {}}; };
        made.needs = [](const QByteArray& config, QString* problem) {
            if (config.contains("refused") && problem != nullptr) *problem = "refused config";
            return QList<app::WeightsNeed>{{app::WeightsChoice::Int8, 10, 10, 10, false, false}};
        };
        made.check = [](const QString& checkpoint, const app::ModelTools::Progress&, std::stop_token) {
            QFile config(checkpoint + "/config.json");
            return config.open(QFile::ReadOnly) && !config.readAll().contains("bad") ? QString()
                                                                                     : "cannot open";
        };
        made.probe = [](const QString&, const app::ModelTools::Progress&, std::stop_token) {
            return QString();
        };
        made.convert = [this](const QString& from, const QString& to, app::WeightsChoice,
                              const app::ModelTools::Progress&, std::stop_token stop) {
            while (convertsSlowly && !stop.stop_requested())
                std::this_thread::yield();
            if (stop.stop_requested()) return QString();
            QDir().mkpath(to);
            QFile::copy(from + "/config.json", to + "/config.json");
            return QString();
        };
        return made;
    }

    /// Begins work and waits for its end: the sentence of it.
    QString ended(const std::function<void()>& begin) {
        QString how = "nothing";
        QObject scope;
        QObject::connect(&manager(), &app::ModelManager::finished, &scope,
                         [&](const QString&, const QString&, const QString&) { how = "finished"; });
        QObject::connect(&manager(), &app::ModelManager::failed, &scope,
                         [&](const QString&, const QString& sentence) { how = sentence; });
        QObject::connect(&manager(), &app::ModelManager::paused, &scope,
                         [&](const QString&) { how = "paused"; });
        begin();
        (void)QTest::qWaitFor([&] { return how != "nothing"; }, 30'000);
        return how;
    }

    app::ModelManager& manager() {
        if (!m_manager) m_manager = std::make_unique<app::ModelManager>(tools(), options);
        return *m_manager;
    }

    QString source(const QString& name, const QByteArray& config = "{}") {
        const QString from = folder.filePath("from/" + name);
        write(from + "/config.json", config);
        write(from + "/model.safetensors", "weights");
        return from;
    }

    QTemporaryDir folder;
    QString models = folder.filePath("models");
    app::ModelManager::Options options;
    std::atomic<bool> convertsSlowly = false;

 private:
    std::unique_ptr<app::ModelManager> m_manager;
};

}  // namespace

class ModelManagerTest final : public QObject {
    Q_OBJECT

 private slots:
    void theCatalogueIsListedWithWhatFits() {
        Bench bench;
        const auto rows = bench.manager().rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].name, QString("GLM-4.6V-Flash"));
        QVERIFY(rows[0].isCatalogued && rows[0].folder.isEmpty());
        QCOMPARE(rows[0].fit.advised, app::WeightsChoice::Int8);
        QVERIFY(rows[2].isBundled && rows[2].isInUse && !rows[2].folder.isEmpty());
    }

    void anImportedFolderIsInstalledVerifiedAndRemoved() {
        Bench bench;
        QSignalSpy changes(&bench.manager(), &app::ModelManager::rowsChanged);
        const QString from = bench.source("mine");
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(from); }), QString("finished"));
        QVERIFY(!changes.isEmpty());
        const auto row = bench.manager().row("MINE");
        QVERIFY(row.has_value());
        QCOMPARE(row->bytes, std::int64_t(9));
        QCOMPARE(bench.ended([&] { bench.manager().verify("mine"); }), QString("finished"));
        write(row->folder + "/model.safetensors", "Weights");
        QVERIFY(bench.ended([&] { bench.manager().verify("mine"); }).contains("damaged"));
        QCOMPARE(bench.ended([&] { bench.manager().remove("mine"); }), QString("finished"));
        QCOMPARE(bench.manager().rows().size(), 3);
        QVERIFY(QFile::exists(from + "/model.safetensors"));
    }

    void aModelThatCannotBeOpenedIsNotInstalled() {
        Bench bench;
        const QString from = bench.source("mine", "bad");
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(from); }), QString("cannot open"));
        const QString refused = bench.source("other", "refused");
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(refused); }), QString("refused config"));
        QCOMPARE(bench.manager().rows().size(), 3);
        QVERIFY(QDir(bench.models + "/.incoming").entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }

    void aConvertedModelStandsBesideTheOther() {
        Bench bench;
        const QString from = bench.source("mine");
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(from); }), QString("finished"));
        QCOMPARE(bench.ended([&] { bench.manager().convert("mine", app::WeightsChoice::Int8); }),
                 QString("finished"));
        QVERIFY(bench.manager().row("mine") && bench.manager().row("mine-int8"));
        QVERIFY(bench.ended([&] { bench.manager().convert("mine-int8", app::WeightsChoice::Int4); })
                    .contains("converted already"));
    }

    void workThatIsStoppedLeavesNothing() {
        Bench bench;
        const QString from = bench.source("mine");
        bench.convertsSlowly = true;
        QCOMPARE(bench.ended([&] {
            bench.manager().importFolder(from, {}, app::WeightsChoice::Int4);
            QVERIFY(bench.manager().isWorking("mine"));
            QTRY_COMPARE(bench.manager().progress("mine").step, app::ModelStep::Converting);
            bench.manager().pause("mine");
        }),
                 QString("paused"));
        QVERIFY(!bench.manager().isWorking("mine"));
        QCOMPARE(bench.manager().rows().size(), 3);
    }

    void oneModelIsWorkedOnOnceAtATime() {
        Bench bench;
        const QString from = bench.source("mine");
        bench.convertsSlowly = true;
        bench.manager().importFolder(from, {}, app::WeightsChoice::Int4);
        QSignalSpy failures(&bench.manager(), &app::ModelManager::failed);
        bench.manager().importFolder(from);
        QCOMPARE(failures.size(), 1);
        QVERIFY(failures.first().at(1).toString().contains("already"));
    }

    void whatIsNotThereIsTold() {
        Bench bench;
        QVERIFY(bench.ended([&] { bench.manager().verify("none"); }).contains("not installed"));
        QVERIFY(bench.ended([&] { bench.manager().rollBack("none"); }).contains("not installed"));
        QVERIFY(bench.ended([&] { bench.manager().remove("demo"); }).contains("belongs to the program"));
        QVERIFY(bench.ended([&] { bench.manager().download("none"); }).contains("not in the catalogue"));
        QVERIFY(bench.ended([&] { bench.manager().download("demo"); }).contains("not in the catalogue"));
        QVERIFY(bench.ended([&] { bench.manager().importFolder(bench.folder.filePath("a b!")); })
                    .contains("no name"));
    }

    void aFullDiskIsToldBeforeAnythingIsFetched() {
        test::ScriptedServer server;
        const QByteArray listing = R"({"sha": "abc", "siblings": [{"rfilename": "config.json", "size": 2},
            {"rfilename": "model.safetensors", "size": 5000000000}]})";
        server.script = {test::whole(listing)};
        QTemporaryDir folder;
        QNetworkAccessManager network;
        app::DownloadOrder order;
        order.model = "GLM";
        order.access = {app::ModelSite::HuggingFace, server.url(QString()), {}};
        order.repository = "x/y";
        order.folder = folder.filePath("files");
        order.freeBytes = [] { return std::int64_t{4'000'000'000}; };
        app::ModelDownload download(network, order);
        QSignalSpy failures(&download, &app::ModelDownload::failed);
        download.start();
        QTRY_COMPARE(failures.size(), 1);
        const QString sentence = failures.first().first().toString();
        QVERIFY2(sentence.contains("5.0 GB") && sentence.contains("4.0 GB"), qPrintable(sentence));
        QCOMPARE(server.requests.size(), 1);
    }

    void itIsAskedForUpdatesOnceADay() {
        test::ScriptedServer server;
        app::DownloadSettings downloads;
        downloads.mirror = server.url(QString()).toString();
        Bench bench(downloads);
        const QString from = bench.source("GLM-4.6V-Flash");
        bench.manager().askForUpdatesDaily();  // nothing is installed: nothing to ask
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(from); }), QString("finished"));
        const QByteArray listing = R"({"sha": "abc", "siblings": [{"rfilename": "config.json", "size": 3},
            {"rfilename": "model.safetensors", "size": 7}]})";
        server.script = {test::whole(listing), test::whole(listing)};
        QSignalSpy answers(&bench.manager(), &app::ModelManager::updatesFound);
        bench.manager().askForUpdatesDaily();
        QTRY_COMPARE(answers.size(), 1);
        const auto row = bench.manager().row("GLM-4.6V-Flash");
        QVERIFY(row->update.has_value());
        QCOMPARE(row->update->changed, (QStringList{"config.json", "model.safetensors"}));
        bench.manager().askForUpdatesDaily();
        QCOMPARE(server.requests.size(), 1);
        bench.manager().askForUpdates();  // by hand at any time
        QTRY_COMPARE(answers.size(), 2);
        downloads.asksDaily = false;
        bench.manager().setDownloads(downloads, bench.models);
        QVERIFY(QFile::remove(bench.models + "/updates.json"));
        bench.manager().askForUpdatesDaily();
        QCOMPARE(server.requests.size(), 2);
    }

    void theModelInUseFollowsTheRevisionThatBecameCurrent() {
        Bench bench;
        app::Settings settings(bench.folder.filePath("settings.ini"));
        app::EngineWorker worker(
            [](const QString& folder, const std::function<void(double)>&,
               std::stop_token) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                return std::shared_ptr<const engine::Generator>(std::make_shared<test::FakeGenerator>(
                    std::vector<test::FakeGenerator::Step>{}, folder.toStdString()));
            });
        app::ModelService models(worker, settings);
        app::wireManager(bench.manager(), models, settings, bench.folder.path());
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(bench.source("mine", "{}")); }),
                 QString("finished"));
        const QString first = bench.manager().row("mine")->folder;
        QCOMPARE(bench.ended([&] { bench.manager().importFolder(bench.source("mine", "{ }")); }),
                 QString("finished"));
        const QString second = bench.manager().row("mine")->folder;
        QVERIFY(first != second);
        models.load(second);
        QTRY_COMPARE(settings.modelFolder(), second);
        QVERIFY(bench.manager().row("mine")->isInUse);
        QVERIFY(bench.ended([&] { bench.manager().remove("mine"); }).contains("in use"));
        QCOMPARE(bench.ended([&] { bench.manager().rollBack("mine"); }), QString("finished"));
        QTRY_COMPARE(settings.modelFolder(), first);
        QCOMPARE(models.summary().folder, first);
        // Of a model that isn't in use nothing is loaded.
        models.load("/elsewhere");
        QTRY_COMPARE(settings.modelFolder(), QString("/elsewhere"));
        QCOMPARE(bench.ended([&] { bench.manager().rollBack("mine"); }), QString("finished"));
        QCOMPARE(settings.modelFolder(), QString("/elsewhere"));
    }

    void theSettingsDecideWhereModelsLie() {
        QTemporaryDir folder;
        app::Settings settings(folder.filePath("settings.ini"));
        QCOMPARE(app::modelsFolder(settings, "/data"), QString("/data/models"));
        auto downloads = settings.downloads();
        QVERIFY(downloads.asksDaily && downloads.mirror.isEmpty());
        downloads = {app::ModelSite::ModelScope, "https://models.example.com", {}, true, "/big", false};
        settings.setDownloads(downloads);
        QCOMPARE(app::Settings(folder.filePath("settings.ini")).downloads(), downloads);
        QCOMPARE(app::modelsFolder(settings, "/data"), QString("/big"));
        downloads.mirror = "https://user:secret@example.com";
        QVERIFY(app::problemOf(downloads).contains("without a password"));
    }
};

QTEST_GUILESS_MAIN(ModelManagerTest)
#include "model_manager_test.moc"
