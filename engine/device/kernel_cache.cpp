#include "engine/device/kernel_cache.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <openssl/evp.h>
#include <string_view>
#include <unistd.h>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hashLength = 64;

/// SHA-256 as 64 hex digits; empty when there is no memory for it.
std::string hashOf(std::string_view text) {
    std::array<unsigned char, 32> digest{};
    if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) return {};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const auto byte : digest) {
        hex += digits[byte / 16];
        hex += digits[byte % 16];
    }
    return hex;
}

/// The code behind its hash; empty when the file is missing or damaged.
std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    if (all.size() <= hashLength) return {};
    const auto code = all.substr(hashLength);
    return hashOf(code) == all.substr(0, hashLength) ? code : std::string();
}

/// Whole or not at all: another process may read it at this moment.
void write(const fs::path& file, const std::string& code) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const fs::path part = file.string() + "." + std::to_string(getpid()) + ".part";
    std::ofstream out(part, std::ios::binary);
    out << hashOf(code) << code;
    out.close();
    if (out)
        fs::rename(part, file, error);
    else
        fs::remove(part, error);
}

fs::path folderIn(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
}

}  // namespace

fs::path KernelCache::ownFolder() {
    auto caches = folderIn("XDG_CACHE_HOME");
    if (caches.empty()) {
        caches = folderIn("HOME");
        if (!caches.empty()) caches /= ".cache";
    }
    return caches.empty() ? caches : caches / "glancedesk" / "kernels";
}

fs::path KernelCache::fileOf(const std::string& key) const {
    return m_folder / (hashOf(key) + ".cubin");
}

std::string KernelCache::code(const std::string& key, const std::function<std::string()>& make) const {
    if (m_folder.empty()) return make();
    const auto file = fileOf(key);
    auto kept = read(file);
    if (!kept.empty()) return kept;
    kept = make();
    write(file, kept);
    return kept;
}

void KernelCache::forget(const std::string& key) const {
    std::error_code error;
    if (!m_folder.empty()) fs::remove(fileOf(key), error);
}

}  // namespace engine
