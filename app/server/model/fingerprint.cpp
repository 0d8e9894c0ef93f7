#include "app/server/model/fingerprint.h"

#include <fstream>
#include <set>
#include <sstream>

#include "app/server/crypto/digest.h"

namespace app::server {

std::string fingerprintOf(const std::filesystem::path& folder) {
    constexpr std::uintmax_t smallBytes = 32 * 1024 * 1024;
    std::error_code ignored;
    std::set<std::filesystem::path> files;  // in order
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.is_regular_file(ignored)) files.insert(entry.path());
    }
    FieldDigest digest("checkpoint");
    for (const std::filesystem::path& file : files) {
        const std::uintmax_t size = std::filesystem::file_size(file, ignored);
        digest.add(file.filename().string()).add(static_cast<std::int64_t>(size));
        if (file.extension() == ".safetensors" || size > smallBytes) {
            const auto time = std::filesystem::last_write_time(file, ignored).time_since_epoch();
            digest.add(static_cast<std::int64_t>(time.count()));
            continue;
        }
        std::ifstream in(file, std::ios::binary);
        std::ostringstream content;
        content << in.rdbuf();
        digest.add(content.str());
    }
    return hexOf(digest.finish());
}

}  // namespace app::server
