#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// A CUDA card as the driver tells of it.
struct Card {
    int index = 0;  ///< as CUDA counts, of those that CUDA_VISIBLE_DEVICES leaves
    std::string name;
    int major = 0;  ///< compute capability
    int minor = 0;
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0;

    /// "sm_86"
    std::string architecture() const;
    /// "cuda:0 (NVIDIA L4)"
    std::string title() const;
    /// Older ones are left alone: libtorch has no code for them.
    bool isSupported() const { return major * 10 + minor >= 75; }
    bool hasBfloat16() const { return major >= 8; }
};

/// The driver's libraries; tests bring their own.
struct DriverFiles {
    std::filesystem::path driver = "libcuda.so.1";
    std::filesystem::path management = "libnvidia-ml.so.1";  ///< knows what is free without taking any
};

/// Empty where there is no driver or no card; no library of ours or of libtorch is opened. Without the
/// management library all of a card's memory counts as free.
std::vector<Card> findCards(const DriverFiles& files = {});

}  // namespace engine
