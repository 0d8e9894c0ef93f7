// The grid of any size is transformers' smart_resize: tests/data/expected/grids.json.
#include "engine/vision/image_grid.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/error.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

ImageSettings settings(std::int64_t least, std::int64_t most) {
    ImageSettings made;
    made.leastPixels = least;
    made.mostPixels = most;
    made.patch = 14;
    made.temporalPatch = 2;
    made.merge = 2;
    return made;
}

}  // namespace

class ImageGridTest : public QObject {
    Q_OBJECT

 private slots:
    void everySizeIsCutAsTransformersCutsIt() {
        const auto json = nlohmann::json::parse(raw::readText(fixtures::data() / "expected" / "grids.json"));
        int compared = 0;
        int refused = 0;
        for (const auto& row : json.begin().value()) {
            const int width = row[2];
            const int height = row[3];
            const auto name = std::to_string(width) + "x" + std::to_string(height);
            ImageGrid grid;
            try {
                grid = gridOf(width, height, settings(row[0], row[1]));
                QVERIFY2(grid.patches() / 4 <= settings(row[0], row[1]).mostTokens(), name.c_str());
            } catch (const EngineError& error) {
                QCOMPARE(error.error().code, ErrorCode::ImageTooThin);
                QCOMPARE(error.error().numbers, (std::vector<std::int64_t>{width, height}));
                ++refused;
            }
            QVERIFY2(grid.rows == row[4] && grid.columns == row[5], name.c_str());
            ++compared;
        }
        QCOMPARE_GT(compared, 800);
        QCOMPARE_GT(refused, 10);
    }

    void twoHundredToOneIsTheThinnest() {
        const auto published = settings(112 * 112, 28 * 28 * 15000);
        QCOMPARE(gridOf(400, 2, published).rows, 2);
        QVERIFY_EXCEPTION_THROWN(gridOf(402, 2, published), EngineError);
        QVERIFY_EXCEPTION_THROWN(gridOf(0, 5, published), EngineError);
    }

    void aCapIsNeverPassed() {
        const auto published = settings(112 * 112, 28 * 28 * 15000);
        for (const auto& [width, height] :
             {std::pair{1920, 1080}, {30, 30}, {5000, 26}, {26, 5000}, {640, 420}}) {
            const auto free = gridOf(width, height, published);
            for (const int most : {1, 2, 5, 40, 255, 1000, 100'000}) {
                const auto grid = gridOf(width, height, published, most);
                QVERIFY(grid.rows > 0 && grid.columns > 0 && grid.rows % 2 == 0 && grid.columns % 2 == 0);
                QVERIFY(grid.patches() / 4 <= most);
                QVERIFY(grid.patches() <= free.patches());
            }
            const auto same = gridOf(width, height, published, 0);
            QVERIFY(same.rows == free.rows && same.columns == free.columns);
        }
        QCOMPARE(gridOf(1920, 1080, published, 100'000).rows, gridOf(1920, 1080, published).rows);
    }
};

QTEST_GUILESS_MAIN(ImageGridTest)
#include "image_grid_test.moc"
