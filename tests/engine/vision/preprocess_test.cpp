// Patches of pictures that a formula makes on both sides, under the published model's bounds, up to 4000x3000
// pixels.
#include "engine/vision/preprocess.h"

#include <QTest>

#include "engine/error.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

/// formula_picture of tests/reference/make_model_fixtures.py
Image formulaPicture(int width, int height) {
    Image image{width, height, {}};
    image.rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.rgb.push_back(static_cast<std::uint8_t>((x * 7 + y * 3) % 256));
            image.rgb.push_back(static_cast<std::uint8_t>(x * y / 61 % 256));
            image.rgb.push_back(static_cast<std::uint8_t>((x / 40 + y / 30) % 2 * 255));
        }
    }
    return image;
}

ImageSettings published() {
    ImageSettings settings;
    settings.leastPixels = 112 * 112;
    settings.mostPixels = 28 * 28 * 15000;
    settings.patch = 14;
    settings.temporalPatch = 2;
    settings.merge = 2;
    settings.mean = {0.48145466F, 0.4578275F, 0.40821073F};
    settings.deviation = {0.26862954F, 0.26130258F, 0.27577711F};
    settings.rescale = 1.0 / 255;
    return settings;
}

}  // namespace

class PreprocessTest : public QObject {
    Q_OBJECT

 private slots:
    void patchesAreTransformers_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [width, height] :
             {std::pair{4000, 3000}, {1920, 1080}, {640, 480}, {100, 37}, {28, 28}})
            QTest::addRow("%dx%d", width, height) << width << height;
    }
    void patchesAreTransformers() {
        QFETCH(int, width);
        QFETCH(int, height);
        const auto expected = raw::read(fixtures::data() / "expected" / "preprocess.safetensors");
        const auto name = std::to_string(width) + "x" + std::to_string(height);
        const auto settings = published();
        const auto grid = gridOf(width, height, settings);
        QCOMPARE((std::vector<std::int64_t>{grid.rows, grid.columns}),
                 expected.at(name + ".grid").integers());

        const auto patches = preprocess(formulaPicture(width, height), grid, settings);
        QCOMPARE(patches.size(0), grid.patches());
        const auto rows = at::tensor(expected.at(name + ".rows").integers(), at::kLong);
        const auto want = at::tensor(expected.at(name).floats(), at::kFloat).view({rows.size(0), -1});
        const auto difference = (patches.index_select(0, rows) - want).abs().max().item<float>();
        QCOMPARE_LE(difference, 1e-5F);
    }

    void bytesThatDontFitTheSizeAreRefused() {
        auto image = formulaPicture(30, 30);
        image.rgb.resize(100);
        const auto settings = published();
        QVERIFY_EXCEPTION_THROWN(preprocess(image, gridOf(30, 30, settings), settings), EngineError);
    }
};

QTEST_GUILESS_MAIN(PreprocessTest)
#include "preprocess_test.moc"
