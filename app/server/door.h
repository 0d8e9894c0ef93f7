#pragma once

#include <atomic>
#include <memory>

#include "app/server/audit/audit_log.h"
#include "app/server/auth/api_keys.h"
#include "app/server/auth/jwt_verifier.h"
#include "app/server/http/guard.h"
#include "app/server/limits/rate_limiter.h"
#include "app/server/metrics/metrics.h"
#include "app/server/model/work_room.h"
#include "app/server/server_options.h"

namespace app::server {

/// Keys, tokens, rate limits and the audit log behind one door. Of the server's thread.
class Door final : public Guard {
 public:
    /// Throws what ApiKeys, JwtVerifier and AuditLog throw.
    Door(const ServerOptions& options, RateLimiter& rates, Metrics& metrics);

    Caller admit(const RequestHead& head, const Route& route, const std::string& address) override;
    void ended(const AuditRecord& record, const std::string& route) override;

    /// Keys or tokens are configured: nobody gets in without one.
    bool asksForKeys() const { return m_keys != nullptr || m_tokens != nullptr; }

 private:
    Caller callerOf(const RequestHead& head, const std::string& address);
    void note(const AuditRecord& record);

    RateLimiter& m_rates;
    Metrics& m_metrics;
    std::unique_ptr<ApiKeys> m_keys;
    std::unique_ptr<JwtVerifier> m_tokens;
    std::unique_ptr<AuditLog> m_audit;
    std::atomic<int> m_unwritten = 0;
    WorkRoom m_paper{1};  ///< what is written to the disk, in order; last: it uses the others
};

}  // namespace app::server
