#include "engine/vision/image_settings.h"

#include <QTest>

#include "engine/error.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

ImageSettings read(const std::string& json) {
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "preprocessor_config.json";
    raw::writeText(file, json);
    VisionConfig vision;
    vision.patch = 14;
    vision.temporalPatch = 2;
    vision.merge = 2;
    return readImageSettings(file, vision);
}

}  // namespace

class ImageSettingsTest : public QObject {
    Q_OBJECT

 private slots:
    void bothSpellingsOfTheBoundsAreRead() {
        const auto newer = read(R"({"size": {"shortest_edge": 3136, "longest_edge": 200704}})");
        const auto older = read(R"({"min_pixels": 3136, "max_pixels": 200704})");
        for (const auto& settings : {newer, older}) {
            QCOMPARE(settings.leastPixels, 3136);
            QCOMPARE(settings.mostPixels, 200704);
        }
    }

    void whatIsAbsentIsTransformersDefault() {
        const auto settings = read("{}");
        QCOMPARE(settings.leastPixels, 112 * 112);
        QCOMPARE(settings.mostPixels, 28 * 28 * 15000);
        QCOMPARE(settings.mean[0], 0.48145466F);
        QCOMPARE(settings.deviation[2], 0.27577711F);
        QCOMPARE(settings.rescale, 1.0 / 255);
        QCOMPARE(settings.factor(), 28);
        QCOMPARE(settings.mostTokens(), 7500);
    }

    void otherStepsAreRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* json, const char* key) { QTest::newRow(json) << json << key; };
        row(R"({"do_resize": false})", "do_resize");
        row(R"({"do_normalize": false})", "do_normalize");
        row(R"({"do_rescale": false})", "do_rescale");
        row(R"({"resample": 2})", "resample");
        row(R"({"patch_size": 16})", "patch_size");
        row(R"({"merge_size": 1})", "merge_size");
        row(R"({"image_mean": [0.5]})", "image_mean");
        row(R"({"image_std": [0.5, 0, 0.5]})", "image_std");
        row(R"({"size": {"shortest_edge": 500, "longest_edge": 100}})", "size.shortest_edge");
        row(R"({"size": {"longest_edge": 9223372036854775807}})", "size.longest_edge");
        row(R"({"size": {"shortest_edge": 0}})", "size.shortest_edge");
        row(R"({"rescale_factor": 0})", "rescale_factor");
    }
    void otherStepsAreRefused() {
        QFETCH(QString, json);
        QFETCH(QString, key);
        try {
            read(json.toStdString());
            QFAIL("taken");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().code, ErrorCode::ConfigUnsupported);
            QVERIFY2(error.error().detail.starts_with(key.toStdString() + ": "),
                     error.error().detail.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(ImageSettingsTest)
#include "image_settings_test.moc"
