#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "app/server/audit/audit_record.h"
#include "app/server/auth/caller.h"
#include "app/server/http/beast.h"
#include "app/server/http/reply.h"

namespace app::server {

struct RequestHead {
    std::string method;
    std::string path;   ///< of the target, as sent
    std::string query;  ///< behind '?'
    http::fields fields;

    /// Empty when it isn't there.
    std::string_view field(std::string_view name) const {
        const auto value = fields[std::string(name)];
        return {value.data(), value.size()};
    }
};

/// One request on its way through the server, and the way back to its client. Of the server's thread.
class Exchange {
 public:
    Exchange() = default;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    virtual ~Exchange() = default;

    RequestHead head;
    std::string body;
    Caller caller;       ///< of a route that asks for one
    AuditRecord record;  ///< what it costs and how it ends, for the audit log and the metrics

    /// A whole answer; once, and not with a stream.
    virtual Task<void> send(Reply reply) = 0;

    /// A text/event-stream: begin, any number of writes, end. False: the client is gone or takes nothing.
    virtual Task<bool> beginStream(Headers headers) = 0;
    virtual Task<bool> write(std::string text) = 0;
    virtual Task<void> endStream() = 0;

    /// Called on the server's thread when the client goes away or the server ends; at once when that was
    /// before. One at a time; empty takes it back.
    virtual void onGone(std::function<void()> callback) = 0;
};

}  // namespace app::server
