#include "app/server/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace app::server {
namespace {

using namespace prometheus;

Histogram::BucketBoundaries secondsBuckets() {
    return {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};
}

Family<Counter>& counters(Registry& registry, const char* name, const char* help) {
    return BuildCounter().Name(name).Help(help).Register(registry);
}

Gauge& gauge(Registry& registry, const char* name, const char* help) {
    return BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

struct Metrics::Families {
    Registry registry{};
    Family<Counter>& requests =
        counters(registry, "glancedesk_requests_total", "Requests by route and status");
    Family<Counter>& tokens = counters(registry, "glancedesk_tokens_total", "Tokens by kind");
    Family<Counter>& cache = counters(registry, "glancedesk_cache_total", "Questions by use of the cache");
    Counter& pictures = counters(registry, "glancedesk_pictures_total", "Pictures that were opened").Add({});
    Family<Histogram>& durations = BuildHistogram()
                                       .Name("glancedesk_request_seconds")
                                       .Help("From a request's first byte to its answer's last")
                                       .Register(registry);
    Histogram& firstToken = BuildHistogram()
                                .Name("glancedesk_first_token_seconds")
                                .Help("From admission to the first word")
                                .Register(registry)
                                .Add({}, secondsBuckets());
    Gauge& connections = gauge(registry, "glancedesk_connections", "Open connections");
    Gauge& answers = gauge(registry, "glancedesk_answers_in_work", "Answers that run or wait");
    Gauge& ready = gauge(registry, "glancedesk_model_ready", "1 when the model is loaded");
    Gauge& bodies = gauge(registry, "glancedesk_body_bytes", "Request bodies in memory");
};

Metrics::Metrics() : m_families(std::make_unique<Families>()) {}

Metrics::~Metrics() = default;

void Metrics::count(const AuditRecord& record, const std::string& route) {
    Families& all = *m_families;
    const std::string name = route.empty() ? "none" : route;
    all.requests.Add({{"route", name}, {"status", std::to_string(record.status)}}).Increment();
    all.durations.Add({{"route", name}}, secondsBuckets()).Observe(record.totalSeconds);
    const auto tokens = [&](const char* kind, int count) {
        if (count > 0) all.tokens.Add({{"kind", kind}}).Increment(count);
    };
    tokens("prompt", record.promptTokens);
    tokens("image", record.imageTokens);
    tokens("cached", record.cachedTokens);
    tokens("completion", record.newTokens);
    if (!record.cache.empty()) all.cache.Add({{"use", record.cache}}).Increment();
    if (!record.pictures.empty()) all.pictures.Increment(static_cast<double>(record.pictures.size()));
    if (record.firstTokenSeconds > 0) all.firstToken.Observe(record.firstTokenSeconds);
}

std::string Metrics::text(const Now& now) {
    Families& all = *m_families;
    all.connections.Set(now.connections);
    all.answers.Set(now.answersTaken);
    all.ready.Set(now.isReady ? 1 : 0);
    all.bodies.Set(static_cast<double>(now.bodiesInMemory));
    return TextSerializer().Serialize(all.registry.Collect());
}

}  // namespace app::server
