#pragma once

#include <cstdint>
#include <list>
#include <string>

#include <ATen/ATen.h>

#include "engine/session/image_key.h"
#include "engine/vision/image_grid.h"

namespace engine {

/// What the vision tower made of pictures, for the same caller's next question. Bounded: the least recently
/// used go. One thread.
class FeatureCache {
 public:
    explicit FeatureCache(std::int64_t mostBytes) : m_mostBytes(mostBytes) {}

    /// [image tokens, hidden]; undefined when it isn't there.
    at::Tensor find(const std::string& caller, const ImageKey& key, const ImageGrid& grid);
    void add(const std::string& caller, const ImageKey& key, const ImageGrid& grid,
             const at::Tensor& features);

    std::int64_t bytes() const { return m_bytes; }

 private:
    struct Entry {
        std::string caller;
        ImageKey key;
        ImageGrid grid;
        at::Tensor features;
    };
    std::list<Entry> m_entries;  // the most recently used first
    std::int64_t m_mostBytes;
    std::int64_t m_bytes = 0;
};

}  // namespace engine
