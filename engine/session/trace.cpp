#include "engine/session/trace.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/error.h"
#include "engine/model/safetensors_writer.h"
#include "engine/sampling/stop_rules.h"
#include "engine/session/session.h"

namespace engine {
namespace {

/// Keeps the tensors alive until they are written.
class Recorder {
 public:
    void add(std::string name, const at::Tensor& tensor, at::ScalarType type) {
        m_tensors.emplace_back(std::move(name), tensor.cpu().to(type).contiguous());
    }
    void write(const std::filesystem::path& file) const {
        SafetensorsWriter writer;
        for (const auto& [name, tensor] : m_tensors) {
            const auto type = tensor.scalar_type() == at::kLong ? ElementType::I64 : ElementType::Float32;
            writer.add(name, type, tensor.sizes().vec(),
                       {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()});
        }
        writer.write(file);
    }

 private:
    std::vector<std::pair<std::string, at::Tensor>> m_tensors;
};

at::Tensor gridTensor(const std::vector<ImageGrid>& grids) {
    std::vector<std::int64_t> values;  // frames, rows, columns
    for (const auto& grid : grids)
        values.insert(values.end(), {1, grid.rows, grid.columns});
    return at::tensor(values, at::kLong).view({-1, 3});
}

}  // namespace

void trace(const LoadedModel& model, const Request& request, int newTokens, const std::filesystem::path& file,
           const std::stop_token& stop) {
    const LayerWatch watch{stop, {}};
    Recorder recorder;
    Session session(model);
    throwIfStopped(stop);
    const auto prompt = preparePrompt(model, request);
    const auto length = static_cast<std::int64_t>(prompt.ids.size());
    const auto most = static_cast<int>(std::min<std::int64_t>(newTokens, model.info.contextTokens - length));
    if (newTokens < 1) throw EngineError(ErrorCode::BadRequest, {}, "fewer than one new token");

    std::vector<at::Tensor> features;  // of each picture
    recorder.add("input_ids", at::tensor(prompt.ids, at::kLong), at::kLong);
    if (!prompt.images.empty()) {
        std::vector<std::size_t> all(prompt.images.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        const auto patches = session.cut(prompt, all, stop);
        const auto seen = model.vision.see(patches, prompt.grids, watch);
        for (std::int64_t start = 0; const auto& span : prompt.spans) {
            features.push_back(seen.narrow(0, start, span.tokens()));
            start += span.tokens();
        }
        recorder.add("pixel_values", patches, at::kFloat);
        recorder.add("image_grid_thw", gridTensor(prompt.grids), at::kLong);
        recorder.add("image_features", seen, at::kFloat);
        recorder.add("position_ids", at::tensor(prompt.positions.values, at::kLong).view({3, length}),
                     at::kLong);
    }
    auto logits = session.logits(session.read(prompt, features, 0, length, watch));  // [prompt, vocab]
    recorder.add("logits", logits, at::kFloat);

    const StopRules rules(model.generation.eosIds, most);
    std::vector<int> chosen;
    std::vector<at::Tensor> rows;  // each [1, vocab]
    for (;;) {
        rows.push_back(logits.narrow(0, logits.size(0) - 1, 1));
        chosen.push_back(static_cast<int>(rows.back().argmax(-1).item<std::int64_t>()));
        if (rules.after(chosen.back(), static_cast<int>(chosen.size()))) break;
        logits = session.logits(session.step(chosen.back(), stop));
    }
    recorder.add("greedy_ids", at::tensor(chosen, at::kLong), at::kLong);
    recorder.add("greedy_logits", at::cat(rows), at::kFloat);
    recorder.write(file);
}

}  // namespace engine
