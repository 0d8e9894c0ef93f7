#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace engine {

/// Compiled kernels on disk, so that only the first start on a kind of card waits for the compiler. A folder
/// that can't be read or written costs time and nothing else. Processes may share it.
class KernelCache {
 public:
    /// An empty path keeps nothing.
    explicit KernelCache(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Of this user: $XDG_CACHE_HOME or ~/.cache; empty where neither is known.
    static std::filesystem::path ownFolder();

    /// The machine code that was kept for `key`, or what `make` makes of it, which is then kept. Throws what
    /// `make` throws.
    std::string code(const std::string& key, const std::function<std::string()>& make) const;

    /// What was kept is no good.
    void forget(const std::string& key) const;

 private:
    std::filesystem::path fileOf(const std::string& key) const;

    std::filesystem::path m_folder;
};

}  // namespace engine
