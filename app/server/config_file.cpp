#include "app/server/config_file.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "app/server/auth/jwt_verifier.h"

namespace app::server {
namespace {

/// One table of the file: reads setting by setting, then refuses what nobody asked for.
class Table {
 public:
    Table(const toml::table* table, std::string name, const std::filesystem::path& file)
        : m_table(table), m_name(std::move(name)), m_file(file) {}

    [[noreturn]] void refuse(const toml::node* node, const std::string& key, const std::string& end) const {
        const auto line = node != nullptr ? node->source().begin.line : 0;
        const std::string path = m_name.empty() ? key : m_name + "." + key;
        throw ConfigError(m_file.string() + ", line " + std::to_string(line) + ": " + path + " " + end);
    }

    const toml::node* find(const std::string& key) {
        m_known.insert(key);
        return m_table == nullptr ? nullptr : m_table->get(key);
    }

    template <class T>
    void number(const std::string& key, T& value, std::int64_t least, std::int64_t most) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto got = node->value_exact<std::int64_t>();
        if (!got || *got < least || *got > most) {
            refuse(
                node, key,
                "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
        }
        value = static_cast<T>(*got);
    }

    void seconds(const std::string& key, std::chrono::milliseconds& value) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto got = node->value<double>();
        if (!got || *got < 0.05 || *got > 86'400) refuse(node, key, "must be seconds from 0.05 to 86400.");
        value = std::chrono::milliseconds(static_cast<std::int64_t>(*got * 1000));
    }

    void rate(const std::string& key, double& value) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto got = node->value<double>();
        if (!got || *got < 0 || *got > 1e15) refuse(node, key, "must be a number, 0 for no limit.");
        value = *got;
    }

    void flag(const std::string& key, bool& value) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto got = node->value_exact<bool>();
        if (!got) refuse(node, key, "must be true or false.");
        value = *got;
    }

    std::optional<std::string> text(const std::string& key) {
        const toml::node* node = find(key);
        if (node == nullptr) return {};
        auto got = node->value_exact<std::string>();
        if (!got) refuse(node, key, "must be a text in quotes.");
        return got;
    }

    std::string requireText(const std::string& key) {
        auto got = text(key);
        if (!got || got->empty()) refuse(m_table, key, "must be there.");
        return *got;
    }

    std::string choice(const std::string& key, const std::vector<std::string>& allowed) {
        const auto got = text(key);
        if (!got) return allowed.front();
        std::string list;
        for (const std::string& one : allowed) {
            if (*got == one) return one;
            list += (list.empty() ? "\"" : ", \"") + one + "\"";
        }
        refuse(find(key), key, "must be one of " + list + ".");
    }

    void texts(const std::string& key, std::vector<std::string>& value) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const toml::array* list = node->as_array();
        if (list == nullptr) refuse(node, key, "must be a list of texts.");
        value.clear();
        for (const toml::node& one : *list) {
            const auto got = one.value_exact<std::string>();
            if (!got || got->empty()) refuse(&one, key, "must hold texts in quotes.");
            value.push_back(*got);
        }
    }

    void path(const std::string& key, std::filesystem::path& value) {
        const auto got = text(key);
        if (got) value = got->empty() ? std::filesystem::path() : m_file.parent_path() / *got;
    }

    std::optional<Table> table(const std::string& key) {
        const toml::node* node = find(key);
        if (node == nullptr) return {};
        if (!node->is_table()) refuse(node, key, "must be a table: [" + key + "].");
        return Table(node->as_table(), m_name.empty() ? key : m_name + "." + key, m_file);
    }

    std::vector<Table> tables(const std::string& key) {
        std::vector<Table> result;
        const toml::node* node = find(key);
        if (node == nullptr) return result;
        const toml::array* list = node->as_array();
        if (list == nullptr) refuse(node, key, "must be tables: [[" + key + "]].");
        for (const toml::node& one : *list) {
            if (!one.is_table()) refuse(&one, key, "must hold tables alone.");
            result.push_back(Table(one.as_table(), m_name + "." + key, m_file));
        }
        return result;
    }

    void finish() const {
        if (m_table == nullptr) return;
        for (const auto& [key, node] : *m_table) {
            if (!m_known.contains(std::string(key.str())))
                refuse(&node, std::string(key.str()), "is not a setting of this server.");
        }
    }

    const std::filesystem::path& file() const { return m_file; }

 private:
    const toml::table* m_table;
    std::string m_name;
    std::filesystem::path m_file;
    std::set<std::string> m_known;
};

