#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/upstream/model_list.h"
#include "engine/error.h"

namespace app {

/// What is known of one address.
struct UpstreamState {
    std::string address;
    std::optional<ServedModel> model;      ///< since it was heard of for the first time
    std::optional<engine::Error> problem;  ///< of the last look or request; empty: it is well
    bool isKnown = false;                  ///< it was looked at, or asked
    int running = 0;                       ///< requests of ours
};

/// The addresses, how they are and who is least busy. Any thread.
class Fleet final {
 public:
    using Clock = std::chrono::steady_clock;

    explicit Fleet(const std::vector<std::string>& addresses);

    /// One request at one address, counted while it lives.
    class Place final {
     public:
        Place(Fleet& fleet, std::size_t index) : m_fleet(fleet), m_index(index) {}
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        std::size_t index() const { return m_index; }

     private:
        Fleet& m_fleet;
        const std::size_t m_index;
    };

    /// Among those not `tried`: first what is well, then what was never asked, last what had a problem; the
    /// least busy, and of equals the one that waits longest. One that asked to be left alone is passed over.
    std::optional<std::size_t> choose(const std::vector<std::size_t>& tried);
    /// Seconds until the first of those that asked to be left alone may be asked again; 0: none did.
    std::int64_t restSeconds() const;

    void noteWell(std::size_t index, const std::optional<ServedModel>& model);
    /// A server that is too busy rests for as long as it says, at most half a minute.
    void noteProblem(std::size_t index, const engine::Error& error);

    std::vector<UpstreamState> states() const;
    UpstreamState state(std::size_t index) const;
    std::size_t size() const { return m_servers.size(); }

 private:
    struct Server {
        UpstreamState state;
        Clock::time_point restsUntil{};
        std::uint64_t chosen = 0;  ///< when, by count
    };

    mutable std::mutex m_mutex;  ///< guards what follows
    std::vector<Server> m_servers;
    std::uint64_t m_count = 0;
};

}  // namespace app
