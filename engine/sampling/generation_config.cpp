#include "engine/sampling/generation_config.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/error.h"

namespace engine {
namespace {

using nlohmann::json;

// As in vLLM: what is this cold has one token to choose from, and dividing by it leaves the range of floats.
constexpr double kGreedyBelow = 1e-5;

bool isTemperature(double value) {
    return value >= 0 && value <= 2;
}
bool isTopP(double value) {
    return value > 0 && value <= 1;
}
bool isTopK(double value) {
    return value >= 0 && value <= std::numeric_limits<int>::max();
}
bool isPenalty(double value) {
    return value > 0 && value <= 100;
}

bool isMinP(double value) {
    return value >= 0 && value <= 1;
}
bool isOpenAiPenalty(double value) {
    return value >= -2 && value <= 2;
}
bool isBias(double value) {
    return value >= -100 && value <= 100;
}
bool isTopLogprobs(double value) {
    return value >= 0 && value <= 20;
}

class Reader {
 public:
    Reader(const json& document, std::string name) : m_document(document), m_name(std::move(name)) {}

    std::optional<double> number(const char* key, bool (*inRange)(double)) const {
        const json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number() || !inRange(value->get<double>())) refuse(key, *value);
        return value->get<double>();
    }

    bool flag(const char* key) const {
        const json* value = find(key);
        if (value == nullptr) return false;
        if (!value->is_boolean()) refuse(key, *value);
        return value->get<bool>();
    }

    std::optional<std::vector<int>> ids(const char* key) const {
        const json* value = find(key);
        if (value == nullptr) return std::nullopt;
        std::vector<int> ids;
        for (const json& id : value->is_array() ? *value : json::array({*value})) {
            if (!id.is_number_integer() || id < 0 || id > std::numeric_limits<int>::max())
                refuse(key, *value);
            ids.push_back(id.get<int>());
        }
        return ids;
    }

 private:
    const json* find(const char* key) const {
        const auto found = m_document.find(key);
        return found == m_document.end() || found->is_null() ? nullptr : &*found;
    }
    [[noreturn]] void refuse(const std::string& key, const json& value) const {
        const std::string shown = value.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 80);
        throw EngineError(ErrorCode::ConfigUnsupported, m_name, key + ": " + shown);
    }

    const json& m_document;
    std::string m_name;
};

double checked(double value, bool (*inRange)(double), const char* field) {
    if (!inRange(value)) throw EngineError(ErrorCode::BadRequest, "", field);
    return value;
}

std::uint64_t freshSeed() {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

}  // namespace

GenerationConfig GenerationConfig::load(const std::filesystem::path& file, std::vector<int> fallbackEosIds) {
    std::error_code problem;
    if (!std::filesystem::exists(file, problem)) {
        GenerationConfig config;
        config.eosIds = std::move(fallbackEosIds);
        return config;
    }
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream || !content) throw EngineError(ErrorCode::FileUnreadable, file.string(), "cannot be read");
    return parse(content.view(), file.string(), std::move(fallbackEosIds));
}

GenerationConfig GenerationConfig::parse(std::string_view text, const std::string& name,
                                         std::vector<int> fallbackEosIds) {
    json document;
    try {
        document = json::parse(text);
    } catch (const json::exception& error) {
        throw EngineError(ErrorCode::BadJson, name, error.what());
    }
    if (!document.is_object()) throw EngineError(ErrorCode::BadJson, name, "not an object");
    const Reader reader(document, name);
    GenerationConfig config;
    config.doSample = reader.flag("do_sample");
    config.temperature = reader.number("temperature", isTemperature);
    config.topP = reader.number("top_p", isTopP);
    if (const auto topK = reader.number("top_k", isTopK)) config.topK = static_cast<int>(*topK);
    config.minP = reader.number("min_p", isMinP);
    config.repetitionPenalty = reader.number("repetition_penalty", isPenalty);
    config.eosIds = reader.ids("eos_token_id").value_or(std::move(fallbackEosIds));
    return config;
}

ResolvedSampling GenerationConfig::resolve(const SamplingOptions& options) const {
    ResolvedSampling resolved;
    // transformers samples at 1.0 when do_sample is on and no temperature is given.
    const double own = doSample ? temperature.value_or(1.0) : 0.0;
    resolved.temperature = checked(options.temperature.value_or(own), isTemperature, "temperature");
    if (resolved.temperature < kGreedyBelow) resolved.temperature = 0;
    resolved.topP = checked(options.topP.value_or(topP.value_or(1.0)), isTopP, "top_p");
    const int chosenTopK = options.topK.value_or(topK.value_or(0));
    resolved.topK = static_cast<int>(checked(chosenTopK, isTopK, "top_k"));
    resolved.repetitionPenalty = checked(options.repetitionPenalty.value_or(repetitionPenalty.value_or(1.0)),
                                         isPenalty, "repetition_penalty");
    resolved.minP = checked(options.minP.value_or(minP.value_or(0.0)), isMinP, "min_p");
    resolved.presencePenalty = checked(options.presencePenalty, isOpenAiPenalty, "presence_penalty");
    resolved.frequencyPenalty = checked(options.frequencyPenalty, isOpenAiPenalty, "frequency_penalty");
    for (const auto& [id, bias] : options.logitBias) {
        checked(id, isTopK, "logit_bias");
        checked(bias, isBias, "logit_bias");
    }
    resolved.logitBias = options.logitBias;
    checked(options.topLogprobs.value_or(0), isTopLogprobs, "top_logprobs");
    if (options.maxTokens < 1) throw EngineError(ErrorCode::BadRequest, "", "max_tokens");
    resolved.maxTokens = options.maxTokens;
    resolved.seed = options.seed ? *options.seed : freshSeed();
    return resolved;
}

}  // namespace engine
