#include "app/upstream/fleet_watch.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <spdlog/spdlog.h>

#include "app/upstream/reply_reader.h"
#include "app/upstream/upstream_address.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds looksAgain{2'000};  // where something is wrong
constexpr std::chrono::milliseconds lookLimit{10'000};

engine::Error errorOf(const HttpReply& reply, const std::string& where) {
    using engine::ErrorCode;
    if (reply.end == HttpEnd::Untrusted) return {ErrorCode::UpstreamUntrusted, where, reply.reason, {}};
    if (reply.end == HttpEnd::Silent) return {ErrorCode::UpstreamSilent, where, {}, {reply.seconds}};
    return {ErrorCode::UpstreamUnreachable, where, reply.reason, {}};
}

}  // namespace

engine::Result<ServedModel> lookAt(const std::string& address, const UpstreamOptions& options,
                                   const HttpClient& client, std::stop_token stop) {
    HttpCall call;
    call.url = address + "/models";
    call.key = options.key;
    call.connect = options.connect;
    call.firstByte = call.pause = std::min(lookLimit, options.firstByte);
    const HttpReply reply = client.run(call, stop);
    const std::string where = hostOf(address);
    if (reply.end == HttpEnd::Stopped) return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
    if (reply.end != HttpEnd::Whole) return errorOf(reply, where);
    auto dialect = options.dialect == UpstreamDialect::Auto ? UpstreamDialect::OpenAi : options.dialect;
    // A key may be good for questions and not for lists.
    if (reply.status == 403 && !options.model.empty()) return ServedModel{options.model, 0, dialect};
    if (reply.status != 200)
        return errorOfStatus(where, options.model, reply.status, reply.body, reply.retryAfter);
    auto served = servedModel(reply.body, options.model, where);
    if (served && options.dialect != UpstreamDialect::Auto) served.value().dialect = options.dialect;
    return served;
}

void lookAt(Fleet& fleet, std::size_t index, const UpstreamOptions& options, const HttpClient& client,
            std::stop_token stop) {
    const UpstreamState before = fleet.state(index);
    const auto found = lookAt(before.address, options, client, stop);
    if (stop.stop_requested()) return;
    const std::string host = hostOf(before.address);
    if (found) {
        fleet.noteWell(index, found.value());
        if (!before.isKnown || before.problem) spdlog::info("The server {} is well", host);
        return;
    }
    fleet.noteProblem(index, found.error());
    if (before.isKnown && before.problem && before.problem->code == found.error().code) return;
    spdlog::warn("The server {} has a problem: code {}, {}", host, static_cast<int>(found.error().code),
                 found.error().detail);
}

FleetWatch::FleetWatch(Fleet& fleet, const UpstreamOptions& options, const HttpClient& client)
    : m_fleet(fleet),
      m_options(options),
      m_client(client),
      m_thread([this](const std::stop_token& stop) { work(stop); }) {}

void FleetWatch::work(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::vector<Clock::time_point> due(m_fleet.size(), Clock::now() + m_options.check);
    while (!stop.stop_requested()) {
        const auto now = Clock::now();
        for (std::size_t i = 0; i < due.size() && !stop.stop_requested(); ++i) {
            const bool isIll = m_fleet.state(i).problem.has_value();
            const auto every = isIll ? std::min(looksAgain, m_options.check) : m_options.check;
            due[i] = std::min(due[i], now + every);
            if (due[i] > now) continue;
            lookAt(m_fleet, i, m_options, m_client, stop);
            due[i] = Clock::now() + m_options.check;
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, std::min(looksAgain, m_options.check) / 2, [] { return false; });
    }
}

}  // namespace app
