#include "engine/device/nvrtc.h"

#include <dlfcn.h>

#include "engine/error.h"

namespace engine {
namespace {

// As nvrtc.h declares them; its header is only there where its wheel is.
using Program = struct ProgramOfNvrtc*;
using Status = int;  // 0: success

template <class Function>
void find(void* library, const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(dlsym(library, name));
    if (function == nullptr)
        throw EngineError(ErrorCode::Internal, {}, std::string("the CUDA compiler lacks ") + name);
}

}  // namespace

struct Nvrtc::Calls {
    Status (*create)(Program*, const char* source, const char* name, int headers, const char* const* texts,
                     const char* const* names) = nullptr;
    Status (*destroy)(Program*) = nullptr;
    Status (*compile)(Program, int options, const char* const*) = nullptr;
    Status (*codeSize)(Program, std::size_t*) = nullptr;
    Status (*code)(Program, char*) = nullptr;
    Status (*logSize)(Program, std::size_t*) = nullptr;
    Status (*log)(Program, char*) = nullptr;
};

Nvrtc::Nvrtc(std::span<const std::filesystem::path> files) : m_calls(std::make_unique<Calls>()) {
    std::string reasons;
    for (const auto& file : files) {
        m_library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (m_library != nullptr) break;
        reasons += std::string(reasons.empty() ? "" : "; ") + dlerror();
    }
    if (m_library == nullptr)
        throw EngineError(ErrorCode::Internal, {}, "the CUDA compiler does not open: " + reasons);
    find(m_library, "nvrtcCreateProgram", m_calls->create);
    find(m_library, "nvrtcDestroyProgram", m_calls->destroy);
    find(m_library, "nvrtcCompileProgram", m_calls->compile);
    find(m_library, "nvrtcGetCUBINSize", m_calls->codeSize);
    find(m_library, "nvrtcGetCUBIN", m_calls->code);
    find(m_library, "nvrtcGetProgramLogSize", m_calls->logSize);
    find(m_library, "nvrtcGetProgramLog", m_calls->log);
}

// The library stays: what it keeps for its threads outlives a handle.
Nvrtc::~Nvrtc() = default;

std::string Nvrtc::compile(const std::string& source, const std::string& architecture,
                           const std::vector<std::string>& definitions) const {
    const auto kind = "--gpu-architecture=" + architecture;
    std::vector<const char*> options{kind.c_str(), "--std=c++17"};
    for (const auto& definition : definitions)
        options.push_back(definition.c_str());
    Program made = nullptr;
    if (m_calls->create(&made, source.c_str(), "glancedesk.cu", 0, nullptr, nullptr) != 0)
        throw EngineError(ErrorCode::Internal, {}, "the CUDA compiler takes no program");
    const auto status = m_calls->compile(made, static_cast<int>(options.size()), options.data());
    std::size_t size = 0;
    std::string out;
    const bool compiled = status == 0;
    if ((compiled ? m_calls->codeSize : m_calls->logSize)(made, &size) == 0 && size > 0) {
        out.resize(size);
        (compiled ? m_calls->code : m_calls->log)(made, out.data());
    }
    m_calls->destroy(&made);
    if (!compiled || out.empty())
        throw EngineError(ErrorCode::Internal, {}, "the CUDA compiler refuses the kernels: " + out);
    return out;
}

}  // namespace engine
