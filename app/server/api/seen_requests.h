#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
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
    Call call;  ///< what a renderer wants of it
    std::vector<AuditPicture> pictures{};
    std::int64_t pixels = 0;
};

/// The part of a call that a renderer looks at: neither its messages nor anything else of any length.
Call forRenderer(const Call& call);

/// Requests whose bytes came before, so that an answer that is kept needs no reading of them and no opening
/// of pictures, and the answers that were found for them lately, so that it needs no disk either. Bounded in
/// number and bytes, the least recently used goes first. Of the server's thread.
class SeenRequests final {
 public:
    explicit SeenRequests(std::size_t most = 1024, std::size_t mostAnswerBytes = std::size_t{16} << 20)
        : m_most(most), m_mostAnswerBytes(mostAnswerBytes) {}

    /// Of everything that a client chooses: who, the route and the body.
    static Digest digestOf(std::string_view caller, std::string_view path, std::string_view body);

    /// Null when it is new.
    std::shared_ptr<const SeenRequest> find(const Digest& digest);
    void add(const Digest& digest, SeenRequest seen);

    /// Null when none was found lately. Whether it is too old is the caller's question.
    std::shared_ptr<const CachedAnswer> answerOf(const Digest& digest) const;
    /// Of a request that was added.
    void keep(const Digest& digest, std::shared_ptr<const CachedAnswer> answer);

    /// Another model was loaded: no key holds any more.
    void clear();

    std::size_t size() const { return m_entries.size(); }
    std::size_t answerBytes() const { return m_answerBytes; }

 private:
    struct Entry {
        std::string digest;
        std::shared_ptr<const SeenRequest> seen;
        std::shared_ptr<const CachedAnswer> answer{};
        std::size_t bytes = 0;  ///< of the answer
    };

    void forgetAnswer(Entry& entry);

    const std::size_t m_most;
    const std::size_t m_mostAnswerBytes;
    std::size_t m_answerBytes = 0;
    std::list<Entry> m_entries;  ///< the last used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_places;
};

}  // namespace app::server
