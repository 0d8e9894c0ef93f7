#include "app/faults/picture_view.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <QtEndian>

namespace app {

PictureView PictureView::of(const QString& model, std::span<const float> vector) {
    PictureView view;
    if (vector.empty() || vector.size() > mostValues) return view;
    view.model = model;
    view.values.reserve(vector.size());
    for (std::size_t start = 0; start < vector.size(); start += block) {
        const auto part = vector.subspan(start, std::min(block, vector.size() - start));
        float most = 0;
        for (const float value : part)
            most = std::max(most, std::abs(value));
        const float scale = most > 0 ? most / 127 : 1;
        view.scales.push_back(scale);
        for (const float value : part)
            view.values.push_back(static_cast<std::int8_t>(std::lround(value / scale)));
    }
    return view;
}

/// The scales as little-endian float32, then the values.
QByteArray PictureView::toBytes() const {
    QByteArray bytes(qsizetype(scales.size() * sizeof(float) + values.size()), Qt::Uninitialized);
    char* out = bytes.data();
    for (const float scale : scales) {
        qToLittleEndian<float>(scale, out);
        out += sizeof scale;
    }
    if (!values.empty()) std::memcpy(out, values.data(), values.size());
    return bytes;
}

std::optional<PictureView> PictureView::fromBytes(const QString& model, const QByteArray& bytes) {
    // Each block of values takes 32 bytes and its scale 4; the last one may be shorter.
    const auto size = static_cast<std::size_t>(bytes.size());
    const std::size_t blocks = (size + block + sizeof(float) - 1) / (block + sizeof(float));
    if (size <= blocks * sizeof(float) || size - blocks * sizeof(float) > mostValues) return std::nullopt;
    PictureView view;
    view.model = model;
    const char* in = bytes.constData();
    for (std::size_t i = 0; i < blocks; ++i) {
        const auto scale = qFromLittleEndian<float>(in);
        if (!std::isfinite(scale)) return std::nullopt;
        view.scales.push_back(scale);
        in += sizeof scale;
    }
    view.values.resize(size - blocks * sizeof(float));
    std::memcpy(view.values.data(), in, view.values.size());
    return view;
}

std::optional<double> likenessOf(const PictureView& a, const PictureView& b) {
    if (a.isEmpty() || a.model != b.model || a.values.size() != b.values.size()) return std::nullopt;
    double sum = 0;
    for (std::size_t i = 0; i < a.scales.size(); ++i) {
        const std::size_t start = i * PictureView::block;
        const std::size_t end = std::min(start + PictureView::block, a.values.size());
        int part = 0;
        for (std::size_t k = start; k < end; ++k)
            part += a.values[k] * b.values[k];
        sum += part * (double{a.scales[i]} * b.scales[i]);
    }
    return sum;
}

}  // namespace app
