// The engine computes what transformers computes: tests/data/expected, made by tests/reference.
#include <algorithm>
#include <cmath>

#include <QTest>

#include "tests/engine/support/expected.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

/// The trace of a case, of a checkpoint in any folder.
raw::File traceOf(const fixtures::Case& wanted, const std::filesystem::path& folder, WeightsKind weights) {
    LoadOptions options{folder, weights, 1};
    options.device = fixtures::device();
    const auto loaded = Engine::load(options);
    if (!loaded) throw std::runtime_error(loaded.error().where + ": " + loaded.error().detail);
    const QTemporaryDir out;
    const auto file = std::filesystem::path(out.path().toStdString()) / "trace.safetensors";
    const auto traced = loaded.value()->trace(wanted.request, std::max(1, wanted.newTokens), file);
    if (!traced) throw std::runtime_error(traced.error().detail);
    return raw::read(file);
}

void compareFloat32(const raw::File& got, const raw::File& expected) {
    QCOMPARE(got.at("input_ids").integers(), expected.at("input_ids").integers());
    QCOMPARE(got.contains("pixel_values"), expected.contains("pixel_values"));
    if (expected.contains("pixel_values")) {
        QCOMPARE(got.at("image_grid_thw").integers(), expected.at("image_grid_thw").integers());
        QCOMPARE(got.at("position_ids").shape, expected.at("position_ids").shape);
        QCOMPARE(got.at("position_ids").integers(), expected.at("position_ids").integers());
        QCOMPARE_LE(expected::largestDifference(got, expected, "pixel_values"), 1e-5);
        QCOMPARE_LE(expected::largestDifference(got, expected, "image_features"), 1e-4);
    }
    QCOMPARE_LE(expected::largestDifference(got, expected, "logits"), 1e-3);
    QCOMPARE(got.at("greedy_ids").integers(), expected.at("greedy_ids").integers());
    QCOMPARE_LE(expected::largestDifference(got, expected, "greedy_logits"), 1e-3);
}

void addCases(WeightsKind weights) {
    QTest::addColumn<QString>("name");
    for (const auto& item : fixtures::cases())
        if (item.weights == weights) QTest::newRow(item.name.c_str()) << QString::fromStdString(item.name);
}

/// The tiny checkpoint, every tensor changed.
void rewrite(const fixtures::Copy& copy, raw::Tensor (*change)(const raw::Tensor&)) {
    auto tensors = raw::read(copy / "model.safetensors");
    for (auto& [name, tensor] : tensors)
        tensor = change(tensor);
    raw::write(copy / "model.safetensors", tensors);
}

}  // namespace

class EqualityTest : public QObject {
    Q_OBJECT

 private slots:
    void float32IsEqualToTransformers_data() { addCases(WeightsKind::Float32); }
    void float32IsEqualToTransformers() {
        QFETCH(QString, name);
        const auto wanted = fixtures::named(name.toStdString());
        compareFloat32(traceOf(wanted, fixtures::checkpoint(wanted.checkpoint), wanted.weights),
                       expected::read(wanted.name));
    }

    void bfloat16PointsTheSameWay_data() { addCases(WeightsKind::Bfloat16); }
    void bfloat16PointsTheSameWay() {
        QFETCH(QString, name);
        const auto wanted = fixtures::named(name.toStdString());
        const auto expected = expected::read(wanted.name);
        // Auto: the file is in bfloat16.
        const auto got = traceOf(wanted, fixtures::checkpoint(wanted.checkpoint), WeightsKind::Auto);
        QCOMPARE(got.at("input_ids").integers(), expected.at("input_ids").integers());
        const auto want = expected.at("logits").floats();
        const auto have = expected::keptRows(got, expected, "logits");
        QCOMPARE(have.size(), want.size());
        QCOMPARE_GE(expected::leastCosine(have, want, static_cast<std::size_t>(got.at("logits").shape[1])),
                    0.999);
    }

    void filesOfFloat32AndFloat16GiveTheSame_data() {
        QTest::addColumn<bool>("half");
        QTest::newRow("float32") << false;
        QTest::newRow("float16") << true;
    }
    void filesOfFloat32AndFloat16GiveTheSame() {
        QFETCH(bool, half);
        const fixtures::Copy copy("tiny");
        rewrite(copy, half ? raw::halved : raw::widened);
        compareFloat32(traceOf(fixtures::named("one_image"), copy.folder(), WeightsKind::Auto),
                       expected::read("one_image"));
    }

    void aSecondSpellingOfTheSameModelGivesTheSame() {
        const fixtures::Copy copy("tiny");  // the newer files, with the older config and names
        copy.editJson("config.json", [](auto& config) {
            auto text = config["text_config"];
            const auto rope = text["rope_parameters"];
            text.erase("rope_parameters");
            text.erase("model_type");
            text["rope_theta"] = rope["rope_theta"];
            text["partial_rotary_factor"] = rope["partial_rotary_factor"];
            text["rope_scaling"] = {{"type", "default"}, {"mrope_section", rope["mrope_section"]}};
            config["text_config"] = text;
            config["model_type"] = "glm46v";
        });
        raw::File renamed;
        for (const auto& [name, tensor] : raw::read(copy / "model.safetensors")) {
            auto older = name;
            for (const std::string prefix : {"model.language_model.", "model.visual."})
                if (name.starts_with(prefix))
                    older = (prefix == "model.visual." ? "visual." : "language_model.model.") +
                            name.substr(prefix.size());
            renamed[older] = tensor;
        }
        raw::write(copy / "model.safetensors", renamed);
        compareFloat32(traceOf(fixtures::named("two_images"), copy.folder(), WeightsKind::Float32),
                       expected::read("two_images"));
    }

    void aMisalignedFileGivesTheSame() {
        const fixtures::Copy copy("tiny");
        rewrite(copy, raw::widened);
        const auto file = copy / "model.safetensors";
        const auto parts = raw::readParts(file);
        auto header = parts.header.dump();
        while ((8 + header.size()) % 4 != 1)
            header += ' ';
        raw::writeHeaderText(file, header, parts.data);
        compareFloat32(traceOf(fixtures::named("no_image"), copy.folder(), WeightsKind::Auto),
                       expected::read("no_image"));
    }

    void anotherPictureOfTheSameSizeGivesOtherLogits() {
        auto wanted = fixtures::named("one_image");
        const auto folder = fixtures::checkpoint("tiny");
        const auto before = traceOf(wanted, folder, WeightsKind::Float32);
        auto changed = *fixtures::image("red");
        for (std::size_t i = 0; i < changed.rgb.size(); i += 3)
            std::swap(changed.rgb[i], changed.rgb[i + 2]);
        wanted.request.messages.front().parts.front() =
            ImagePart{std::make_shared<const Image>(std::move(changed))};
        const auto after = traceOf(wanted, folder, WeightsKind::Float32);

        QCOMPARE(after.at("input_ids").integers(), before.at("input_ids").integers());
        const auto a = before.at("logits").floats();
        const auto b = after.at("logits").floats();
        const auto vocab = before.at("logits").shape[1];
        double largest = 0;
        for (auto i = a.size() - static_cast<std::size_t>(vocab); i < a.size(); ++i)
            largest = std::max(largest, std::abs(double{a[i]} - double{b[i]}));
        QCOMPARE_GE(largest, 0.1);
    }
};

QTEST_GUILESS_MAIN(EqualityTest)
#include "equality_test.moc"
