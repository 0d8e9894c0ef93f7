// The one room of the engine that calls the operating system directly (POSIX).
#include "engine/model/mapped_file.h"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "engine/error.h"

namespace engine {
namespace {

std::string reasonOf(int code) {
    return std::generic_category().message(code);
}

class Descriptor {
 public:
    explicit Descriptor(const std::filesystem::path& file)
        : m_number(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    int number() const { return m_number; }

 private:
    int m_number;
};

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    const Descriptor descriptor(file);
    if (descriptor.number() < 0) {
        const auto code = errno == ENOENT ? ErrorCode::FileMissing : ErrorCode::FileUnreadable;
        throw EngineError(code, file.string(), reasonOf(errno));
    }
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0)
        throw EngineError(ErrorCode::FileUnreadable, file.string(), reasonOf(errno));
    if (!S_ISREG(status.st_mode))
        throw EngineError(ErrorCode::FileUnreadable, file.string(), "not a regular file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::shared_ptr<const MappedFile>(new MappedFile(nullptr, 0));
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
    if (start == MAP_FAILED) throw EngineError(ErrorCode::FileUnreadable, file.string(), reasonOf(errno));
    return std::shared_ptr<const MappedFile>(new MappedFile(static_cast<const std::byte*>(start), size));
}

void MappedFile::release(std::span<const std::byte> part) const {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto start = (reinterpret_cast<std::uintptr_t>(part.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page;
    // A hint: whether it was followed changes nothing but memory.
    if (end > start) (void)::madvise(reinterpret_cast<void*>(start), end - start, MADV_DONTNEED);
}

MappedFile::~MappedFile() {
    if (m_start != nullptr) ::munmap(const_cast<std::byte*>(m_start), m_size);
}

}  // namespace engine
