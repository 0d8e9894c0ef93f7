#include "app/chat/engine_worker.h"

#include <utility>

#include <QCoreApplication>
#include <QEvent>
#include <spdlog/spdlog.h>

#include "app/errors/error_text.h"
#include "app/errors/guarded.h"
#include "app/overloaded.h"

namespace app {
namespace {

constexpr auto deliverEvent = QEvent::User;  // sent by this object to itself alone

ModelSummary summaryOf(const engine::ModelInfo& info, const QString& folder) {
    ModelSummary summary;
    summary.name = QString::fromStdString(info.name);
    summary.folder = folder;
    summary.weights = QString::fromStdString(info.weights);
    summary.device = QString::fromStdString(info.device);
    summary.contextTokens = info.contextTokens;
    summary.isElsewhere = info.isElsewhere;
    summary.billionParameters = static_cast<double>(info.parameters) / 1e9;
    return summary;
}

TurnStats statsOf(const engine::Stats& stats) {
    return {stats.promptTokens, stats.imageTokens, stats.newTokens, stats.firstTokenSeconds,
            stats.totalSeconds};
}

TurnState stateOf(engine::FinishReason reason) {
    switch (reason) {
        case engine::FinishReason::Stop:
            return TurnState::Done;
        case engine::FinishReason::Length:
            return TurnState::LengthReached;
        case engine::FinishReason::Cancelled:
            return TurnState::Stopped;
        case engine::FinishReason::ToolCalls:
        case engine::FinishReason::Repetition:
            return TurnState::Done;
    }
    return TurnState::Done;
}

}  // namespace

EngineWorker::EngineWorker(ModelLoader loader, QObject* parent)
    : QObject(parent),
      m_loader(std::move(loader)),
      m_thread([this](const std::stop_token& shutdown) { work(shutdown); }) {}

EngineWorker::~EngineWorker() {
    {
        const std::lock_guard lock(m_mutex);
        if (m_runningLoad) m_runningLoad->stop.request_stop();
        if (m_runningAnswer) m_runningAnswer->stop.request_stop();
        m_load.reset();
        m_answers.clear();
    }
    m_thread.request_stop();
    m_thread.join();
}

void EngineWorker::load(const QString& folder, ModelLoader loader) {
    const std::lock_guard lock(m_mutex);
    if (m_runningLoad) m_runningLoad->stop.request_stop();
    if (m_runningAnswer) m_runningAnswer->stop.request_stop();
    if (!loader) loader = m_loader;
    m_load = LoadJob{++m_loadId, folder, std::move(loader), {}};
    m_wake.notify_one();
}

RunId EngineWorker::answer(engine::Request request) {
    const std::lock_guard lock(m_mutex);
    m_answers.push_back({++m_runId, std::move(request), {}});
    m_wake.notify_one();
    return m_runId;
}

void EngineWorker::stop(RunId run) {
    const std::lock_guard lock(m_mutex);
    if (m_runningAnswer && m_runningAnswer->id == run) m_runningAnswer->stop.request_stop();
    for (AnswerJob& job : m_answers) {
        if (job.id == run) job.stop.request_stop();
    }
}

ModelInUse EngineWorker::modelInUse() const {
    const std::lock_guard lock(m_mutex);
    return m_model;
}

bool EngineWorker::event(QEvent* event) {
    if (event->type() != deliverEvent) return QObject::event(event);
    deliver();
    return true;
}

void EngineWorker::deliver() {
    std::vector<Event> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_events);
    }
    for (const Event& event : events)
        emitEvent(event);
}

void EngineWorker::emitEvent(const Event& event) {
    // A load that gave way to a newer one is heard of no more.
    const auto isNewest = [this](int id) { return id == m_loadId; };
    std::visit(Overloaded{[&](const LoadProgressed& e) {
                              if (isNewest(e.id)) emit loadProgress(e.fraction);
                          },
                          [&](const Loaded& e) {
                              if (isNewest(e.id)) emit loaded(e.summary);
                          },
                          [&](const LoadFailed& e) {
                              if (isNewest(e.id)) emit loadFailed(e.sentence, e.modelInUse);
                          },
                          [&](const Started& e) { emit started(e.id, e.model); },
                          [&](const Progressed& e) { emit progress(e.id, e.stage, e.fraction); },
                          [&](const Wrote& e) { emit text(e.id, e.channel, e.delta); },
                          [&](const Finished& e) { emit finished(e.id, e.state, e.stats); },
                          [&](const Failed& e) { emit failed(e.id, e.sentence); }},
               event);
}

