#include "engine/device/card.h"

#include <array>
#include <dlfcn.h>

namespace engine {
namespace {

// As cuda.h and nvml.h declare them; a machine without a card has neither header.
constexpr int attributeMajor = 75;
constexpr int attributeMinor = 76;

struct MemoryOfNvml {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

/// A library that stays open: drivers don't like to be closed.
class Library {
 public:
    explicit Library(const std::filesystem::path& file)
        : m_handle(dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL)) {}

    bool isOpen() const { return m_handle != nullptr; }

    /// 0 is success for both libraries; a function that isn't there fails.
    template <class... Arguments>
    bool call(const char* name, Arguments... arguments) const {
        const auto function = reinterpret_cast<int (*)(Arguments...)>(dlsym(m_handle, name));
        return function != nullptr && function(arguments...) == 0;
    }

 private:
    void* m_handle;
};

/// What is free on the card at this place of the bus; 0 when nobody knows.
std::int64_t freeAt(const Library& management, const char* bus) {
    void* handle = nullptr;
    MemoryOfNvml memory{};
    if (!management.isOpen() || !management.call("nvmlInit_v2")) return 0;
    const bool known = management.call("nvmlDeviceGetHandleByPciBusId_v2", bus, &handle) &&
                       management.call("nvmlDeviceGetMemoryInfo", handle, &memory);
    management.call("nvmlShutdown");
    return known ? static_cast<std::int64_t>(memory.free) : 0;
}

Card cardAt(int index, const Library& driver, const Library& management) {
    Card card;
    int device = 0;
    std::array<char, 128> name{};
    std::array<char, 32> bus{};
    std::size_t bytes = 0;
    card.index = index;
    if (!driver.call("cuDeviceGet", &device, index)) return card;
    if (driver.call("cuDeviceGetName", name.data(), static_cast<int>(name.size() - 1), device))
        card.name = name.data();
    driver.call("cuDeviceGetAttribute", &card.major, attributeMajor, device);
    driver.call("cuDeviceGetAttribute", &card.minor, attributeMinor, device);
    if (driver.call("cuDeviceTotalMem_v2", &bytes, device))
        card.totalBytes = static_cast<std::int64_t>(bytes);
    card.freeBytes = card.totalBytes;
    if (driver.call("cuDeviceGetPCIBusId", bus.data(), static_cast<int>(bus.size() - 1), device))
        if (const auto free = freeAt(management, bus.data()); free > 0) card.freeBytes = free;
    return card;
}

}  // namespace

std::string Card::architecture() const {
    return "sm_" + std::to_string(major) + std::to_string(minor);
}

std::string Card::title() const {
    return "cuda:" + std::to_string(index) + " (" + name + ")";
}

std::vector<Card> findCards(const DriverFiles& files) {
    std::vector<Card> cards;
    const Library driver(files.driver);
    int count = 0;
    if (!driver.isOpen() || !driver.call("cuInit", 0U) || !driver.call("cuDeviceGetCount", &count))
        return cards;
    const Library management(files.management);
    for (int i = 0; i < count; ++i)
        cards.push_back(cardAt(i, driver, management));
    return cards;
}

}  // namespace engine
