#include "app/faults/fault_search.h"

#include <algorithm>
#include <tuple>

namespace app {
namespace {

constexpr std::size_t mostFound = 3;
constexpr std::size_t fewViews = 20;  ///< are too few to judge a model by

QStringList shared(const QStringList& a, const QStringList& b) {
    QStringList both;
    for (const QString& code : a) {
        if (b.contains(code)) both += code;
    }
    return both;
}

bool isSeenTheSame(const FoundFault& one) {
    return one.likeness.value_or(0) >= PictureView::same;
}

/// Both agree, then the look alone, then the view alone, then the look against the view.
int rankOf(const FoundFault& one) {
    if (!one.distance.isMatch()) return 2;
    if (isSeenTheSame(one)) return 0;
    return one.likeness.value_or(1) < PictureView::other ? 3 : 1;
}

std::optional<double> likenessOf(const FaultStore::Views& views, std::int64_t fault,
                                 const PictureView& view) {
    if (view.isEmpty()) return std::nullopt;
    const auto known = views.find(fault);
    return known == views.end() ? std::nullopt : likenessOf(view, known->second);
}

}  // namespace

std::vector<FoundFault> searchFaults(std::span<const FaultStore::Key> keys, const FaultStore::Views& views,
                                     const PicturePrint& print, const PictureView& view,
                                     const QStringList& codes, const QDateTime& now) {
    std::vector<FoundFault> found;
    std::size_t compared = 0;
    std::size_t seen = 0;
    for (const FaultStore::Key& key : keys) {
        if (key.expires.isValid() && key.expires <= now) continue;
        FoundFault one{key.id, distanceOf(print, key.print), likenessOf(views, key.id, view), {}};
        compared += one.likeness.has_value();
        seen += isSeenTheSame(one);
        if (!one.distance.isMatch() && !isSeenTheSame(one)) continue;
        one.sameCodes = shared(codes, key.codes);
        found.push_back(std::move(one));
    }
    // A model that sees the same thing in half of all pictures sees nothing.
    if (compared >= fewViews && seen * 2 > compared)
        std::erase_if(found, [](const FoundFault& one) { return !one.distance.isMatch(); });
    std::ranges::stable_sort(found, [](const FoundFault& a, const FoundFault& b) {
        const auto order = [](const FoundFault& one) {
            return std::tuple(one.sameCodes.isEmpty(), rankOf(one),
                              one.distance.isMatch() ? one.distance.shape : 1 - one.likeness.value_or(0));
        };
        return order(a) < order(b);
    });
    found.resize(std::min(found.size(), mostFound));
    return found;
}

}  // namespace app
