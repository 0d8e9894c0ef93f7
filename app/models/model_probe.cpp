#include "app/models/model_probe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <QCoreApplication>

#include "app/chat/engine_worker.h"
#include "app/errors/error_text.h"
#include "app/errors/guarded.h"
#include "app/models/model_service.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelProbe)
};

constexpr int side = 112;  // pixels: few tokens, whatever the checkpoint
constexpr std::array<std::array<std::uint8_t, 3>, 4> colours = {
    {{220, 20, 20}, {20, 180, 40}, {20, 60, 220}, {250, 250, 250}}};

engine::Request questionAbout(const std::array<std::uint8_t, 3>& colour) {
    auto square = std::make_shared<engine::Image>();
    square->width = square->height = side;
    for (int i = 0; i < side * side; ++i)
        square->rgb.insert(square->rgb.end(), colour.begin(), colour.end());
    engine::Request request;
    request.messages.push_back(
        {engine::Role::User,
         {engine::ImagePart{std::move(square)}, engine::TextPart{"What colour is this?"}}});
    request.sampling.temperature = 0;
    request.sampling.maxTokens = 1;
    request.sampling.topLogprobs = 5;
    request.caller = "probe";
    request.priority = engine::Priority::Port;  // behind the agent's questions
    return request;
}

/// Words alone, whose answer is known to go on for a while or to end, but not to be nothing.
engine::Request fixedQuestion() {
    engine::Request request;
    request.messages.push_back({engine::Role::User, {engine::TextPart{"Hello! What can you help me with?"}}});
    request.sampling.temperature = 0;
    request.sampling.maxTokens = 16;
    request.sampling.topLogprobs = 0;
    request.caller = "probe";
    request.priority = engine::Priority::Port;
    return request;
}

/// One sentence when it answers nothing, or one and the same token again and again.
QString probeWords(const engine::Generator& generator, const std::stop_token& stop) {
    std::vector<int> ids;
    bool isNumber = true;
    const auto keep = [&](const engine::Event& event) {
        const auto* token = std::get_if<engine::TokenChoice>(&event);
        if (token == nullptr) return;
        ids.push_back(token->chosen.id);
        isNumber = isNumber && std::isfinite(token->chosen.logprob);
    };
    const auto result = guarded([&] { return generator.generate(fixedQuestion(), keep, stop); });
    if (stop.stop_requested()) return {};
    if (!result)
        return result.error().code == engine::ErrorCode::BadNumbers ? errorText(result.error()) : QString();
    constexpr std::size_t few = 4;
    const bool isStuck =
        ids.size() >= few && std::all_of(ids.begin(), ids.end(), [&](int id) { return id == ids.front(); });
    if (isNumber && !ids.empty() && !isStuck) return {};
    return Text::tr(
        "This model answers a simple question with nothing sensible: its files are damaged or do not belong "
        "together. Download the whole folder again, or choose another model.");
}

/// Whether two first tokens come of the same numbers.
bool isSame(const engine::TokenChoice& one, const engine::TokenChoice& other) {
    if (one.top.size() != other.top.size()) return false;
    for (std::size_t i = 0; i < one.top.size(); ++i) {
        if (one.top[i].id != other.top[i].id || std::abs(one.top[i].logprob - other.top[i].logprob) > 1e-6)
            return false;
    }
    return true;
}

}  // namespace

QString probeModel(const engine::Generator& generator, std::stop_token stop) {
    std::optional<engine::TokenChoice> first;
    for (const auto& colour : colours) {
        std::optional<engine::TokenChoice> choice;
        const auto keep = [&](const engine::Event& event) {
            if (const auto* token = std::get_if<engine::TokenChoice>(&event)) choice = *token;
        };
        const auto result = guarded([&] { return generator.generate(questionAbout(colour), keep, stop); });
        if (stop.stop_requested()) return {};
        // Full or out of memory is not the model's fault.
        if (!result)
            return result.error().code == engine::ErrorCode::BadNumbers ? errorText(result.error())
                                                                        : QString();
        if (!choice) return {};
        if (first && !isSame(*first, *choice)) return probeWords(generator, stop);
        first = choice;
    }
    return Text::tr(
        "This model answers without looking at the picture: its vision part is missing or damaged. Download "
        "the "
        "whole folder again, or choose another model.");
}

ModelProbe::ModelProbe(EngineWorker& worker, ModelService& models, QObject* parent)
    : QObject(parent), m_worker(worker), m_models(models) {
    connect(&models, &ModelService::changed, this, &ModelProbe::follow);
}

ModelProbe::~ModelProbe() {
    m_stop.request_stop();
}

void ModelProbe::follow() {
    // Servers are their operator's: nothing is asked of them that the agent didn't.
    if (m_models.state() != ModelState::Ready || m_models.summary().isElsewhere) return;
    auto generator = m_worker.modelInUse().generator;
    if (!generator || generator == m_probed) return;
    m_stop.request_stop();
    m_stop = {};
    m_probed = generator;
    m_queue.add(
        [this, generator = std::move(generator), stop = m_stop.get_token()]() -> BackgroundQueue::Then {
            const QString problem = probeModel(*generator, stop);
            if (stop.stop_requested()) return [] {};
            return [this, problem] {
                if (!problem.isEmpty()) m_models.report(problem);
                emit ended(problem);
            };
        });
}

}  // namespace app