void EngineWorker::post(Event event) {
    const std::lock_guard lock(m_mutex);
    // One wake-up carries all that gathers until it is read.
    if (m_events.empty()) QCoreApplication::postEvent(this, new QEvent(deliverEvent));
    m_events.push_back(std::move(event));
}

void EngineWorker::work(const std::stop_token& shutdown) {
    while (true) {
        std::optional<LoadJob> load;
        std::optional<AnswerJob> answer;
        {
            std::unique_lock lock(m_mutex);
            m_runningLoad.reset();
            m_runningAnswer.reset();
            m_wake.wait(lock, shutdown, [this] { return m_load || !m_answers.empty(); });
            if (shutdown.stop_requested()) break;
            if (m_load) {
                load = m_runningLoad = std::exchange(m_load, std::nullopt);
            } else {
                answer = m_runningAnswer = std::move(m_answers.front());
                m_answers.pop_front();
            }
        }
        if (load) runLoad(*load);
        if (answer) runAnswer(*answer);
    }
    const std::lock_guard lock(m_mutex);
    m_model = {};
}

void EngineWorker::runLoad(const LoadJob& job) {
    m_loadedShare = 0;
    const auto onProgress = [&](double fraction) {
        m_loadedShare = fraction;
        post(LoadProgressed{job.id, fraction});
    };
    auto result = guarded([&] { return job.loader(job.folder, onProgress, job.stop.get_token()); });
    if (!result) {
        spdlog::error("Loading failed: code {}, {}, {}", static_cast<int>(result.error().code),
                      result.error().where, result.error().detail);
        post(LoadFailed{job.id, errorText(result.error()), modelInUse().generator != nullptr});
        return;
    }
    const std::shared_ptr<const engine::Generator> generator = std::move(result.value());
    ModelInUse before{generator, job.folder};  // goes at the end of this, not while others wait for the mutex
    {
        const std::lock_guard lock(m_mutex);
        std::swap(m_model, before);
    }
    const engine::ModelInfo& info = generator->info();
    spdlog::info("Loaded {} ({}, {}, {} parameters)", info.name, info.weights, info.device, info.parameters);
    for (const auto& note : info.notes)
        spdlog::warn("{}", note);
    post(Loaded{job.id, summaryOf(info, job.folder)});
}

void EngineWorker::runAnswer(const AnswerJob& job) {
    if (job.stop.stop_requested()) return post(Finished{job.id, TurnState::Stopped, {}});
    const auto generator = modelInUse().generator;
    if (!generator) {
        return post(
            Failed{job.id, QCoreApplication::translate(
                               "EngineWorker", "No model is loaded: open a model folder, then ask again.")});
    }
    post(Started{job.id, QString::fromStdString(generator->info().name)});
    const auto onEvent = [&](const engine::Event& event) {
        std::visit(
            Overloaded{[&](const engine::Progress& progress) {
                           if (!progress.answeredBy.empty())
                               post(Started{job.id, QString::fromStdString(progress.answeredBy)});
                           if (progress.stage == engine::Stage::Waiting) return;
                           const bool seeing = progress.stage == engine::Stage::Seeing;
                           post(Progressed{job.id, seeing ? TurnState::Seeing : TurnState::Reading,
                                           progress.total > 0 ? double(progress.done) / progress.total : 0});
                       },
                       [&](const engine::TextDelta& delta) {
                           post(Wrote{job.id, delta.channel, QString::fromStdString(delta.text)});
                       },
                       [](const engine::ToolCall&) {}, [](const engine::TokenChoice&) {}},
            event);
    };
    const auto result =
        guarded([&] { return generator->generate(job.request, onEvent, job.stop.get_token()); });
    if (result) {
        const engine::Stats& stats = result.value().stats;
        spdlog::info("Answered: {} prompt tokens ({} of pictures), {} new in {:.2f} s", stats.promptTokens,
                     stats.imageTokens, stats.newTokens, stats.totalSeconds);
        post(Finished{job.id, stateOf(result.value().reason), statsOf(stats)});
    } else if (result.error().code == engine::ErrorCode::Cancelled) {
        post(Finished{job.id, TurnState::Stopped, {}});
    } else {
        spdlog::error("Answering failed: code {}, {}", static_cast<int>(result.error().code),
                      result.error().where);
        post(Failed{job.id, errorText(result.error())});
    }
}

}  // namespace app
