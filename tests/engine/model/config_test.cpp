// config.json in both spellings, with transformers' defaults, and what this engine can't compute.
#include "engine/model/config.h"

#include <functional>

#include <QTest>

#include "engine/error.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

using Json = nlohmann::ordered_json;

/// As GLM-4.6V-Flash is published.
Json published() {
    return Json::parse(R"({
        "architectures": ["Glm46VForConditionalGeneration"], "model_type": "glm46v",
        "text_config": {
            "pad_token_id": 151329, "vocab_size": 151552, "eos_token_id": [151329, 151336, 151338],
            "hidden_size": 4096, "intermediate_size": 13696, "max_position_embeddings": 131072,
            "num_attention_heads": 32, "num_hidden_layers": 40, "num_key_value_heads": 2, "rms_norm_eps": 1e-05,
            "dtype": "bfloat16", "hidden_act": "silu", "attention_bias": true, "head_dim": 128,
            "rope_parameters": {"rope_type": "default", "rope_theta": 500000, "mrope_section": [8, 12, 12],
                                "partial_rotary_factor": 0.5}},
        "image_token_id": 151363, "video_token_id": 151364, "tie_word_embeddings": false,
        "vision_config": {
            "hidden_size": 1536, "depth": 24, "num_heads": 12, "attention_bias": false, "intermediate_size": 13696,
            "hidden_act": "silu", "image_size": 336, "patch_size": 14, "out_hidden_size": 4096, "rms_norm_eps": 1e-05,
            "spatial_merge_size": 2, "temporal_patch_size": 2}})");
}

ModelConfig read(const Json& json) {
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "config.json";
    raw::writeText(file, json.dump());
    return readModelConfig(file);
}

std::string refusal(const std::function<void(Json&)>& change) {
    auto json = published();
    change(json);
    try {
        read(json);
        return "taken";
    } catch (const EngineError& error) {
        if (error.error().code != ErrorCode::ConfigUnsupported) return "another error";
        return error.error().detail;
    }
}

void compare(const ModelConfig& config) {
    QCOMPARE(config.text.rope.theta, 500000.0);
    QCOMPARE(config.text.rope.partial, 0.5);
    QCOMPARE(config.text.rope.sections, (std::vector<int>{8, 12, 12}));
    QCOMPARE(config.text.rotaryDim, 64);
}

}  // namespace

class ConfigTest : public QObject {
    Q_OBJECT

 private slots:
    void readsThePublishedConfig() {
        const auto config = read(published());
        compare(config);
        QCOMPARE(config.text.layers, 40);
        QCOMPARE(config.text.headDim, 128);
        QCOMPARE(config.text.kvHeads, 2);
        QCOMPARE(config.text.contextTokens, 131072);
        QCOMPARE(config.text.tied, false);
        QCOMPARE(config.imageToken, 151363);
        QCOMPARE(config.endTokens, (std::vector<int>{151329, 151336, 151338}));
        QCOMPARE(config.vision.depth, 24);
        QCOMPARE(config.vision.headDim, 128);
        QCOMPARE(config.vision.gridSide, 24);
        QCOMPARE(config.vision.ropeTheta, 10000.0);
    }

    void readsTheOlderRopeSpelling() {
        auto json = published();
        auto& text = json["text_config"];
        text.erase("rope_parameters");
        text["rope_theta"] = 500000.0;
        text["partial_rotary_factor"] = 0.5;
        text["rope_scaling"] = {{"type", "default"}, {"mrope_section", {8, 12, 12}}};
        compare(read(json));
    }

    void readsTextSettingsAtTheRoot() {
        auto json = published();
        const auto text = json["text_config"];
        json.erase("text_config");
        for (const auto& [key, value] : text.items())
            json[key] = value;
        json["model_type"] = "glm4v";
        const auto config = read(json);
        compare(config);
        QCOMPARE(config.text.hidden, 4096);
        QCOMPARE(config.endTokens.size(), std::size_t{3});
    }

    void takesTransformersDefaults() {
        // Glm4vTextConfig() turns whole heads, which its default sections don't fit: they must be given.
        const auto config = read(Json::parse(
            R"({"model_type": "glm4v", "text_config": {"rope_parameters": {"mrope_section": [16, 24, 24]}}})"));
        QCOMPARE(config.text.vocab, 151552);
        QCOMPARE(config.text.contextTokens, 32768);
        QCOMPARE(config.text.rope.theta, 10000.0);
        QCOMPARE(config.text.rotaryDim, 128);
        QCOMPARE(config.imageToken, 151343);
        QCOMPARE(config.vision.hidden, 1536);
    }

    void tiesEmbeddingsFromEitherPlace() {
        auto json = published();
        json["text_config"]["tie_word_embeddings"] = true;
        QVERIFY(read(json).text.tied);
        json["text_config"].erase("tie_word_embeddings");
        json["tie_word_embeddings"] = true;
        QVERIFY(read(json).text.tied);
    }

    void refusesWhatItCannotComputeByName_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* path, const char* value, const char* said) {
            QTest::addRow("%s %s", path, value) << path << value << said;
        };
        row("/model_type", "\"qwen2_vl\"", "model_type: \"qwen2_vl\"");
        row("/text_config/model_type", "\"glm4v_moe_text\"", "text_config.model_type: \"glm4v_moe_text\"");
        row("/text_config/hidden_act", "\"gelu\"", "text_config.hidden_act: \"gelu\"");
        row("/text_config/rope_parameters/rope_type", "\"yarn\"",
            "text_config.rope_parameters.rope_type: \"yarn\"");
        row("/text_config/rope_parameters/mrope_section", "[8, 8, 8]",
            "text_config.rope_parameters.mrope_section: [8,8,8]");
        row("/text_config/rope_parameters/partial_rotary_factor", "0.01",
            "text_config.rope_parameters.partial_rotary_factor: 0.01");
        row("/text_config/head_dim", "64", "text_config.head_dim: 64");
        row("/text_config/num_attention_heads", "33", "text_config.num_attention_heads: 33");
        row("/text_config/num_key_value_heads", "3", "text_config.num_key_value_heads: 3");
        row("/text_config/num_hidden_layers", "-1", "text_config.num_hidden_layers: -1");
        row("/text_config/num_hidden_layers", "2000000000", "text_config.num_hidden_layers: 2000000000");
        row("/text_config/hidden_size", "4096.5", "text_config.hidden_size: 4096.5");
        row("/text_config/vocab_size", "\"many\"", "text_config.vocab_size: \"many\"");
        row("/text_config/eos_token_id", "[151552]", "text_config.eos_token_id: [151552]");
        row("/text_config", "3", "text_config: 3");
        row("/quantization_config", "{\"bits\": 4}", "quantization_config: {\"bits\":4}");
        row("/image_token_id", "151552", "image_token_id: 151552");
        row("/vision_config/hidden_act", "\"gelu\"", "vision_config.hidden_act: \"gelu\"");
        row("/vision_config/num_heads", "7", "vision_config.num_heads: 7");
        row("/vision_config/out_hidden_size", "1024", "vision_config.out_hidden_size: 1024");
        row("/vision_config/patch_size", "0", "vision_config.patch_size: 0");
        row("/vision_config/image_size", "[336, 336]", "vision_config.image_size: [336,336]");
    }
    void refusesWhatItCannotComputeByName() {
        QFETCH(QString, path);
        QFETCH(QString, value);
        QFETCH(QString, said);
        const auto detail = refusal([&](Json& json) {
            json[Json::json_pointer(path.toStdString())] = Json::parse(value.toStdString());
        });
        QCOMPARE(QString::fromStdString(detail), said);
    }
};

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
