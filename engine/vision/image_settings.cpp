#include "engine/vision/image_settings.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/model/json_file.h"

namespace engine {
namespace {

std::array<float, 3> three(const JsonFields& fields, const std::string& key,
                           const std::vector<double>& absent) {
    const auto list = fields.numbers(key, absent);
    std::array<float, 3> values{};
    if (list.size() != values.size()) fields.refuse(key);
    std::ranges::transform(list, values.begin(), [](double value) { return static_cast<float>(value); });
    return values;
}

void requireOn(const JsonFields& fields, const std::string& key) {
    if (!fields.flag(key, true)) fields.refuse(key);
}

int same(const JsonFields& fields, const std::string& key, int absent, int tower) {
    const auto value = static_cast<int>(fields.integer(key, absent, 1, 256));
    if (value != tower) fields.refuse(key);
    return value;
}

constexpr double thinnest = 200;

}  // namespace

int ImageSettings::mostTokens() const {
    const double side = factor();
    const auto most = static_cast<double>(mostPixels) / temporalPatch;
    const auto least = static_cast<double>(leastPixels) / temporalPatch;
    // The thinnest picture has one row of tokens, and its length then alone keeps to the bounds.
    const auto thin = std::sqrt(thinnest * std::max(most, least)) / side + 1;
    return static_cast<int>(std::max({most / (side * side), least / (side * side) + thin, thin}));
}

// transformers: Glm46VImageProcessor
ImageSettings readImageSettings(const std::filesystem::path& file, const VisionConfig& vision) {
    constexpr std::int64_t mostAllowed = std::int64_t{1} << 31;
    const auto json = readJsonObject(file);
    const JsonFields fields(json, file.string());
    requireOn(fields, "do_resize");
    requireOn(fields, "do_rescale");
    requireOn(fields, "do_normalize");
    if (fields.integer("resample", 3, 0, 5) != 3) fields.refuse("resample");  // 3: bicubic

    ImageSettings settings;
    const auto size = fields.object("size");
    const auto least = fields.integer("min_pixels", 112 * 112, 1, mostAllowed);
    const auto most = fields.integer("max_pixels", 28 * 28 * 15000, 1, mostAllowed);
    settings.leastPixels = size.integer("shortest_edge", least, 1, mostAllowed);
    settings.mostPixels = size.integer("longest_edge", most, 1, mostAllowed);
    if (settings.leastPixels > settings.mostPixels) size.refuse("shortest_edge");
    settings.patch = same(fields, "patch_size", 14, vision.patch);
    settings.temporalPatch = same(fields, "temporal_patch_size", 2, vision.temporalPatch);
    settings.merge = same(fields, "merge_size", 2, vision.merge);
    settings.mean = three(fields, "image_mean", {0.48145466, 0.4578275, 0.40821073});
    settings.deviation = three(fields, "image_std", {0.26862954, 0.26130258, 0.27577711});
    if (std::ranges::count(settings.deviation, 0.0F) > 0) fields.refuse("image_std");
    settings.rescale = fields.number("rescale_factor", 1.0 / 255, 1e-9, 1);
    return settings;
}

}  // namespace engine
