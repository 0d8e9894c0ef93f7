#include "app/models/catalogue.h"

namespace app {
namespace {

// What they share stands as a default in the engine; the published files say the same.
constexpr auto flashConfig = R"({"model_type": "glm46v", "text_config": {"model_type": "glm4v_text",
    "vocab_size": 151552, "hidden_size": 4096, "intermediate_size": 13696, "num_hidden_layers": 40,
    "num_attention_heads": 32, "num_key_value_heads": 2, "max_position_embeddings": 131072,
    "rope_theta": 500000, "partial_rotary_factor": 0.5, "rope_scaling": {"rope_type": "default",
    "mrope_section": [8, 12, 12]}}, "vision_config": {"model_type": "glm4v_vision", "depth": 24,
    "hidden_size": 1536, "num_heads": 12, "intermediate_size": 13696, "out_hidden_size": 4096}})";
constexpr auto thinkingConfig = R"({"model_type": "glm4v", "vocab_size": 151552, "hidden_size": 4096,
    "intermediate_size": 13696, "num_hidden_layers": 40, "num_attention_heads": 32, "num_key_value_heads": 2,
    "max_position_embeddings": 65536, "rope_theta": 10000, "partial_rotary_factor": 0.5, "rope_scaling":
    {"type": "default", "mrope_section": [8, 12, 12]}, "vision_config": {"model_type": "glm4v_vision",
    "depth": 24, "hidden_size": 1536, "num_heads": 12, "intermediate_size": 13696,
    "out_hidden_size": 4096}})";

bool isSame(const QString& one, const QString& other) {
    return !one.isEmpty() && one.compare(other, Qt::CaseInsensitive) == 0;
}

}  // namespace

const QList<CatalogueModel>& catalogue() {
    static const QList<CatalogueModel> models = {
        {QStringLiteral("GLM-4.6V-Flash"), QStringLiteral("zai-org/GLM-4.6V-Flash"),
         QStringLiteral("ZhipuAI/GLM-4.6V-Flash"), QStringLiteral("MIT"), flashConfig, false},
        {QStringLiteral("GLM-4.1V-9B-Thinking"), QStringLiteral("zai-org/GLM-4.1V-9B-Thinking"),
         QStringLiteral("ZhipuAI/GLM-4.1V-9B-Thinking"), QStringLiteral("MIT"), thinkingConfig, false},
        {QStringLiteral("demo"), {}, {}, QStringLiteral("MIT"), {}, true}};
    return models;
}

std::optional<CatalogueModel> catalogueModel(const QString& name) {
    for (const CatalogueModel& model : catalogue()) {
        if (isSame(model.name, name) || isSame(model.huggingFace, name) || isSame(model.modelScope, name))
            return model;
    }
    return {};
}

}  // namespace app
