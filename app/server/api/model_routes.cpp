#include "app/server/api/model_routes.h"

#include <ctime>

#include "app/server/json/object_reader.h"

namespace app::server {
namespace {

Json modelJson(const std::string& id, const engine::ModelInfo& info, std::int64_t created) {
    return {{"id", id},
            {"object", "model"},
            {"created", created},
            {"owned_by", "local"},
            {"loaded_model", info.name},
            {"weights", info.weights},
            {"context_tokens", info.contextTokens},
            {"parameters", info.parameters}};
}

// Lists in braces stay out of coroutines: GCC 12 cannot compile them there.
Json listJson(const engine::ModelInfo& info, std::int64_t created) {
    Json data = Json::array({modelJson(info.name, info, created)});
    if (info.name != aliasOfModel) data.push_back(modelJson(aliasOfModel, info, created));
    return {{"object", "list"}, {"data", std::move(data)}};
}

Reply healthReply(const ModelSource& source) {
    if (source.generator()) return jsonReply({{"status", "ok"}});
    Reply reply = jsonReply({{"status", "loading"}, {"progress", source.progress()}});
    reply.status = 503;
    reply.headers.emplace_back("Retry-After", "2");
    return reply;
}

Task<void> listModels(Exchange& exchange, const ModelSource& source, std::int64_t created) {
    const auto model = loadedModel(source);
    co_await exchange.send(jsonReply(listJson(model->info(), created)));
}

Task<void> oneModel(Exchange& exchange, const ModelSource& source, std::int64_t created) {
    const auto model = loadedModel(source);
    const std::string id = exchange.head.path.substr(exchange.head.path.rfind('/') + 1);
    if (id != model->info().name && id != aliasOfModel) {
        throw ApiProblem(404, "model_not_found",
                         "The model '" + shownName(id) + "' does not exist: GET /v1/models lists what does.",
                         "model");
    }
    co_await exchange.send(jsonReply(modelJson(id, model->info(), created)));
}

Task<void> tokenize(Exchange& exchange, Kitchen kitchen) {
    Reply reply;
    co_await kitchen.hands.run([&] {
        const Json json = parseStrict(exchange.body, kitchen.options.limits.json);
        ObjectReader body(json, "");
        body.text("model", 256);
        const std::string text = body.requireText("text", kitchen.options.limits.bodyBytes);
        body.finish();
        const auto ids = loadedModel(kitchen.source)->tokenize(text);
        if (!ids) throw ApiProblem(apiErrorOf(ids.error()));
        reply = jsonReply({{"tokens", ids.value()}, {"count", ids.value().size()}});
    });
    co_await exchange.send(std::move(reply));
}

Task<void> health(Exchange& exchange, const ModelSource& source) {
    co_await exchange.send(healthReply(source));
}

}  // namespace

void addModelRoutes(Routes& routes, const Kitchen& kitchen) {
    const ModelSource& source = kitchen.source;
    const std::int64_t created = std::time(nullptr);
    const std::string models(scope::models);
    routes.add({"GET", "/health", Access::Open, {}, 0, [&source](Exchange& exchange) {
                    return health(exchange, source);
                }});
    routes.add({"GET", "/v1/models", Access::Caller, models, 0,
                [&source, created](Exchange& exchange) { return listModels(exchange, source, created); }});
    routes.add({"GET", "/v1/models/*", Access::Caller, models, 0,
                [&source, created](Exchange& exchange) { return oneModel(exchange, source, created); }});
    routes.add({"POST", "/tokenize", Access::Caller, std::string(scope::chat),
                kitchen.options.limits.bodyBytes,
                [kitchen](Exchange& exchange) { return tokenize(exchange, kitchen); }});
}

}  // namespace app::server
