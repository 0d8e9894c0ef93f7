#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace app {

/// One sentence in the user's language.
class PrivateFileError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Replaces the file as a whole (written beside it, synced, renamed), mode 600; its folder is made with mode
/// 700 when it is missing. After a crash either the old or the new content is there. Throws PrivateFileError.
void writePrivateFile(const std::filesystem::path& file, std::string_view content);

/// The whole file, at most `mostBytes`. Throws PrivateFileError when it cannot be read, is larger, or others
/// than its owner may write it.
std::string readPrivateFile(const std::filesystem::path& file,
                            std::size_t mostBytes = std::size_t{16} * 1024 * 1024);

/// The server's secret: 32 random bytes that are made at the first call and kept in the file. Throws
/// PrivateFileError. Two processes that start at once get the same one.
std::string serverSecret(const std::filesystem::path& file);

/// Holds an exclusive lock on `file`.lock while it lives; waits for it. Throws PrivateFileError.
class FileLock final {
 public:
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

 private:
    int m_file = -1;
};

}  // namespace app
