#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <QByteArray>
#include <QString>

namespace app {

/// What a model's vision tower sees in a picture, one byte for each value of its vector and a scale for every
/// 32. Views of different models have nothing to do with each other.
struct PictureView {
    static constexpr std::size_t block = 32;          ///< values that share a scale
    static constexpr std::size_t mostValues = 65536;  ///< a longer one is damaged

    /// Above this two pictures show the same thing.
    static constexpr double same = 0.975;
    /// Below this they show different things, however alike they look.
    static constexpr double other = 0.75;

    QString model;  ///< whose tower; empty: no view
    std::vector<std::int8_t> values;
    std::vector<float> scales;

    /// Of a vector of length 1; empty when it has no values.
    static PictureView of(const QString& model, std::span<const float> vector);

    bool isEmpty() const { return values.empty(); }
    QByteArray toBytes() const;
    static std::optional<PictureView> fromBytes(const QString& model, const QByteArray& bytes);
    bool operator==(const PictureView&) const = default;
};

/// -1 to 1; nothing where one has no view, or they are of different models.
std::optional<double> likenessOf(const PictureView& a, const PictureView& b);

}  // namespace app
