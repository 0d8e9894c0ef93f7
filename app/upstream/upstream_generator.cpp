#include "app/upstream/upstream_generator.h"

#include <utility>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "app/upstream/answer_place.h"
#include "app/upstream/attempt.h"
#include "app/upstream/chat_body.h"
#include "app/upstream/fleet_watch.h"
#include "app/upstream/http_client.h"
#include "app/upstream/upstream_address.h"

namespace app {
namespace {

using engine::ErrorCode;

engine::Finished cancelled() {
    return {engine::FinishReason::Cancelled, {}};
}

/// Another address may do better with anything but a question that is wrong in itself.
bool isWorthAnother(ErrorCode code) {
    return code != ErrorCode::UpstreamRefused && code != ErrorCode::PromptTooLong &&
           code != ErrorCode::BadRequest;
}

/// Whether it says more of what is wrong than one that can't be reached.
void keepTelling(std::optional<engine::Error>& kept, engine::Error error) {
    if (!kept || kept->code == ErrorCode::UpstreamUnreachable) kept = std::move(error);
}

engine::ModelInfo infoOf(const UpstreamOptions& options, const Fleet& fleet) {
    engine::ModelInfo info;
    info.name = options.model;
    info.isElsewhere = true;
    for (const UpstreamState& state : fleet.states()) {
        info.device += (info.device.empty() ? "" : ", ") + hostOf(state.address);
        if (!state.model) continue;
        if (info.name.empty()) info.name = state.model->name;
        // The shortest: any of them may get the question.
        const int tokens = state.model->contextTokens;
        if (tokens > 0 && (info.contextTokens == 0 || tokens < info.contextTokens))
            info.contextTokens = tokens;
    }
    return info;
}

}  // namespace

struct UpstreamGenerator::Parts {
    explicit Parts(const UpstreamOptions& given)
        : options(given), client(given.authorities, given.proxy), fleet(given.addresses) {}

    /// What to ask a server for that was not heard of yet.
    ServedModel modelOf(const UpstreamState& state) const {
        if (state.model) return *state.model;
        const bool isAuto = options.dialect == UpstreamDialect::Auto;
        return {options.model, 0, isAuto ? UpstreamDialect::OpenAi : options.dialect};
    }

    engine::Error noneLeft(const std::optional<engine::Error>& last) const {
        if (last) return *last;
        const std::string where = hostOf(options.addresses.front());
        return {ErrorCode::UpstreamBusy, where, {}, {fleet.restSeconds()}};
    }

    UpstreamOptions options;
    HttpClient client;
    mutable Fleet fleet;
    std::optional<FleetWatch> watch;  ///< last: it uses the others
};

engine::Result<std::shared_ptr<const UpstreamGenerator>> UpstreamGenerator::connect(
    const UpstreamOptions& options, std::stop_token stop) {
    auto parts = std::make_unique<Parts>(options);
    for (std::size_t i = 0; i < parts->fleet.size(); ++i)
        lookAt(parts->fleet, i, options, parts->client, stop);
    if (stop.stop_requested()) return engine::Error{ErrorCode::Cancelled, {}, {}, {}};
    bool mayServe = false;
    std::optional<engine::Error> problem;
    for (const UpstreamState& state : parts->fleet.states()) {
        if (!state.problem) {
            mayServe = true;
            continue;
        }
        const ErrorCode code = state.problem->code;
        const bool mayCome = code == ErrorCode::UpstreamUnreachable || code == ErrorCode::UpstreamBusy ||
                             code == ErrorCode::UpstreamFailed || code == ErrorCode::UpstreamSilent;
        mayServe = mayServe || (mayCome && !options.model.empty());
        keepTelling(problem, *state.problem);
    }
    if (!mayServe) return *problem;
    engine::ModelInfo info = infoOf(options, parts->fleet);
    // All addresses serve the same model: the one that was found is asked for everywhere.
    parts->options.model = info.name;
    parts->watch.emplace(parts->fleet, parts->options, parts->client);
    return std::shared_ptr<const UpstreamGenerator>(new UpstreamGenerator(std::move(parts), std::move(info)));
}

UpstreamGenerator::UpstreamGenerator(std::unique_ptr<Parts> parts, engine::ModelInfo info)
    : m_parts(std::move(parts)), m_info(std::move(info)) {}

UpstreamGenerator::~UpstreamGenerator() = default;

engine::Result<engine::Finished> UpstreamGenerator::generate(const engine::Request& request,
                                                             const engine::EventSink& sink,
                                                             std::stop_token stop) const {
    if (stop.stop_requested()) return cancelled();
    const Attempt attempt(request, m_parts->options, m_parts->client);
    std::vector<std::size_t> tried;
    std::optional<engine::Error> last;
    while (const auto index = m_parts->fleet.choose(tried)) {
        const Fleet::Place place(m_parts->fleet, *index);
        tried.push_back(*index);
        const UpstreamState state = m_parts->fleet.state(*index);
        const ServedModel model = m_parts->modelOf(state);
        sink(engine::Progress{engine::Stage::Waiting, 0, 0, labelOf(model.name, hostOf(state.address))});
        Outcome outcome = attempt.run(state.address, model, sink, stop);
        if (stop.stop_requested()) return cancelled();
        if (outcome.result) {
            m_parts->fleet.noteWell(*index, std::nullopt);
            return outcome.result;
        }
        const engine::Error& error = outcome.result.error();
        if (!isWorthAnother(error.code)) return error;
        m_parts->fleet.noteProblem(*index, error);
        spdlog::warn("The server {} failed {} its answer: code {}, {}", hostOf(state.address),
                     outcome.hasBegun ? "in the middle of" : "before", static_cast<int>(error.code),
                     error.detail);
        if (outcome.hasBegun) return error;
        keepTelling(last, error);
    }
    return m_parts->noneLeft(last);
}

engine::Result<std::vector<int>> UpstreamGenerator::tokenize(const std::string& text) const {
    using Json = nlohmann::json;
    const auto index = m_parts->fleet.choose({});
    if (!index) return m_parts->noneLeft(std::nullopt);
    const Fleet::Place place(m_parts->fleet, *index);
    const UpstreamState state = m_parts->fleet.state(*index);
    const ServedModel model = m_parts->modelOf(state);
    const bool isOurs = model.dialect == UpstreamDialect::GlanceDesk;
    const std::string body = Json{{"model", model.name}, {isOurs ? "text" : "prompt", text}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
    HttpCall call;
    call.url = aboveVersion(state.address) + "/tokenize";
    call.key = m_parts->options.key;
    call.connect = m_parts->options.connect;
    call.body = &body;
    const HttpReply reply = m_parts->client.run(call, {});
    const Json json = Json::parse(reply.body, nullptr, false);
    const bool isList =
        reply.status == 200 && json.is_object() && json.contains("tokens") && json["tokens"].is_array();
    if (!isList)
        return engine::Error{ErrorCode::UpstreamRefused, hostOf(state.address), "it counts no tokens", {400}};
    std::vector<int> ids;
    for (const Json& id : json["tokens"])
        ids.push_back(id.is_number_integer() ? id.get<int>() : -1);
    return ids;
}

std::vector<UpstreamState> UpstreamGenerator::states() const {
    return m_parts->fleet.states();
}

}  // namespace app
