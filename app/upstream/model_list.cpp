#include "app/upstream/model_list.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::json;

std::string textIn(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int countIn(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer()) return 0;
    return static_cast<int>(std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, 100'000'000));
}

/// vLLM and SGLang say max_model_len, this program context_tokens, llama.cpp meta.n_ctx_train.
int contextOf(const Json& model) {
    for (const char* name : {"max_model_len", "context_tokens"}) {
        if (const int tokens = countIn(model, name); tokens > 0) return tokens;
    }
    const auto meta = model.find("meta");
    return meta != model.end() && meta->is_object() ? countIn(*meta, "n_ctx_train") : 0;
}

UpstreamDialect dialectOf(const Json& model) {
    const std::string owner = textIn(model, "owned_by");
    if (owner == "vllm") return UpstreamDialect::Vllm;
    if (owner == "sglang") return UpstreamDialect::Sglang;
    return model.contains("loaded_model") ? UpstreamDialect::GlanceDesk : UpstreamDialect::OpenAi;
}

const Json* listIn(const Json& json) {
    if (!json.is_object()) return nullptr;
    const auto list = json.find("data");
    return list != json.end() && list->is_array() ? &*list : nullptr;
}

}  // namespace

engine::Result<ServedModel> servedModel(const std::string& body, const std::string& model,
                                        const std::string& where) {
    const Json json = Json::parse(body, nullptr, false);
    const Json* list = listIn(json);
    if (list == nullptr) {
        return engine::Error{engine::ErrorCode::UpstreamNonsense, where, "its list of models is none", {}};
    }
    for (const Json& one : *list) {
        if (!one.is_object()) continue;
        const std::string name = textIn(one, "id");
        if (name.empty() || (!model.empty() && name != model)) continue;
        return ServedModel{name, contextOf(one), dialectOf(one)};
    }
    return engine::Error{engine::ErrorCode::UpstreamModelMissing, where, model, {}};
}

std::vector<std::string> namesIn(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    std::vector<std::string> names;
    if (const Json* list = listIn(json)) {
        for (const Json& one : *list) {
            if (one.is_object() && !textIn(one, "id").empty()) names.push_back(textIn(one, "id"));
        }
    }
    return names;
}

}  // namespace app
