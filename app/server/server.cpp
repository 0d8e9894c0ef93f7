#include "app/server/server.h"

#include <future>
#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/server/api/answer_routes.h"
#include "app/server/api/model_routes.h"
#include "app/server/cache/redis_cache.h"
#include "app/server/cache/sqlite_cache.h"
#include "app/server/crypto/digest.h"
#include "app/server/crypto/private_file.h"
#include "app/server/door.h"
#include "app/server/http/listener.h"
#include "app/server/metrics/metrics.h"
#include "app/server/pages/web_files.h"

namespace app::server {
namespace {

constexpr int handThreads = 4;

/// Fills in what depends on other settings.
ServerOptions completed(ServerOptions options) {
    if (!options.cacheSecretFile.empty()) {
        options.cache.secret = serverSecret(options.cacheSecretFile);
    } else if (!options.cacheFile.empty()) {
        options.cache.secret = serverSecret(options.cacheFile.string() + ".secret");
    } else {
        options.cache.secret = randomBytes(32);
    }
    if (!options.rates) {
        const bool hasKeys = !options.keysFile.empty() || options.jwt;
        options.rates = RateSettings();
        if (!hasKeys) options.rates->perCaller = options.rates->perAddress = {0, 0, 0};
    }
    return options;
}

std::unique_ptr<ResponseCache> cacheFor(const ServerOptions& options) {
    if (!options.redisUrl.empty()) {
        RedisCacheSettings settings;
        settings.url = options.redisUrl;
        settings.lifetime = options.cacheLifetime;
        settings.secret = options.cache.secret;
        return std::make_unique<RedisCache>(settings);
    }
    if (options.cacheFile.empty()) return nullptr;
    return std::make_unique<SqliteCache>(SqliteCacheSettings{options.cacheFile, options.cacheBytes,
                                                             options.cacheLifetime, options.cache.secret});
}

}  // namespace

/// In the order of construction. The rooms end before the context, since what they post goes there.
struct Server::Parts {
    Parts(const ServerOptions& given, ModelSource where)
        : options(completed(given)),
          source(std::move(where)),
          gate(options),
          rates(*options.rates),
          clamd(options.clamd ? std::make_unique<ClamdScan>(*options.clamd) : nullptr),
          scan({static_cast<std::int64_t>(options.limits.chatBodyBytes), options.limits.pixels}, clamd.get()),
          cache(cacheFor(options)),
          admission(options.limits.running + options.limits.queued),
          hands(handThreads),
          looks(1),
          models(options.limits.running),
          door(options, rates, metrics),
          hall{options, gate, routes, door},
          listener((requireSafety(), context), hall) {
        const Kitchen kitchen{options, source, scan, rates, cache.get(), hands, looks, models, admission};
        addModelRoutes(routes, kitchen);
        addAnswerRoutes(routes, std::make_shared<AnswerFlow>(kitchen), options.limits);
        addWebRoutes(routes, options);
        addMetrics();
        addDescription();
        asio::post(context, [this] { listener.start(); });  // first: a context without work ends
        thread = std::thread([this] {
            context.run();
            if (whenClosed) whenClosed();
        });
    }

    void requireSafety() const {
        if (door.asksForKeys()) return;
        if (!isLoopback(options.host)) throw StartError::needsKeys(options.host);
        if (!options.trustedProxies.empty()) throw StartError::proxyNeedsKeys();
    }

    void addMetrics() {
        routes.add(
            {"GET", "/metrics", Access::Caller, std::string(scope::metrics), 0, [this](Exchange& exchange) {
                 const Now now{static_cast<int>(hall.connections.size()), admission.taken(),
                               source.generator() != nullptr, hall.bodiesInMemory};
                 Reply reply{200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(now), {}, {}};
                 return exchange.send(std::move(reply));
             }});
    }

    void addDescription() {
        routes.add({"GET", "/openapi.json", Access::Open, {}, 0, [](Exchange& exchange) {
                        return exchange.send({200, "application/json", builtIn("openapi.json"), {}, {}});
                    }});
    }

    void beginEnd() {
        if (std::exchange(isEnding, true)) return;
        asio::post(context, [this] {
            hall.isClosing = true;
            listener.close();
            closeConnections(true);
            drain.expires_after(options.timeouts.drain);
            drain.async_wait([this](const NetError& error) {
                if (!error) closeConnections(false);
            });
            watchEnd();
        });
    }

    void closeConnections(bool onlyIdle) {
        const auto connections = hall.connections;
        for (Connection* connection : connections) {
            if (!onlyIdle || connection->isIdle()) connection->close();
        }
    }

    /// The context ends by itself when nobody is left; the drain timer must not hold it.
    void watchEnd() {
        if (hall.connections.empty()) {
            drain.cancel();
            return;
        }
        tick.expires_after(std::chrono::milliseconds(20));
        tick.async_wait([this](const NetError&) { watchEnd(); });
    }

    const ServerOptions options;
    const ModelSource source;
    asio::io_context context{1};
    const Gate gate;
    RateLimiter rates;
    Metrics metrics;
    const std::unique_ptr<ClamdScan> clamd;
    const PictureScan scan;
    const std::unique_ptr<ResponseCache> cache;
    Admission admission;
    WorkRoom hands;
    WorkRoom looks;
    WorkRoom models;
    Door door;
    Routes routes;
    Hall hall;
    Listener listener;
    asio::steady_timer drain{context};
    asio::steady_timer tick{context};
    bool isEnding = false;
    std::function<void()> whenClosed;
    std::thread thread;
};

Server::Server(const ServerOptions& options, ModelSource source) {
    try {
        m_parts = std::make_unique<Parts>(options, std::move(source));
    } catch (const boost::system::system_error& error) {
        throw StartError::addressUnusable(options.host, options.port, error.code().message());
    }
    spdlog::info("Serving on {}", address());
}

Server::~Server() {
    m_parts->beginEnd();
    m_parts->thread.join();
}

void Server::close(std::function<void()> whenClosed) {
    m_parts->whenClosed = std::move(whenClosed);
    m_parts->beginEnd();
}

std::uint16_t Server::port() const {
    return m_parts->listener.port();
}

bool Server::isAwake(std::chrono::milliseconds within) const {
    const auto isHeard = std::make_shared<std::promise<void>>();
    asio::post(m_parts->context, [isHeard] { isHeard->set_value(); });
    return isHeard->get_future().wait_for(within) == std::future_status::ready;
}

int Server::answersTaken() const {
    return m_parts->admission.taken();
}

std::string Server::address() const {
    const std::string& host = m_parts->options.host;
    const bool isIpv6 = host.find(':') != std::string::npos;
    return "http://" + (isIpv6 ? "[" + host + "]" : host) + ":" + std::to_string(port()) + "/";
}

}  // namespace app::server
