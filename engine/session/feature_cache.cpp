#include "engine/session/feature_cache.h"

#include <algorithm>

namespace engine {
namespace {

std::int64_t bytesOf(const at::Tensor& tensor) {
    return static_cast<std::int64_t>(tensor.nbytes());
}

}  // namespace

at::Tensor FeatureCache::find(const std::string& caller, const ImageKey& key, const ImageGrid& grid) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.key == key && entry.grid.rows == grid.rows && entry.grid.columns == grid.columns &&
               entry.caller == caller;
    });
    if (found == m_entries.end()) return {};
    m_entries.splice(m_entries.begin(), m_entries, found);
    return found->features;
}

void FeatureCache::add(const std::string& caller, const ImageKey& key, const ImageGrid& grid,
                       const at::Tensor& features) {
    if (bytesOf(features) > m_mostBytes) return;
    m_bytes += bytesOf(features);
    m_entries.push_front({caller, key, grid, features.contiguous()});
    while (m_bytes > m_mostBytes) {
        m_bytes -= bytesOf(m_entries.back().features);
        m_entries.pop_back();
    }
}

}  // namespace engine
