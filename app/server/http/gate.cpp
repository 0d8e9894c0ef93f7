#include "app/server/http/gate.h"

#include <algorithm>
#include <cctype>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// "name:port" or "[::1]:port" without its port; empty when the port is no number.
std::string withoutPort(const std::string& host) {
    const std::size_t from = host.starts_with('[') ? host.find(']') : 0;
    if (from == std::string::npos) return {};
    const std::size_t colon = host.find(':', from);
    if (colon == std::string::npos) return host;
    const std::string_view port = std::string_view(host).substr(colon + 1);
    const bool isNumber = port.size() <= 5 &&
                          std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? host.substr(0, colon) : std::string();
}

std::string bracketed(const std::string& host) {
    return host.find(':') != std::string::npos && !host.starts_with('[') ? "[" + host + "]" : host;
}

}  // namespace

ServerOptions optionsIn(const std::filesystem::path& dataFolder) {
    ServerOptions options;
    options.cacheFile = dataFolder / "server" / "answers.db";
    options.auditFile = dataFolder / "server" / "audit.jsonl";
    return options;
}

bool isLoopback(const std::string& host) {
    if (host == "localhost") return true;
    NetError error;
    const auto address = asio::ip::make_address(host, error);
    return !error && address.is_loopback();
}

Gate::Gate(const ServerOptions& options)
    : m_hosts{"localhost", "127.0.0.1", "[::1]"}, m_proxies(options.trustedProxies) {
    m_hosts.push_back(lower(bracketed(options.host)));
    for (const std::string& host : options.allowedHosts)
        m_hosts.push_back(lower(bracketed(host)));
    for (const std::string& origin : options.allowedOrigins)
        m_origins.push_back(lower(origin));
}

void Gate::checkShape(const RequestHead& head) const {
    const http::fields& fields = head.fields;
    if (fields.count(http::field::host) != 1)
        throw ApiProblem(400, "invalid_host", "A request needs exactly one Host header.");
    if (!contains(m_hosts, withoutPort(lower(head.field("Host")))))
        throw ApiProblem(403, "host_not_allowed", "This server does not answer to that Host name.");
    if (fields.count(http::field::content_length) > 1 || fields.count(http::field::transfer_encoding) > 1 ||
        (fields.count(http::field::content_length) == 1 &&
         fields.count(http::field::transfer_encoding) == 1)) {
        throw ApiProblem(400, "invalid_framing", "The request states its length more than once.");
    }
    const std::string encoding = lower(head.field("Transfer-Encoding"));
    if (!encoding.empty() && encoding != "chunked")
        throw ApiProblem(501, "unsupported_encoding", "The only Transfer-Encoding here is chunked.");
    if (!head.field("Content-Encoding").empty())
        throw ApiProblem(415, "unsupported_encoding", "Send the body without a Content-Encoding.");
    const bool isPlain =
        head.path.starts_with('/') && head.path.size() <= 1024 &&
        std::all_of(head.path.begin(), head.path.end(), [](char c) { return c > 32 && c < 127; });
    if (!isPlain) throw ApiProblem(400, "invalid_target", "The request's target must be a plain path.");
}

std::string Gate::checkOrigin(const RequestHead& head) const {
    if (head.fields.count(http::field::origin) == 0) return {};
    const std::string origin = lower(head.field("Origin"));
    const std::string own = lower(head.field("Host"));  // checked before
    if (head.fields.count(http::field::origin) == 1) {
        if (origin == "http://" + own || origin == "https://" + own || contains(m_origins, origin))
            return std::string(head.field("Origin"));
    }
    throw ApiProblem(403, "origin_not_allowed",
                     "Pages of this origin may not use the server: its operator can allow them.");
}

std::string Gate::addressOf(const RequestHead& head, const std::string& peer) const {
    if (!contains(m_proxies, peer)) return peer;
    // The last entry is the proxy's own; what stands before it anybody can write.
    const auto range = head.fields.equal_range("X-Forwarded-For");
    std::string_view last;
    for (auto it = range.first; it != range.second; ++it)
        last = {it->value().data(), it->value().size()};
    std::string address = peer;
    while (!last.empty()) {
        const std::size_t comma = last.rfind(',');
        const std::string entry(trimmed(comma == std::string_view::npos ? last : last.substr(comma + 1)));
        NetError error;
        const auto parsed = asio::ip::make_address(entry, error);
        if (error) return address;
        address = parsed.to_string();
        if (!contains(m_proxies, address) || comma == std::string_view::npos) return address;
        last = last.substr(0, comma);
    }
    return address;
}

void checkJsonType(const RequestHead& head) {
    const std::string type = lower(head.field("Content-Type"));
    const std::string_view whole = type;
    const std::size_t semicolon = whole.find(';');
    const std::string_view parameter =
        semicolon == std::string_view::npos ? std::string_view() : trimmed(whole.substr(semicolon + 1));
    const bool isUtf8 = parameter.empty() || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
    if (head.fields.count(http::field::content_type) != 1 ||
        trimmed(whole.substr(0, semicolon)) != "application/json" || !isUtf8) {
        throw ApiProblem(415, "unsupported_media_type", "Send the body as Content-Type: application/json.");
    }
}

Headers safeHeaders(const std::string& origin) {
    Headers headers{{"X-Content-Type-Options", "nosniff"},
                    {"Referrer-Policy", "no-referrer"},
                    {"Vary", "Origin"},
                    {"Cache-Control", "no-store"},
                    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}};
    if (origin.empty()) {
        headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }
    headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    headers.emplace_back("Access-Control-Allow-Origin", origin);
    headers.emplace_back("Access-Control-Expose-Headers", "Retry-After, X-GlanceDesk-Cache, X-Request-Id");
    return headers;
}

Headers preflightHeaders() {
    return {{"Access-Control-Allow-Methods", "GET, POST, OPTIONS"},
            // The last ones are what OpenAI's JavaScript package sends from a page.
            {"Access-Control-Allow-Headers",
             "Authorization, Content-Type, Cache-Control, X-Stainless-Lang, X-Stainless-Package-Version, "
             "X-Stainless-OS, X-Stainless-Arch, X-Stainless-Runtime, X-Stainless-Runtime-Version, "
             "X-Stainless-Retry-Count, X-Stainless-Timeout, X-Stainless-Helper-Method"},
            {"Access-Control-Max-Age", "600"}};
}

}  // namespace app::server
