#include "app/server/api/sampling_fields.h"

#include <charconv>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

void readLogitBias(ObjectReader& body, engine::SamplingOptions& sampling) {
    const Json* bias = body.find("logit_bias");
    if (bias == nullptr) return;
    if (!bias->is_object() || bias->size() > 1024)
        body.refuse("logit_bias", "must be an object of at most 1024 token ids.");
    for (const auto& [key, value] : bias->items()) {
        int id = -1;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        const bool isId = error == std::errc() && end == key.data() + key.size() && id >= 0;
        if (!isId || !value.is_number() || value.get<double>() < -100 || value.get<double>() > 100)
            body.refuse("logit_bias", "must map token ids to numbers from -100 to 100.");
        sampling.logitBias.emplace_back(id, value.get<double>());
    }
}

/// true for an effort that lets the model think; the model knows no degrees.
bool isThinking(const std::string& effort) {
    return effort != "none" && effort != "minimal";
}

}  // namespace

void readSampling(ObjectReader& body, const Limits& limits, Call& call) {
    engine::SamplingOptions& sampling = call.request.sampling;
    sampling.temperature = body.number("temperature", 0, 2);
    sampling.topP = body.number("top_p", 0, 1);
    if (const auto topK = body.integer("top_k", -1, 1'000'000))
        sampling.topK = *topK < 0 ? 0 : static_cast<int>(*topK);  // some clients say -1 for off
    sampling.minP = body.number("min_p", 0, 1);
    sampling.repetitionPenalty = body.number("repetition_penalty", 0.1, 10);
    sampling.presencePenalty = body.number("presence_penalty", -2, 2).value_or(0);
    sampling.frequencyPenalty = body.number("frequency_penalty", -2, 2).value_or(0);
    readLogitBias(body, sampling);
    if (const auto seed = body.integer("seed", INT64_MIN, INT64_MAX))
        sampling.seed = static_cast<std::uint64_t>(*seed);
    const int most = limits.answerTokens;
    const auto newer = body.integer("max_completion_tokens", 1, most);
    const auto older = body.integer("max_tokens", 1, most);
    if (newer && older && *newer != *older)
        body.refuse("max_tokens", "differs from 'max_completion_tokens': send one of them.");
    sampling.maxTokens = static_cast<int>(newer.value_or(older.value_or(limits.defaultAnswerTokens)));
    call.choices = static_cast<int>(body.integer("n", 1, limits.choices).value_or(1));
}

void readStop(ObjectReader& body, Call& call) {
    constexpr std::size_t mostBytes = 256;
    const Json* stop = body.find("stop");
    if (stop == nullptr) return;
    const Json list = stop->is_string() ? Json::array({*stop}) : *stop;
    if (!list.is_array() || list.size() > 4) body.refuse("stop", "must be a string or up to four strings.");
    for (const Json& one : list) {
        if (!one.is_string() || one.get_ref<const std::string&>().empty() ||
            one.get_ref<const std::string&>().size() > mostBytes) {
            body.refuse("stop", "must hold strings of 1 to 256 bytes.");
        }
        call.request.sampling.stop.push_back(one.get<std::string>());
    }
}

void readStream(ObjectReader& body, Call& call) {
    call.stream = body.boolean("stream").value_or(false);
    const Json* options = body.find("stream_options");
    if (options == nullptr) return;
    if (!call.stream) body.refuse("stream_options", "goes with 'stream': true only.");
    ObjectReader reader(*options, body.pathOf("stream_options"));
    call.includeUsage = reader.boolean("include_usage").value_or(false);
    reader.only("include_obfuscation", false);
    reader.finish();
}

void readHabits(ObjectReader& body, Call& call) {
    for (const char* name : {"user", "safety_identifier", "prompt_cache_key"}) {
        if (const auto value = body.text(name, 512))
            call.user += std::string(name) + "=" + std::to_string(value->size()) + ":" + *value + ";";
    }
    body.only("store", false);
    body.only("metadata", Json::object());
    if (body.choice("service_tier", {"auto", "default"})) return;
}

void readThinking(ObjectReader& body, Call& call) {
    const auto effort =
        body.choice("reasoning_effort", {"none", "minimal", "low", "medium", "high", "xhigh"});
    if (effort) call.request.enableThinking = isThinking(*effort);
    const Json* options = body.find("chat_template_kwargs");
    if (options == nullptr) return;
    ObjectReader reader(*options, body.pathOf("chat_template_kwargs"));
    if (const auto thinking = reader.boolean("enable_thinking")) {
        if (effort && *thinking != isThinking(*effort))
            reader.refuse("enable_thinking", "contradicts 'reasoning_effort': send one of them.");
        call.request.enableThinking = *thinking;
    }
    reader.finish();
}

}  // namespace app::server
