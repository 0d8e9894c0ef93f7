// Linux: /proc/meminfo, in KiB.
#include "engine/model/system_memory.h"

#include <fstream>
#include <string>

namespace engine {
namespace {

std::int64_t lineOf(const std::string& wanted) {
    std::ifstream lines("/proc/meminfo");
    std::string name;
    std::string unit;
    for (std::int64_t kibibytes = 0; lines >> name >> kibibytes;) {
        if (name == wanted) return kibibytes * 1024;
        std::getline(lines, unit);
    }
    return 0;
}

}  // namespace

std::int64_t freeMemory() {
    return lineOf("MemAvailable:");
}

std::int64_t totalMemory() {
    return lineOf("MemTotal:");
}

}  // namespace engine
