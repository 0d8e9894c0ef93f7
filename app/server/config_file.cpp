#include "app/server/config_file.h"

#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include "app/server/auth/jwt_verifier.h"
#include "app/server/upstream_config.h"

namespace app::server {
namespace {

void readListen(ConfigTable& table, ServerOptions& options) {
    if (const auto host = table.text("host")) options.host = *host;
    table.number("port", options.port, 0, 65535);
    table.texts("allowed_hosts", options.allowedHosts);
    table.texts("allowed_origins", options.allowedOrigins);
    for (const std::string& origin : options.allowedOrigins) {
        const bool isOrigin = (origin.starts_with("http://") || origin.starts_with("https://")) &&
                              origin.find('/', 8) == std::string::npos &&
                              origin.find('*') == std::string::npos;
        if (!isOrigin) {
            table.refuse("allowed_origins",
                         "must hold origins such as \"https://help.example.com\", without a path or a star.");
        }
    }
    table.texts("trusted_proxies", options.trustedProxies);
    table.finish();
}

void readAuth(ConfigTable& table, ServerOptions& options) {
    table.path("keys_file", options.keysFile);
    if (auto jwt = table.table("jwt")) {
        JwtSettings settings;
        settings.audience = jwt->requireText("audience");
        settings.issuer = jwt->text("issuer").value_or("");
        jwt->texts("default_scopes", settings.defaultScopes);
        int skew = 30;
        jwt->number("clock_skew_seconds", skew, 0, 60);
        settings.skew = std::chrono::seconds(skew);
        for (ConfigTable& key : jwt->tables("key")) {
            const auto algorithm = jwtAlgorithmOf(key.requireText("algorithm"));
            if (!algorithm) key.refuse("algorithm", "must be \"HS256\", \"RS256\" or \"ES256\".");
            std::filesystem::path file;
            key.path("file", file);
            if (file.empty()) key.refuse("file", "must be there.");
            settings.keys.push_back(jwtKeyFromFile(key.text("kid").value_or(""), *algorithm, file));
            key.finish();
        }
        jwt->finish();
        options.jwt = std::move(settings);
    }
    table.finish();
}

RateSettings readRates(ConfigTable& table) {
    RateSettings rates;
    table.rate("requests_per_minute", rates.perCaller.requestsPerMinute);
    table.rate("pixels_per_minute", rates.perCaller.pixelsPerMinute);
    table.rate("address_requests_per_minute", rates.perAddress.requestsPerMinute);
    table.rate("address_pixels_per_minute", rates.perAddress.pixelsPerMinute);
    table.rate("refused_keys_per_minute", rates.perAddress.failuresPerMinute);
    table.finish();
    return rates;
}

void readLimits(ConfigTable& table, Limits& limits) {
    constexpr std::int64_t megabyte = std::int64_t{1024} * 1024;
    table.number("header_bytes", limits.headerBytes, 1024, megabyte);
    table.number("chat_body_bytes", limits.chatBodyBytes, 1024, 256 * megabyte);
    table.number("body_bytes", limits.bodyBytes, 1024, 64 * megabyte);
    table.number("bodies_in_memory", limits.bodiesInMemory, megabyte, 65536 * megabyte);
    table.number("json_depth", limits.json.depth, 8, 64);
    table.number("json_values", limits.json.values, 100, 10'000'000);
    table.number("messages", limits.messages, 1, 100'000);
    table.number("text_bytes", limits.textBytes, 1024, 256 * megabyte);
    table.number("pictures", limits.pictures, 0, 256);
    table.number("pixels", limits.pixels, 1024, 40'000'000);
    table.number("all_pixels", limits.allPixels, 1024, 4'000'000'000);
    table.number("choices", limits.choices, 1, 16);
    table.number("answer_tokens", limits.answerTokens, 1, 1'000'000);
    table.number("default_answer_tokens", limits.defaultAnswerTokens, 1, limits.answerTokens);
    table.number("tools", limits.tools, 0, 1024);
    table.number("schema_bytes", limits.schemaBytes, 256, megabyte);
    table.number("low_detail_tokens", limits.lowDetailTokens, 16, 30'000);
    table.number("auto_detail_tokens", limits.autoDetailTokens, 16, 30'000);
    table.number("connections", limits.connections, 1, 60'000);
    table.number("running", limits.running, 1, 256);
    table.number("queued", limits.queued, 0, 100'000);
    table.number("unsent_bytes", limits.unsentBytes, 65'536, 1024 * megabyte);
    table.finish();
}

void readTimeouts(ConfigTable& table, Timeouts& timeouts) {
    table.seconds("header_seconds", timeouts.header);
    table.seconds("body_seconds", timeouts.body);
    table.seconds("idle_seconds", timeouts.idle);
    table.seconds("pause_seconds", timeouts.pause);
    table.seconds("write_seconds", timeouts.write);
    table.seconds("ping_seconds", timeouts.ping);
    table.seconds("drain_seconds", timeouts.drain);
    table.finish();
}

void readCache(ConfigTable& table, ServerOptions& options) {
    bool isOn = true;
    table.flag("on", isOn);
    table.path("file", options.cacheFile);
    table.number("bytes", options.cacheBytes, 65'536, 1'000'000'000'000);
    std::int64_t lifetime = options.cacheLifetime.count();
    table.number("lifetime_seconds", lifetime, 1, 31'536'000);
    options.cacheLifetime = std::chrono::seconds(lifetime);
    table.flag("keeps_everything", options.cache.keepsEverything);
    options.redisUrl = table.secret("redis_url").value_or(options.redisUrl);
    table.path("secret_file", options.cacheSecretFile);
    if (!isOn) {
        options.cacheFile.clear();
        options.redisUrl.clear();
    }
    table.finish();
}

void readAudit(ConfigTable& table, ServerOptions& options) {
    bool isOn = true;
    table.flag("on", isOn);
    table.path("file", options.auditFile);
    if (!isOn) options.auditFile.clear();
    table.number("bytes_per_file", options.audit.maxBytes, 65'536, 1'000'000'000'000);
    table.number("keep_files", options.audit.keepFiles, 0, 1'000'000);
    const std::string sync = table.choice("sync", {"second", "record", "never"});
    options.audit.sync = sync == "record" ? AuditSync::EveryRecord
                                          : (sync == "never" ? AuditSync::Never : AuditSync::EverySecond);
    table.flag("with_text", options.auditText);
    table.flag("with_pictures", options.auditPictures);
    table.finish();
}

void readClamd(ConfigTable& table, ServerOptions& options) {
    ClamdSettings settings;
    settings.address = table.requireText("address");
    table.seconds("timeout_seconds", settings.timeout);
    if (table.choice("when_down", {"refuse", "pass"}) == "pass") settings.whenDown = ClamdDown::PassBy;
    options.clamd = std::move(settings);
    table.finish();
}

}  // namespace

Variables ownVariables() {
    Variables variables;
    for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
        const std::string_view text = *one;
        const auto equals = text.find('=');
        const std::string_view name = text.substr(0, equals);
        if (equals == std::string_view::npos ||
            !(name.starts_with("GLANCEDESK_") || name == "CREDENTIALS_DIRECTORY"))
            continue;
        variables.emplace(name, text.substr(equals + 1));
    }
    return variables;
}

ServerOptions readConfig(const std::filesystem::path& file, const Variables& environment,
                         const ServerOptions& defaults) {
    toml::table whole;
    try {
        if (!file.empty()) whole = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        const auto line = error.source().begin.line;
        const std::string place = line > 0 ? ", line " + std::to_string(line) : std::string();
        throw ConfigError(file.string() + place + ": " + std::string(error.description()) + ".");
    }
    ServerOptions options = defaults;
    ConfigTable root(&whole, file.empty() ? file : std::filesystem::absolute(file), environment);
    if (auto table = root.table("listen")) readListen(*table, options);
    if (auto table = root.table("auth")) readAuth(*table, options);
    if (auto table = root.table("rates")) options.rates = readRates(*table);
    if (auto table = root.table("limits")) readLimits(*table, options.limits);
    if (auto table = root.table("timeouts")) readTimeouts(*table, options.timeouts);
    if (auto table = root.table("cache")) readCache(*table, options);
    if (auto table = root.table("audit")) readAudit(*table, options);
    if (auto table = root.table("clamd")) readClamd(*table, options);
    if (auto table = root.table("upstream")) options.upstream = readUpstream(*table);
    root.finish();
    return options;
}

}  // namespace app::server
