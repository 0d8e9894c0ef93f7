#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include <ATen/Parallel.h>

namespace engine {

/// work(item) for all of [0, count) on libtorch's threads; whoever is free takes the next, so that a thread
/// which another program holds up costs its share and no more.
template <class Work>
void spread(std::int64_t count, const Work& work) {
    std::atomic<std::int64_t> next = 0;
    const auto threads = std::min<std::int64_t>(at::get_num_threads(), count);
    at::parallel_for(0, threads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (; begin < end; ++begin)
            for (auto item = next.fetch_add(1); item < count; item = next.fetch_add(1))
                work(item);
    });
}

}  // namespace engine
