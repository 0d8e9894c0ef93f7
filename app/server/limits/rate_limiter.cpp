#include "app/server/limits/rate_limiter.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cmath>
#include <cstring>
#include <netinet/in.h>

namespace app {
namespace {

constexpr int longestWait = 3600;

RateVerdict verdictOf(double seconds) {
    if (seconds <= 0) return {};
    return {false, static_cast<int>(std::clamp(std::ceil(seconds), 1.0, double(longestWait)))};
}

}  // namespace

RateLimiter::RateLimiter(RateSettings settings, Clock clock)
    : m_clock(std::move(clock)),
      m_callers(tableOf(settings.perCaller, settings.mostCallers, m_clock())),
      m_addresses(tableOf(settings.perAddress, settings.mostAddresses, m_clock())) {}

RateLimiter::Table RateLimiter::tableOf(const RateLimits& limits, std::size_t most, Time now) {
    Table table;
    table.perMinute = {limits.requestsPerMinute, limits.pixelsPerMinute, limits.failuresPerMinute};
    table.most = most;
    table.shared = {{}, table.perMinute, now};
    return table;
}

void RateLimiter::refill(const Table& table, Buckets& buckets, Time now) {
    const double minutes =
        std::max(0.0, std::chrono::duration<double, std::ratio<60>>(now - buckets.touched).count());
    for (std::size_t kind = 0; kind < Kinds; ++kind) {
        const double full = table.perMinute[kind];
        buckets.left[kind] = std::min(full, buckets.left[kind] + minutes * full);
    }
    buckets.touched = std::max(now, buckets.touched);
}

RateLimiter::Buckets& RateLimiter::bucketsOf(Table& table, std::string_view name, Time now) {
    if (const auto found = table.byName.find(name); found != table.byName.end()) {
        table.order.splice(table.order.begin(), table.order, found->second);
        refill(table, *found->second, now);
        return *found->second;
    }
    if (table.order.size() >= table.most) {
        Buckets* oldest = table.order.empty() ? nullptr : &table.order.back();
        if (oldest != nullptr) refill(table, *oldest, now);
        // Forgetting a bucket that is not full would give its owner a fresh one.
        if (oldest == nullptr || oldest->left != table.perMinute) {
            refill(table, table.shared, now);
            return table.shared;
        }
        table.byName.erase(oldest->name);
        table.order.pop_back();
    }
    table.order.push_front({std::string(name), table.perMinute, now});
    table.byName.emplace(table.order.front().name, table.order.begin());
    return table.order.front();
}

double RateLimiter::waitFor(const Table& table, const Buckets& buckets, Kind kind, double amount) {
    const double full = table.perMinute[kind];
    if (full <= 0) return 0;
    const double missing = std::min(amount, full) - buckets.left[kind];
    // Rounding may leave a hair missing.
    return missing <= full * 1e-9 ? 0 : missing / full * 60;
}

RateVerdict RateLimiter::take(Kind kind, std::string_view caller, std::string_view address, double amount) {
    const std::lock_guard guard(m_mutex);
    const Time now = m_clock();
    Buckets& ofAddress = bucketsOf(m_addresses, bucketOf(address), now);
    double wait = waitFor(m_addresses, ofAddress, kind, amount);
    Buckets* ofCaller = caller.empty() ? nullptr : &bucketsOf(m_callers, caller, now);
    if (ofCaller != nullptr) wait = std::max(wait, waitFor(m_callers, *ofCaller, kind, amount));
    if (wait > 0) return verdictOf(wait);
    if (m_addresses.perMinute[kind] > 0) ofAddress.left[kind] -= amount;
    if (ofCaller != nullptr && m_callers.perMinute[kind] > 0) ofCaller->left[kind] -= amount;
    return {};
}

RateVerdict RateLimiter::admitRequest(std::string_view caller, std::string_view address) {
    return take(Requests, caller, address, 1);
}

RateVerdict RateLimiter::admitPixels(std::string_view caller, std::string_view address, std::int64_t pixels) {
    return take(Pixels, caller, address, static_cast<double>(std::max<std::int64_t>(pixels, 0)));
}

RateVerdict RateLimiter::mayTryKey(std::string_view address) {
    const std::lock_guard guard(m_mutex);
    return verdictOf(waitFor(m_addresses, bucketsOf(m_addresses, bucketOf(address), m_clock()), Failures, 1));
}

void RateLimiter::noteRefusedKey(std::string_view address) {
    const std::lock_guard guard(m_mutex);
    Buckets& buckets = bucketsOf(m_addresses, bucketOf(address), m_clock());
    if (m_addresses.perMinute[Failures] > 0) buckets.left[Failures] -= 1;
}

std::size_t RateLimiter::size() const {
    const std::lock_guard guard(m_mutex);
    return m_callers.order.size() + m_addresses.order.size();
}

std::string RateLimiter::bucketOf(std::string_view address) {
    const std::string text(address.substr(0, address.find('%')));  // without an interface's name
    in6_addr six{};
    if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text.substr(0, 64);
    char name[INET6_ADDRSTRLEN] = {};
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
        return inet_ntop(AF_INET, &six.s6_addr[12], name, sizeof name);
    }
    std::memset(&six.s6_addr[8], 0, 8);
    return std::string(inet_ntop(AF_INET6, &six, name, sizeof name)) + "/64";
}

}  // namespace app
