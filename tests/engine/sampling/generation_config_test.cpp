#include "engine/sampling/generation_config.h"

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::ErrorCode;
using engine::GenerationConfig;
using engine::SamplingOptions;

namespace {

GenerationConfig glm() {
    return GenerationConfig::parse(
        R"({"do_sample": true, "eos_token_id": [3, 5], "temperature": 0.8, "top_p": 0.6, "top_k": 2,
                                       "repetition_penalty": 1.1, "transformers_version": "5"})",
        "generation_config.json", {});
}

}  // namespace

class GenerationConfigTest : public QObject {
    Q_OBJECT

 private slots:
    void theCheckpointsOwnValuesHoldUnlessAskedOtherwise() {
        SamplingOptions options;
        options.seed = 9;
        options.maxTokens = 77;
        auto resolved = glm().resolve(options);
        QCOMPARE(resolved.temperature, 0.8);
        QCOMPARE(resolved.topP, 0.6);
        QCOMPARE(resolved.topK, 2);
        QCOMPARE(resolved.repetitionPenalty, 1.1);
        QCOMPARE(resolved.seed, std::uint64_t{9});
        QCOMPARE(resolved.maxTokens, 77);
        options.temperature = 0;
        options.topP = 0.5;
        options.topK = 0;
        options.repetitionPenalty = 1;
        resolved = glm().resolve(options);
        QCOMPARE(resolved.temperature, 0.0);
        QCOMPARE(resolved.topP, 0.5);
        QCOMPARE(resolved.topK, 0);
        QCOMPARE(resolved.repetitionPenalty, 1.0);
    }

    void withoutDoSampleItIsGreedyUntilATemperatureIsAskedFor() {
        const auto config =
            GenerationConfig::parse(R"({"temperature": 0.7, "top_p": 0.9, "eos_token_id": 4})", "g", {1});
        QCOMPARE(config.eosIds, std::vector<int>{4});
        SamplingOptions options;
        QCOMPARE(config.resolve(options).temperature, 0.0);
        options.temperature = 1.2;
        QCOMPARE(config.resolve(options).temperature, 1.2);
        QCOMPARE(config.resolve(options).topP, 0.9);
        QCOMPARE(GenerationConfig::parse(R"({"do_sample": true})", "g", {}).resolve({}).temperature, 1.0);
    }

    void aMissingFileLeavesTheModelsOwnEndTokens() {
        const auto config = GenerationConfig::load("/nowhere/generation_config.json", {7, 8});
        QCOMPARE(config.eosIds, (std::vector<int>{7, 8}));
        QCOMPARE(config.resolve({}).temperature, 0.0);
        QCOMPARE(GenerationConfig::parse("{}", "g", {7}).eosIds, std::vector<int>{7});
    }

    void everyRunHasAnotherSeedUnlessOneIsGiven() {
        QVERIFY(glm().resolve({}).seed != glm().resolve({}).seed);
    }

    void valuesOutOfRangeAreNamed() {
        const auto fieldOf = [](const std::function<void(SamplingOptions&)>& change) {
            SamplingOptions options;
            change(options);
            const auto error = fixtures::errorOf([&] { glm().resolve(options); });
            return error && error->code == ErrorCode::BadRequest ? error->detail : std::string("no error");
        };
        QCOMPARE(fieldOf([](auto& o) { o.temperature = -0.1; }), std::string("temperature"));
        QCOMPARE(fieldOf([](auto& o) { o.temperature = 2.1; }), std::string("temperature"));
        QCOMPARE(fieldOf([](auto& o) { o.temperature = std::nan(""); }), std::string("temperature"));
        QCOMPARE(fieldOf([](auto& o) { o.topP = 0; }), std::string("top_p"));
        QCOMPARE(fieldOf([](auto& o) { o.topP = 1.01; }), std::string("top_p"));
        QCOMPARE(fieldOf([](auto& o) { o.topK = -1; }), std::string("top_k"));
        QCOMPARE(fieldOf([](auto& o) { o.repetitionPenalty = 0; }), std::string("repetition_penalty"));
        QCOMPARE(fieldOf([](auto& o) { o.maxTokens = 0; }), std::string("max_tokens"));
        QCOMPARE(fieldOf([](auto& o) { o.minP = 1.5; }), std::string("min_p"));
        QCOMPARE(fieldOf([](auto& o) { o.presencePenalty = 2.5; }), std::string("presence_penalty"));
        QCOMPARE(fieldOf([](auto& o) { o.frequencyPenalty = std::nan(""); }),
                 std::string("frequency_penalty"));
        QCOMPARE(fieldOf([](auto& o) { o.logitBias = {{3, 101}}; }), std::string("logit_bias"));
        QCOMPARE(fieldOf([](auto& o) { o.logitBias = {{-3, 1}}; }), std::string("logit_bias"));
        QCOMPARE(fieldOf([](auto& o) { o.topLogprobs = 21; }), std::string("top_logprobs"));
        QCOMPARE(fieldOf([](auto& o) { o.topP = 1; }), std::string("no error"));
    }

    void damagedFilesAreNamed() {
        const auto errorOf = [](const char* json) {
            return fixtures::errorOf([json] { GenerationConfig::parse(json, "g.json", {}); });
        };
        for (const char* json : {"", "{", "[]", "1", "{\"a\" 1}"}) {
            QCOMPARE(errorOf(json)->code, ErrorCode::BadJson);
            QCOMPARE(errorOf(json)->where, std::string("g.json"));
        }
        for (const char* json : {R"({"temperature": "hot"})", R"({"top_p": 7})", R"({"eos_token_id": -3})",
                                 R"({"eos_token_id": ["a"]})", R"({"eos_token_id": 99999999999})",
                                 R"({"do_sample": 1})", R"({"top_k": -2})", R"({"repetition_penalty": 0})"})
            QCOMPARE(errorOf(json)->code, ErrorCode::ConfigUnsupported);
        QCOMPARE(errorOf(R"({"top_p": 7})")->detail, std::string("top_p: 7"));
    }
};

QTEST_GUILESS_MAIN(GenerationConfigTest)
#include "generation_config_test.moc"
