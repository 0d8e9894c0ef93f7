#include "app/server/door.h"

#include <optional>

#include <spdlog/spdlog.h>

namespace app::server {
namespace {

/// The token behind "Bearer "; empty when the header isn't of that form.
std::string_view bearer(const RequestHead& head) {
    constexpr std::size_t mostBytes = std::size_t{8} * 1024;
    const std::string_view value = head.field("Authorization");
    if (head.fields.count(http::field::authorization) != 1 || value.size() > mostBytes) return {};
    if (value.size() < 7 || !beast::iequals(value.substr(0, 7), "Bearer ")) return {};
    return value.substr(7);
}

Caller local() {
    return {"local", {std::begin(scope::all), std::end(scope::all)}};
}

void requireVerdict(const RateVerdict& verdict) {
    if (verdict.isAllowed) return;
    throw ApiProblem(ApiError{429,
                              "rate_limit_exceeded",
                              "Too many requests in a minute: wait as long as Retry-After says.",
                              {},
                              verdict.waitSeconds});
}

}  // namespace

Door::Door(const ServerOptions& options, RateLimiter& rates, Metrics& metrics)
    : m_rates(rates), m_metrics(metrics) {
    if (!options.keysFile.empty()) m_keys = std::make_unique<ApiKeys>(options.keysFile);
    if (options.jwt) m_tokens = std::make_unique<JwtVerifier>(*options.jwt);
    if (!options.auditFile.empty()) {
        AuditSettings settings = options.audit;
        settings.file = options.auditFile;
        settings.withText = options.auditText;
        settings.withPictures = options.auditPictures;
        m_audit = std::make_unique<AuditLog>(settings);
    }
}

Caller Door::callerOf(const RequestHead& head, const std::string& address) {
    if (!asksForKeys()) return local();
    requireVerdict(m_rates.mayTryKey(address));
    const std::string_view token = bearer(head);
    std::optional<Caller> caller;
    if (!token.empty() && m_keys) caller = m_keys->verify(token);
    if (!caller && !token.empty() && m_tokens) caller = m_tokens->verify(token);
    if (caller) {
        if (m_keys && m_keys->areUsesDue()) m_paper.post([this] { m_keys->writeLastUses(); });
        return *caller;
    }
    if (!token.empty()) m_rates.noteRefusedKey(address);
    throw ApiProblem(401, "invalid_api_key",
                     token.empty() ? "Send a key or token as 'Authorization: Bearer ...'."
                                   : "This key or token is not valid.");
}

Caller Door::admit(const RequestHead& head, const Route& route, const std::string& address) {
    if (route.access == Access::Open) {
        return {};
    }
    Caller caller = callerOf(head, address);
    if (!caller.may(route.scope)) {
        throw ApiProblem(
            403, "insufficient_scope",
            "This key or token may not use this path: it lacks the scope '" + route.scope + "'.");
    }
    requireVerdict(m_rates.admitRequest(caller.id, address));
    return caller;
}

void Door::note(const AuditRecord& record) {
    bool isWritten = false;
    try {
        isWritten = m_audit->write(record);
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
    }
    if (!isWritten) spdlog::error("A request is missing from the audit log: {}", record.request);
}

void Door::ended(const AuditRecord& record, const std::string& route) {
    m_metrics.count(record, route);
    if (!m_audit) return;
    // A disk takes its time, and the server's thread has none. Records beyond a bound wait for it.
    constexpr int mostUnwritten = 1024;
    if (m_unwritten >= mostUnwritten) return note(record);
    ++m_unwritten;
    m_paper.post([this, record] {
        note(record);
        --m_unwritten;
    });
}

}  // namespace app::server
