#include "app/server/crypto/private_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QCoreApplication>

#include "app/server/crypto/digest.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using FileStatus = struct stat;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PrivateFile)
};

[[noreturn]] void failWith(const QString& sentence, const fs::path& file, int error) {
    throw PrivateFileError(
        sentence.arg(QString::fromStdString(file.string()), QString::fromLocal8Bit(std::strerror(error)))
            .toStdString());
}

[[noreturn]] void failToWrite(const fs::path& file, int error = errno) {
    failWith(Text::tr("%1 cannot be written (%2): check the folder's permissions and free space."), file,
             error);
}

[[noreturn]] void failToRead(const fs::path& file, int error = errno) {
    failWith(Text::tr("%1 cannot be read (%2): check its permissions."), file, error);
}

[[noreturn]] void failThatOthersWrite(const fs::path& file) {
    throw PrivateFileError(Text::tr("%1 can be changed by others: run \"chmod 600\" on it.")
                               .arg(QString::fromStdString(file.string()))
                               .toStdString());
}

[[noreturn]] void failOfShortSecret(const fs::path& file) {
    throw PrivateFileError(Text::tr("%1 is too short for a secret: delete it, and a new one is made.")
                               .arg(QString::fromStdString(file.string()))
                               .toStdString());
}

/// Closes its file, whatever happens.
struct File {
    explicit File(int number) : descriptor(number) {}
    ~File() {
        if (descriptor >= 0) close(descriptor);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int descriptor;
};

void makeFolder(const fs::path& folder) {
    if (folder.empty() || fs::exists(folder)) return;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) failToWrite(folder, error.value());
    fs::permissions(folder, fs::perms::owner_all, error);
}

bool writeAll(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t count = write(file, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

void writePrivateFile(const fs::path& file, std::string_view content) {
    makeFolder(file.parent_path());
    const fs::path part = file.string() + ".part-" + hexOf(randomBytes(6));
    {
        const File out(open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (out.descriptor < 0) failToWrite(file);
        if (!writeAll(out.descriptor, content) || fsync(out.descriptor) != 0) {
            const int error = errno;
            unlink(part.c_str());
            failToWrite(file, error);
        }
    }
    if (rename(part.c_str(), file.c_str()) != 0) {
        const int error = errno;
        unlink(part.c_str());
        failToWrite(file, error);
    }
    // The rename itself must reach the disk too.
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const File directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.descriptor >= 0) fsync(directory.descriptor);
}

std::string readPrivateFile(const fs::path& file, std::size_t mostBytes) {
    const File in(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.descriptor < 0) failToRead(file);
    FileStatus status{};
    if (fstat(in.descriptor, &status) != 0) failToRead(file);
    if (!S_ISREG(status.st_mode)) failToRead(file, EINVAL);
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) failThatOthersWrite(file);
    std::string content;
    char buffer[16384];
    for (;;) {
        const ssize_t count = read(in.descriptor, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failToRead(file);
        if (count == 0) return content;
        content.append(buffer, static_cast<std::size_t>(count));
        if (content.size() > mostBytes) failToRead(file, EFBIG);
    }
}

std::string serverSecret(const fs::path& file) {
    constexpr std::size_t size = 32;
    makeFolder(file.parent_path());
    const FileLock lock(file);
    if (!fs::exists(file)) writePrivateFile(file, randomBytes(size));
    std::string secret = readPrivateFile(file, 4096);
    if (secret.size() < size) failOfShortSecret(file);
    return secret;
}

FileLock::FileLock(const fs::path& file) {
    makeFolder(file.parent_path());
    const fs::path name = file.string() + ".lock";
    m_file = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_file < 0) failToWrite(name);
    while (flock(m_file, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        const int error = errno;
        close(m_file);
        failToWrite(name, error);
    }
}

FileLock::~FileLock() {
    close(m_file);
}

}  // namespace app