void readListen(Table& table, ServerOptions& options) {
    if (const auto host = table.text("host")) options.host = *host;
    table.number("port", options.port, 0, 65535);
    table.texts("allowed_hosts", options.allowedHosts);
    table.texts("allowed_origins", options.allowedOrigins);
    for (const std::string& origin : options.allowedOrigins) {
        const bool isOrigin = (origin.starts_with("http://") || origin.starts_with("https://")) &&
                              origin.find('/', 8) == std::string::npos &&
                              origin.find('*') == std::string::npos;
        if (!isOrigin) {
            table.refuse(table.find("allowed_origins"), "allowed_origins",
                         "must hold origins such as \"https://help.example.com\", without a path or a star.");
        }
    }
    table.texts("trusted_proxies", options.trustedProxies);
    table.finish();
}

void readAuth(Table& table, ServerOptions& options) {
    table.path("keys_file", options.keysFile);
    if (auto jwt = table.table("jwt")) {
        JwtSettings settings;
        settings.audience = jwt->requireText("audience");
        settings.issuer = jwt->text("issuer").value_or("");
        jwt->texts("default_scopes", settings.defaultScopes);
        int skew = 30;
        jwt->number("clock_skew_seconds", skew, 0, 60);
        settings.skew = std::chrono::seconds(skew);
        for (Table& key : jwt->tables("key")) {
            const auto algorithm = jwtAlgorithmOf(key.requireText("algorithm"));
            if (!algorithm)
                key.refuse(key.find("algorithm"), "algorithm", "must be \"HS256\", \"RS256\" or \"ES256\".");
            settings.keys.push_back(jwtKeyFromFile(key.text("kid").value_or(""), *algorithm,
                                                   table.file().parent_path() / key.requireText("file")));
            key.finish();
        }
        jwt->finish();
        options.jwt = std::move(settings);
    }
    table.finish();
}

RateSettings readRates(Table& table) {
    RateSettings rates;
    table.rate("requests_per_minute", rates.perCaller.requestsPerMinute);
    table.rate("pixels_per_minute", rates.perCaller.pixelsPerMinute);
    table.rate("address_requests_per_minute", rates.perAddress.requestsPerMinute);
    table.rate("address_pixels_per_minute", rates.perAddress.pixelsPerMinute);
    table.rate("refused_keys_per_minute", rates.perAddress.failuresPerMinute);
    table.finish();
    return rates;
}

void readLimits(Table& table, Limits& limits) {
    constexpr std::int64_t megabyte = 1024 * 1024;
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

void readTimeouts(Table& table, Timeouts& timeouts) {
    table.seconds("header_seconds", timeouts.header);
    table.seconds("body_seconds", timeouts.body);
    table.seconds("idle_seconds", timeouts.idle);
    table.seconds("pause_seconds", timeouts.pause);
    table.seconds("write_seconds", timeouts.write);
    table.seconds("ping_seconds", timeouts.ping);
    table.seconds("drain_seconds", timeouts.drain);
    table.finish();
}

void readCache(Table& table, ServerOptions& options) {
    bool isOn = true;
    table.flag("on", isOn);
    table.path("file", options.cacheFile);
    table.number("bytes", options.cacheBytes, 65'536, 1'000'000'000'000);
    std::int64_t lifetime = options.cacheLifetime.count();
    table.number("lifetime_seconds", lifetime, 1, 31'536'000);
    options.cacheLifetime = std::chrono::seconds(lifetime);
    table.flag("keeps_everything", options.cache.keepsEverything);
    options.redisUrl = table.text("redis_url").value_or(options.redisUrl);
    table.path("secret_file", options.cacheSecretFile);
    if (!isOn) {
        options.cacheFile.clear();
        options.redisUrl.clear();
    }
    table.finish();
}

void readAudit(Table& table, ServerOptions& options) {
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

void readClamd(Table& table, ServerOptions& options) {
    ClamdSettings settings;
    settings.address = table.requireText("address");
    table.seconds("timeout_seconds", settings.timeout);
    if (table.choice("when_down", {"refuse", "pass"}) == "pass") settings.whenDown = ClamdDown::PassBy;
    options.clamd = std::move(settings);
    table.finish();
}

}  // namespace

ServerOptions readConfigFile(const std::filesystem::path& file, const ServerOptions& defaults) {
    toml::table whole;
    try {
        whole = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        const auto line = error.source().begin.line;
        const std::string place = line > 0 ? ", line " + std::to_string(line) : std::string();
        throw ConfigError(file.string() + place + ": " + std::string(error.description()) + ".");
    }
    ServerOptions options = defaults;
    Table root(&whole, "", std::filesystem::absolute(file));
    if (auto table = root.table("listen")) readListen(*table, options);
    if (auto table = root.table("auth")) readAuth(*table, options);
    if (auto table = root.table("rates")) options.rates = readRates(*table);
    if (auto table = root.table("limits")) readLimits(*table, options.limits);
    if (auto table = root.table("timeouts")) readTimeouts(*table, options.timeouts);
    if (auto table = root.table("cache")) readCache(*table, options);
    if (auto table = root.table("audit")) readAudit(*table, options);
    if (auto table = root.table("clamd")) readClamd(*table, options);
    root.finish();
    return options;
}

}  // namespace app::server
