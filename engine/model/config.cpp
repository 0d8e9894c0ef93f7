#include "engine/model/config.h"

#include <cmath>
#include <numeric>
#include <string>

#include "engine/model/json_file.h"

namespace engine {
namespace {

constexpr std::int64_t widest = 1 << 20;

int whole(const JsonFields& fields, const std::string& key, std::int64_t absent, std::int64_t most = widest) {
    return static_cast<int>(fields.integer(key, absent, 1, most));
}

void requireSilu(const JsonFields& fields) {
    if (fields.text("hidden_act", "silu") != "silu") fields.refuse("hidden_act");
}

void requireNoQuantization(const JsonFields& fields) {
    if (fields.has("quantization_config")) fields.refuse("quantization_config");
}

/// transformers 5 writes rope_parameters, 4 wrote rope_theta, partial_rotary_factor and rope_scaling.
RopeSettings readRope(const JsonFields& fields, int headDim) {
    const std::string key = fields.has("rope_scaling") ? "rope_scaling" : "rope_parameters";
    const auto rope = fields.object(key);
    const std::string kind = rope.has("rope_type") ? "rope_type" : "type";
    const auto type = rope.text(kind, "default");
    if (type != "default") rope.refuse(kind);
    RopeSettings settings;
    settings.theta = rope.number("rope_theta", fields.number("rope_theta", 10000, 1, 1e12), 1, 1e12);
    const auto outside = fields.number("partial_rotary_factor", 1, 0, 1);
    settings.partial = rope.number("partial_rotary_factor", outside, 0, 1);
    for (const auto section : rope.integers("mrope_section", {8, 12, 12})) {
        if (section < 1 || section > headDim) rope.refuse("mrope_section");
        settings.sections.push_back(static_cast<int>(section));
    }
    const auto rotary = static_cast<int>(headDim * settings.partial);
    if (rotary < 2 || rotary % 2 != 0) rope.refuse("partial_rotary_factor");
    const auto frequencies = std::accumulate(settings.sections.begin(), settings.sections.end(), 0);
    if (frequencies * 2 != rotary) rope.refuse("mrope_section");
    return settings;
}

TextConfig readText(const JsonFields& fields) {
    if (fields.text("model_type", "glm4v_text") != "glm4v_text") fields.refuse("model_type");
    requireSilu(fields);
    requireNoQuantization(fields);
    TextConfig text;
    text.vocab = whole(fields, "vocab_size", 151552, 1 << 24);
    text.hidden = whole(fields, "hidden_size", 4096);
    text.intermediate = whole(fields, "intermediate_size", 13696);
    text.layers = whole(fields, "num_hidden_layers", 40, 1024);
    text.heads = whole(fields, "num_attention_heads", 32, 4096);
    text.kvHeads = whole(fields, "num_key_value_heads", 2, 4096);
    text.contextTokens = whole(fields, "max_position_embeddings", 32768, 1 << 24);
    text.epsilon = fields.number("rms_norm_eps", 1e-5, 0, 1);
    if (text.hidden % text.heads != 0) fields.refuse("num_attention_heads");
    if (text.heads % text.kvHeads != 0) fields.refuse("num_key_value_heads");
    text.headDim = text.hidden / text.heads;
    // transformers takes hidden / heads for attention and head_dim for the rotation: only one of both is a
    // model.
    if (fields.integer("head_dim", text.headDim, 1, widest) != text.headDim) fields.refuse("head_dim");
    text.rope = readRope(fields, text.headDim);
    text.rotaryDim = static_cast<int>(text.headDim * text.rope.partial);
    return text;
}

VisionConfig readVision(const JsonFields& fields) {
    if (fields.text("model_type", "glm4v_vision") != "glm4v_vision") fields.refuse("model_type");
    requireSilu(fields);
    VisionConfig vision;
    vision.hidden = whole(fields, "hidden_size", 1536);
    vision.depth = whole(fields, "depth", 24, 1024);
    vision.heads = whole(fields, fields.has("num_heads") ? "num_heads" : "num_attention_heads", 12, 4096);
    vision.intermediate = whole(fields, "intermediate_size", 13696);
    vision.outHidden = whole(fields, "out_hidden_size", 4096);
    vision.channels = whole(fields, "in_channels", 3, 3);
    vision.patch = whole(fields, "patch_size", 14, 256);
    vision.temporalPatch = whole(fields, "temporal_patch_size", 2, 16);
    vision.merge = whole(fields, "spatial_merge_size", 2, 16);
    vision.gridSide = whole(fields, "image_size", 336, 1 << 16) / vision.patch;
    vision.attentionBias = fields.flag("attention_bias", false);
    vision.epsilon = fields.number("rms_norm_eps", 1e-5, 0, 1);
    const auto rope = fields.object("rope_parameters");
    const auto type = rope.text("rope_type", "axial");
    if (type != "axial" && type != "default") rope.refuse("rope_type");
    vision.ropeTheta = rope.number("rope_theta", fields.number("rope_theta", 10000, 1, 1e12), 1, 1e12);
    if (vision.channels != 3) fields.refuse("in_channels");
    if (vision.gridSide < 1) fields.refuse("image_size");
    if (vision.hidden % vision.heads != 0) fields.refuse("num_heads");
    vision.headDim = vision.hidden / vision.heads;
    if (vision.headDim % 4 != 0) fields.refuse("num_heads");  // a quarter turns by rows, a quarter by columns
    return vision;
}

}  // namespace

ModelConfig readModelConfig(const std::filesystem::path& file) {
    const auto json = readJsonObject(file);
    const JsonFields fields(json, file.string());
    const auto type = fields.text("model_type", "");
    if (type != "glm4v" && type != "glm46v") fields.refuse("model_type");
    requireNoQuantization(fields);

    ModelConfig config;
    // GLM-4.1V as first published has the text model's settings at the root.
    const auto root = [&] {
        auto copy = json;
        copy.erase("model_type");
        return copy;
    }();
    config.text = fields.has("text_config") ? readText(fields.object("text_config"))
                                            : readText(JsonFields(root, file.string()));
    config.vision = readVision(fields.object("vision_config"));
    config.text.tied = fields.flag("tie_word_embeddings", false) ||
                       fields.object("text_config").flag("tie_word_embeddings", false);
    const auto ends = fields.has("eos_token_id") ? fields : fields.object("text_config");
    for (const auto id : ends.integers("eos_token_id", {})) {
        if (id < 0 || id >= config.text.vocab) ends.refuse("eos_token_id");
        config.endTokens.push_back(static_cast<int>(id));
    }
    config.imageToken = static_cast<int>(fields.integer("image_token_id", 151343, 0, config.text.vocab - 1));
    if (config.imageToken >= config.text.vocab) fields.refuse("image_token_id");
    if (config.vision.outHidden != config.text.hidden)
        fields.object("vision_config").refuse("out_hidden_size");
    return config;
}

}  // namespace engine
