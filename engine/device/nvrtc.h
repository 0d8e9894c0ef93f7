#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// NVIDIA's run-time compiler, opened from its shared object; it needs no card.
class Nvrtc {
 public:
    /// The first of `files` that opens. Throws EngineError Internal naming what was tried.
    explicit Nvrtc(std::span<const std::filesystem::path> files);
    Nvrtc(const Nvrtc&) = delete;
    Nvrtc& operator=(const Nvrtc&) = delete;
    ~Nvrtc();

    /// A program for one kind of card ("sm_86") as its machine code. Throws EngineError Internal with the
    /// compiler's words.
    std::string compile(const std::string& source, const std::string& architecture,
                        const std::vector<std::string>& definitions) const;

 private:
    struct Calls;
    void* m_library = nullptr;
    std::unique_ptr<Calls> m_calls;
};

}  // namespace engine
