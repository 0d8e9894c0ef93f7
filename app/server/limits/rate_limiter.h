#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace app {

/// What a minute allows. 0: not limited. A bucket holds one minute's worth, so a quiet client may send that
/// much at once.
struct RateLimits {
    double requestsPerMinute = 60;
    double pixelsPerMinute = 400e6;
    double failuresPerMinute = 10;  ///< of keys and tokens that were refused; counted by address alone
};

struct RateSettings {
    RateLimits perCaller;
    RateLimits perAddress{240, 1600e6, 10};
    std::size_t mostCallers = 10'000;    ///< that are remembered at once; more share one bucket
    std::size_t mostAddresses = 50'000;  ///< the same
};

struct RateVerdict {
    bool isAllowed = true;
    int waitSeconds = 0;  ///< for Retry-After, at least 1 when refused
};

/// Token buckets by caller and by address. Memory is bounded: a bucket that is full again is forgotten, and
/// when none can be forgotten, newcomers share one bucket, so a flood of addresses wins nothing. From any
/// thread; never blocks.
class RateLimiter final {
 public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit RateLimiter(RateSettings settings, Clock clock = &std::chrono::steady_clock::now);

    /// Takes one request of both, or nothing. `caller` may be empty (not known yet): by address alone.
    RateVerdict admitRequest(std::string_view caller, std::string_view address);

    /// Takes the pixels of a request's pictures, as their headers say, before one is decoded. More than a
    /// whole minute's worth is let through when the bucket is full, and the next has to wait for it.
    RateVerdict admitPixels(std::string_view caller, std::string_view address, std::int64_t pixels);

    /// Whether this address may try another key; ask before looking at the key.
    RateVerdict mayTryKey(std::string_view address);
    /// A key or token of this address was refused.
    void noteRefusedKey(std::string_view address);

    /// Buckets that are remembered.
    std::size_t size() const;

    /// What an address is counted by: IPv4 as it is (also when mapped into IPv6), IPv6 by its /64.
    static std::string bucketOf(std::string_view address);

 private:
    enum Kind { Requests, Pixels, Failures, Kinds };
    using Time = std::chrono::steady_clock::time_point;
    struct Buckets {
        std::string name;
        std::array<double, Kinds> left{};
        Time touched{};
    };
    /// Most recently used first.
    struct Table {
        std::array<double, Kinds> perMinute{};
        std::size_t most = 0;
        std::list<Buckets> order{};
        std::unordered_map<std::string_view, std::list<Buckets>::iterator> byName{};
        Buckets shared{};
    };

    static Table tableOf(const RateLimits& limits, std::size_t most, Time now);
    static Buckets& bucketsOf(Table& table, std::string_view name, Time now);
    static void refill(const Table& table, Buckets& buckets, Time now);
    static double waitFor(const Table& table, const Buckets& buckets, Kind kind, double amount);
    RateVerdict take(Kind kind, std::string_view caller, std::string_view address, double amount);

    const Clock m_clock;
    mutable std::mutex m_mutex;
    Table m_callers;
    Table m_addresses;
};

}  // namespace app
