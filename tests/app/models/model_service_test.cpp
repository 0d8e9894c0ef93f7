#include "app/models/model_service.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/engine_worker.h"
#include "app/models/bundled.h"
#include "app/settings/settings.h"
#include "tests/support/fake_generator.h"

namespace {

/// Folders whose name begins with "bad" do not load; "slow" waits for the gate.
struct Bench {
    app::ModelLoader loader() {
        return [this](const QString& path, const std::function<void(double)>& progress,
                      std::stop_token stop) -> engine::Result<std::shared_ptr<const engine::Generator>> {
            progress(0.5);
            const QString name = QDir(path).dirName();
            if (name.startsWith("slow"))
                (void)gate.generate(
                    {}, [](const engine::Event&) {}, std::move(stop));
            if (name.startsWith("bad")) {
                return engine::Error{engine::ErrorCode::FolderEmpty, path.toStdString(), {}, {}};
            }
            progress(1);
            return std::shared_ptr<const engine::Generator>(std::make_shared<test::FakeGenerator>(
                std::vector<test::FakeGenerator::Step>{}, name.toStdString()));
        };
    }

    QTemporaryDir folder;
    test::FakeGenerator gate{{test::FakeGenerator::Block{}}};
    app::Settings settings{folder.filePath("settings.ini")};
    app::EngineWorker worker{loader()};
    app::ModelService models{worker, settings};
};

}  // namespace

class ModelServiceTest final : public QObject {
    Q_OBJECT

 private slots:
    void aLoadedModelIsShownAndRemembered() {
        Bench bench;
        QCOMPARE(bench.models.state(), app::ModelState::None);
        bench.models.load("/models/good");
        QCOMPARE(bench.models.state(), app::ModelState::Loading);
        QVERIFY(bench.settings.modelFolder().isEmpty());
        QTRY_COMPARE(bench.models.state(), app::ModelState::Ready);
        QCOMPARE(bench.models.summary().name, QString("good"));
        QCOMPARE(bench.models.summary().folder, QString("/models/good"));
        QCOMPARE(bench.models.summary().contextTokens, 2048);
        QCOMPARE(bench.models.summary().billionParameters, 0.005);
        QVERIFY(!bench.models.summary().isDemo);
        QCOMPARE(bench.settings.modelFolder(), QString("/models/good"));
    }

    void progressRisesWhileLoading() {
        Bench bench;
        bench.models.load("/models/slow");
        QTRY_COMPARE(bench.models.progress(), 0.5);
        QCOMPARE(bench.models.state(), app::ModelState::Loading);
        bench.gate.release();
        QTRY_COMPARE(bench.models.state(), app::ModelState::Ready);
        QCOMPARE(bench.models.progress(), 1.0);
    }

    void aFirstLoadThatFailsIsSaidAndNotRemembered() {
        Bench bench;
        bench.models.load("/models/bad");
        QTRY_COMPARE(bench.models.state(), app::ModelState::Failed);
        QVERIFY(bench.models.problem().contains("/models/bad"));
        QVERIFY(bench.settings.modelFolder().isEmpty());
    }

    void onFailureTheModelBeforeStays() {
        Bench bench;
        bench.models.load("/models/good");
        QTRY_COMPARE(bench.models.state(), app::ModelState::Ready);
        bench.models.load("/models/bad");
        QTRY_VERIFY(!bench.models.problem().isEmpty());
        QCOMPARE(bench.models.state(), app::ModelState::Ready);
        QCOMPARE(bench.models.summary().name, QString("good"));
        QCOMPARE(bench.settings.modelFolder(), QString("/models/good"));
        bench.models.load("/models/better");
        QVERIFY(bench.models.problem().isEmpty());
        QTRY_COMPARE(bench.models.summary().name, QString("better"));
    }

    void theDemoIsKnownAndRememberedAsNoChoice() {
        QTemporaryDir resources;
        QVERIFY(QDir(resources.path()).mkpath("models/demo"));
        qputenv("GLANCEDESK_RESOURCES", QFile::encodeName(resources.path()));
        Bench bench;
        bench.settings.setModelFolder("/models/good");
        bench.models.load(app::bundled::demoModelFolder() + "/../demo");
        QTRY_COMPARE(bench.models.state(), app::ModelState::Ready);
        QVERIFY(bench.models.summary().isDemo);
        QVERIFY(bench.settings.modelFolder().isEmpty());
        qunsetenv("GLANCEDESK_RESOURCES");
    }
};

QTEST_GUILESS_MAIN(ModelServiceTest)
#include "model_service_test.moc"
