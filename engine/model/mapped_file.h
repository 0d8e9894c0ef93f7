#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace engine {

/// A file mapped for reading. Pages come in when they are first touched, so that opening 20 GB costs nothing.
/// The file must not shrink while it is mapped: the system ends a program that reads past the end.
class MappedFile {
 public:
    /// Throws FileMissing or FileUnreadable.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    /// These bytes won't be read again soon: their pages go back to the system, and come in again when
    /// touched.
    void release(std::span<const std::byte> part) const;

    std::span<const std::byte> bytes() const { return {m_start, m_size}; }

 private:
    MappedFile(const std::byte* start, std::size_t size) : m_start(start), m_size(size) {}
    const std::byte* m_start;
    std::size_t m_size;
};

}  // namespace engine
