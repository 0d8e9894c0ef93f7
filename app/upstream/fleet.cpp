#include "app/upstream/fleet.h"

#include <algorithm>
#include <tuple>

namespace app {
namespace {

constexpr std::int64_t longestRest = 30;  // seconds
constexpr std::int64_t usualRest = 1;

}  // namespace

Fleet::Fleet(const std::vector<std::string>& addresses) {
    for (const std::string& address : addresses) {
        Server server;
        server.state.address = address;
        m_servers.push_back(std::move(server));
    }
}

Fleet::Place::~Place() {
    const std::lock_guard lock(m_fleet.m_mutex);
    --m_fleet.m_servers[m_index].state.running;
}

std::optional<std::size_t> Fleet::choose(const std::vector<std::size_t>& tried) {
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    const auto rank = [](const Server& server) {
        const int health = !server.state.isKnown ? 1 : server.state.problem ? 2 : 0;
        return std::tuple(health, server.state.running, server.chosen);
    };
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < m_servers.size(); ++i) {
        const Server& server = m_servers[i];
        if (std::find(tried.begin(), tried.end(), i) != tried.end() || server.restsUntil > now) continue;
        if (!best || rank(server) < rank(m_servers[*best])) best = i;
    }
    if (best) {
        ++m_servers[*best].state.running;
        m_servers[*best].chosen = ++m_count;
    }
    return best;
}

std::int64_t Fleet::restSeconds() const {
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    std::int64_t least = 0;
    for (const Server& server : m_servers) {
        if (server.restsUntil <= now) continue;
        const auto left = std::chrono::ceil<std::chrono::seconds>(server.restsUntil - now).count();
        least = least == 0 ? left : std::min<std::int64_t>(least, left);
    }
    return least;
}

void Fleet::noteWell(std::size_t index, const std::optional<ServedModel>& model) {
    const std::lock_guard lock(m_mutex);
    UpstreamState& state = m_servers[index].state;
    state.isKnown = true;
    state.problem.reset();
    if (model) state.model = model;
}

void Fleet::noteProblem(std::size_t index, const engine::Error& error) {
    const std::lock_guard lock(m_mutex);
    Server& server = m_servers[index];
    server.state.isKnown = true;
    server.state.problem = error;
    if (error.code != engine::ErrorCode::UpstreamBusy) return;
    const std::int64_t asked = error.numbers.empty() ? 0 : error.numbers.front();
    server.restsUntil =
        Clock::now() + std::chrono::seconds(std::clamp<std::int64_t>(asked, usualRest, longestRest));
}

std::vector<UpstreamState> Fleet::states() const {
    const std::lock_guard lock(m_mutex);
    std::vector<UpstreamState> states;
    for (const Server& server : m_servers)
        states.push_back(server.state);
    return states;
}

UpstreamState Fleet::state(std::size_t index) const {
    const std::lock_guard lock(m_mutex);
    return m_servers[index].state;
}

}  // namespace app
