#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

#include "app/server/api/call.h"
#include "app/server/audit/audit_record.h"
#include "app/server/cache/cached_answer.h"
#include "app/server/crypto/digest.h"

namespace app::server {

/// A request that was read, checked and answered before.
struct SeenRequest {
    CacheKey key;
    Call call;  ///< for the renderer: without its messages
    std::vector<AuditPicture> pictures{};
    std::int64_t pixels = 0;
};

/// Requests whose bytes came before, so that an answer that is kept needs no reading of them and no opening
/// of pictures. Bounded, the least recently used goes first. Of the server's thread.
class SeenRequests final {
 public:
    explicit SeenRequests(std::size_t most = 1024) : m_most(most) {}

    /// Of everything that a client chooses: who, the route and the body.
    static Digest digestOf(std::string_view caller, std::string_view path, std::string_view body);

    /// Null when it is new.
    std::shared_ptr<const SeenRequest> find(const Digest& digest);
    void add(const Digest& digest, SeenRequest seen);
    /// Another model was loaded: no key holds any more.
    void clear();

 private:
    struct Entry {
        std::string digest;
        std::shared_ptr<const SeenRequest> seen;
    };

    const std::size_t m_most;
    std::list<Entry> m_entries;  ///< the last used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_places;
};

}  // namespace app::server
