// The driver and its management library as a machine with two cards would have them: names and figures alone.
#include <cstdio>
#include <cstring>

namespace {

struct Card {
    const char* name;
    int major;
    int minor;
    unsigned long long total;
    unsigned long long free;
    const char* bus;
};
constexpr Card cards[] = {{"Small", 7, 5, 16'000'000'000, 15'000'000'000, "0000:01:00.0"},
                          {"Large", 8, 9, 24'000'000'000, 3'000'000'000, "0000:02:00.0"}};

}  // namespace

extern "C" {
int cuInit(unsigned) {
    return 0;
}
int cuDeviceGetCount(int* count) {
    *count = 2;
    return 0;
}
int cuDeviceGet(int* device, int index) {
    *device = 70 + index;
    return 0;
}
int cuDeviceGetName(char* name, int size, int device) {
    std::snprintf(name, static_cast<std::size_t>(size), "%s", cards[device - 70].name);
    return 0;
}
int cuDeviceGetAttribute(int* value, int attribute, int device) {
    *value = attribute == 75 ? cards[device - 70].major : attribute == 76 ? cards[device - 70].minor : -1;
    return 0;
}
int cuDeviceTotalMem_v2(std::size_t* bytes, int device) {
    *bytes = cards[device - 70].total;
    return 0;
}
int cuDeviceGetPCIBusId(char* bus, int size, int device) {
    std::snprintf(bus, static_cast<std::size_t>(size), "%s", cards[device - 70].bus);
    return 0;
}
int nvmlInit_v2() {
    return 0;
}
int nvmlShutdown() {
    return 0;
}
int nvmlDeviceGetHandleByPciBusId_v2(const char* bus, void** handle) {
    for (const auto& card : cards)
        if (std::strcmp(card.bus, bus) == 0) *handle = const_cast<Card*>(&card);
    return *handle == nullptr ? 6 : 0;
}
int nvmlDeviceGetMemoryInfo(void* handle, unsigned long long* memory) {
    const auto& card = *static_cast<const Card*>(handle);
    memory[0] = card.total;
    memory[1] = card.free;
    memory[2] = card.total - card.free;
    return 0;
}
}
