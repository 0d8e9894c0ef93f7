// Linux: /proc/meminfo, in KiB.
#include "engine/model/system_memory.h"

#include <fstream>
#include <string>

namespace engine {

std::int64_t freeMemory() {
    std::ifstream lines("/proc/meminfo");
    std::string name;
    std::string unit;
    for (std::int64_t kibibytes = 0; lines >> name >> kibibytes;) {
        if (name == "MemAvailable:") return kibibytes * 1024;
        std::getline(lines, unit);
    }
    return 0;
}

}  // namespace engine
