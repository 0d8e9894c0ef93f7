// Linux: niceness and slice of one thread; the threads that it starts take both over.
#include "engine/session/compute_thread.h"

#include <cstdint>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace engine {
namespace {

// A third of the weight of others, no more: on a busy machine the answer still comes.
constexpr int niceness = 5;
// Whoever asks for a shorter slice than this (all others do) goes on at once when it wakes. Since Linux 6.12.
constexpr std::uint64_t sliceNanoseconds = 20'000'000;

/// The kernel's struct sched_attr, for which glibc has no name before 2.41.
struct SchedulingAttributes {
    std::uint32_t size = 48;  // of the first version, which every kernel takes
    std::uint32_t policy = SCHED_OTHER;
    std::uint64_t flags = 0;
    std::int32_t nice = niceness;
    std::uint32_t priority = 0;
    std::uint64_t runtime = sliceNanoseconds;
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};
static_assert(sizeof(SchedulingAttributes) == 48);

}  // namespace

void letOthersGoFirst() {
    if (sched_getscheduler(0) != SCHED_OTHER) return;  // an operator's choice, which stays
    const int own = getpriority(PRIO_PROCESS, 0);
    SchedulingAttributes wanted;
    if (own > niceness) wanted.nice = own;  // the user said so already, and taking it back is not allowed
    if (syscall(SYS_sched_setattr, 0, &wanted, 0U) == 0) return;
    if (own < niceness) setpriority(PRIO_PROCESS, 0, niceness);
}

}  // namespace engine
