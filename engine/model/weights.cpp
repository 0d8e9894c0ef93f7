#include "engine/model/weights.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/error.h"
#include "engine/kernels/kernels.h"
#include "engine/model/layer_watch.h"
#include "engine/model/stored_quantisation.h"
#include "engine/model/system_memory.h"

namespace engine {
namespace {

const std::string embeddingName = "model.language_model.embed_tokens.weight";

std::optional<at::ScalarType> floatingType(ElementType type) {
    switch (type) {
        case ElementType::Float32:
            return at::kFloat;
        case ElementType::Bfloat16:
            return at::kBFloat16;
        case ElementType::Float16:
            return at::kHalf;
        default:
            return std::nullopt;
    }
}

/// Shares the mapping's life; copies only what isn't aligned for its type.
at::Tensor view(const Checkpoint::Tensor& tensor, at::ScalarType type,
                const std::vector<std::int64_t>& shape) {
    const auto& entry = *tensor.entry;
    const auto* start = entry.data.data();
    const auto options = at::TensorOptions().dtype(type);
    if (reinterpret_cast<std::uintptr_t>(start) % c10::elementSize(type) != 0) {
        auto copy = at::empty(shape, options);
        std::memcpy(copy.data_ptr(), start, entry.data.size());
        return copy;
    }
    // The mapping is read-only; weights are never written.
    auto* data = const_cast<std::byte*>(start);
    return at::from_blob(
        data, shape, [keep = tensor.file->mapping()](void*) {}, options);
}

bool isInteger(MatrixFormat format) {
    return format == MatrixFormat::Int8 || format == MatrixFormat::Int4;
}

std::int64_t product(std::span<const std::int64_t> shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// What this tensor takes beyond the mapped file.
std::int64_t bytesToMake(const std::string& name, const TensorEntry& entry, const WeightFormats& formats) {
    const auto type = floatingType(entry.type);
    if (!type) return 0;
    const auto format = formats.of(name);
    if (isInteger(format) && entry.shape.size() > 1 && name != embeddingName)
        return bytesOf(format, entry.shape.front(), product(std::span(entry.shape).subspan(1)));
    if (*type == formats.dense) return 0;
    return product(entry.shape) * static_cast<std::int64_t>(c10::elementSize(formats.dense));
}

/// Converting is the only thing that loading allocates for, and it may be tens of gigabytes: asked about
/// beforehand, since a system that overcommits would end the program instead.
void requireRoom(const Checkpoint& checkpoint, const WeightFormats& formats) {
    std::int64_t wanted = 0;
    for (const auto& [name, tensor] : checkpoint.tensors())
        wanted += bytesToMake(name, *tensor.entry, formats);
    const auto free = freeMemory();
    if (free > 0 && wanted > free)
        throw EngineError(ErrorCode::OutOfMemory, checkpoint.index().string(),
                          std::string("the weights in ") + nameOf(formats), {wanted, free});
}

}  // namespace

MatrixFormat WeightFormats::of(const std::string& name) const {
    if (name.starts_with("model.visual.")) return vision;
    return name.starts_with("lm_head.") ? head : body;
}

const char* nameOf(const WeightFormats& formats) {
    switch (formats.body) {
        case MatrixFormat::Float32:
            return "float32";
        case MatrixFormat::Bfloat16:
            return "bfloat16";
        case MatrixFormat::Int8:
            return "int8";
        case MatrixFormat::Int4:
            return "int4";
    }
    return "";
}

WeightFormats formatsFor(const Checkpoint& checkpoint, WeightsKind kind) {
    const auto found = checkpoint.tensors().find(embeddingName);
    const auto type = found == checkpoint.tensors().end() ? ElementType::Float32 : found->second.entry->type;
    bool wide = type != ElementType::Bfloat16;
    if (kind == WeightsKind::Float32) wide = true;
    if (kind == WeightsKind::Bfloat16) wide = false;
    const auto dense = wide ? MatrixFormat::Float32 : MatrixFormat::Bfloat16;
    WeightFormats formats{wide ? at::kFloat : at::kBFloat16, dense, dense, dense};
    if (const auto stored = storedQuantisation(checkpoint)) {
        const auto asked = kind == WeightsKind::Int8   ? MatrixFormat::Int8
                           : kind == WeightsKind::Int4 ? MatrixFormat::Int4
                                                       : dense;
        if (kind != WeightsKind::Auto && asked != *stored)
            throw EngineError(ErrorCode::ConfigUnsupported, checkpoint.index().string(),
                              "weights that are quantised already, in another kind");
        kind = *stored == MatrixFormat::Int8 ? WeightsKind::Int8 : WeightsKind::Int4;
    }
    if (kind == WeightsKind::Int8 || kind == WeightsKind::Int4) {
        formats.body = kind == WeightsKind::Int8 ? MatrixFormat::Int8 : MatrixFormat::Int4;
        formats.head = MatrixFormat::Int8;
    }
    return formats;
}

WeightReader::WeightReader(const Checkpoint& checkpoint, const WeightFormats& formats,
                           const Arithmetic& arithmetic, LoadProgress progress, std::stop_token stop)
    : m_checkpoint(checkpoint),
      m_formats(formats),
      m_arithmetic(arithmetic),
      m_progress(std::move(progress)),
      m_stop(std::move(stop)) {
    // What a card holds was weighed when it was chosen.
    if (arithmetic.device().is_cpu()) requireRoom(checkpoint, formats);
}

const Checkpoint::Tensor& WeightReader::find(const std::string& name) {
    throwIfStopped(m_stop);
    const auto found = m_checkpoint.tensors().find(name);
    if (found == m_checkpoint.tensors().end())
        throw EngineError(ErrorCode::TensorMissing, m_checkpoint.index().string(), name);
    m_taken.insert(name);
    if (m_progress)
        m_progress(static_cast<double>(m_taken.size()) / static_cast<double>(m_checkpoint.tensors().size()));
    return found->second;
}

const Checkpoint::Tensor& WeightReader::find(const std::string& name,
                                             const std::vector<std::int64_t>& shape) {
    const auto& tensor = find(name);
    if (tensor.entry->shape != shape)
        throw EngineError(
            ErrorCode::TensorShape, tensor.file->file().string(),
            tensor.stored + ": " + textOf(tensor.entry->shape) + " instead of " + textOf(shape));
    return tensor;
}

at::Tensor WeightReader::stored(const Checkpoint::Tensor& tensor) const {
    const auto type = floatingType(tensor.entry->type);
    if (!type)
        throw EngineError(ErrorCode::TensorType, tensor.file->file().string(),
                          tensor.stored + ": " + nameOf(tensor.entry->type));
    return view(tensor, *type, tensor.entry->shape);
}

/// On the device; the file's pages are of no more use once a card has its copy.
at::Tensor WeightReader::placed(const at::Tensor& weights, const Checkpoint::Tensor& tensor) const {
    if (m_arithmetic.device().is_cpu()) return weights;
    auto copy = weights.to(m_arithmetic.device());
    tensor.file->mapping()->release(tensor.entry->data);
    return copy;
}

Matrix WeightReader::placed(Matrix made, const Checkpoint::Tensor& tensor) const {
    made.values = placed(made.values, tensor);
    if (made.scales.defined()) made.scales = made.scales.to(m_arithmetic.device());
    if (m_arithmetic.needsLengths()) made.length = longestOutput(made);
    return made;
}

at::Tensor WeightReader::embeddings(const std::string& name, const std::vector<std::int64_t>& shape) {
    const auto& tensor = find(name, shape);
    auto weights = stored(tensor).to(m_formats.dense);
    if (!m_formats.hostEmbeddings) weights = placed(weights, tensor);
    m_parameters += weights.numel();
    m_bytes += static_cast<std::int64_t>(weights.nbytes());
    return weights;
}

at::Tensor WeightReader::wide(const std::string& name, const std::vector<std::int64_t>& shape) {
    const auto& tensor = find(name, shape);
    auto weights = placed(stored(tensor).to(at::kFloat), tensor);
    m_parameters += weights.numel();
    m_bytes += static_cast<std::int64_t>(weights.nbytes());
    return weights;
}

Matrix WeightReader::matrix(const std::string& name, const std::vector<std::int64_t>& shape) {
    const auto outputs = shape.front();
    const auto inputs = product(std::span(shape).subspan(1));
    auto made = isQuantised(m_checkpoint, name) ? storedMatrix(name, outputs, inputs)
                                                : madeMatrix(name, shape, outputs, inputs);
    m_parameters += outputs * inputs;
    m_bytes += bytesOf(made.format, outputs, inputs);
    return made;
}

Matrix WeightReader::madeMatrix(const std::string& name, const std::vector<std::int64_t>& shape,
                                std::int64_t outputs, std::int64_t inputs) {
    const auto& tensor = find(name, shape);
    const auto weights = stored(tensor).view({outputs, inputs});
    const auto format = m_formats.of(name);
    if (!isInteger(format)) return placed(denseMatrix(weights.to(m_formats.dense)), tensor);
    auto made = quantised(weights, format);
    tensor.file->mapping()->release(tensor.entry->data);
    return placed(std::move(made), tensor);
}

Matrix WeightReader::headOf(const at::Tensor& embeddings) {
    const auto device = m_arithmetic.device();
    auto head =
        isInteger(m_formats.head) ? quantised(embeddings.cpu(), m_formats.head) : denseMatrix(embeddings);
    if (isInteger(m_formats.head) || head.values.device() != device)
        m_bytes += bytesOf(m_formats.head, embeddings.size(0), embeddings.size(1));
    head.values = head.values.to(device);
    if (head.scales.defined()) head.scales = head.scales.to(device);
    if (m_arithmetic.needsLengths()) head.length = longestOutput(head);
    return head;
}

Matrix WeightReader::storedMatrix(const std::string& name, std::int64_t outputs, std::int64_t inputs) {
    const auto padded = paddedInputs(inputs);
    const auto format = m_checkpoint.tensors().at(name).entry->type == ElementType::I8 ? MatrixFormat::Int8
                                                                                       : MatrixFormat::Int4;
    if (format == MatrixFormat::Int8) {
        const auto& values = find(name, {outputs, inputs});
        const auto& scales = find(scalesOf(name), {outputs});
        requireType(scales, ElementType::Float32);
        return placed({format, outputs, inputs, view(values, at::kChar, {outputs, inputs}),
                       view(scales, at::kFloat, {outputs})},
                      values);
    }
    const auto& values = find(name, {outputs, padded / 4});
    const auto& scales = find(scalesOf(name), {outputs, padded / quantGroup});
    requireType(scales, ElementType::Float16);
    return placed({format, outputs, inputs, view(values, at::kShort, {outputs, padded / 4}),
                   view(scales, at::kHalf, {outputs, padded / quantGroup})},
                  values);
}

void WeightReader::finish() const {
    for (const auto& [name, tensor] : m_checkpoint.tensors())
        if (!m_taken.contains(name))
            throw EngineError(ErrorCode::TensorUnexpected, tensor.file->file().string(), tensor.stored);
}

}  // namespace engine
