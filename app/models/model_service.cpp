#include "app/models/model_service.h"

#include <utility>

#include "app/chat/engine_worker.h"
#include "app/models/bundled.h"
#include "app/settings/settings.h"

namespace app {

ModelService::ModelService(EngineWorker& worker, Settings& settings, Open open, QObject* parent)
    : QObject(parent), m_worker(worker), m_settings(settings), m_open(std::move(open)) {
    if (!m_open) m_open = [this](const QString& folder) { m_worker.load(folder); };
    connect(&m_settings, &Settings::modelChanged, this, &ModelService::reload);
    connect(&m_settings, &Settings::upstreamChanged, this, &ModelService::reload);
    connect(&m_worker, &EngineWorker::loadProgress, this, &ModelService::onProgress);
    connect(&m_worker, &EngineWorker::loaded, this, &ModelService::onLoaded);
    connect(&m_worker, &EngineWorker::loadFailed, this, &ModelService::onFailed);
}

void ModelService::load(const QString& folder) {
    m_state = ModelState::Loading;
    m_progress = 0;
    m_problem.clear();
    m_asked = folder;
    m_open(folder);
    emit changed();
}

void ModelService::reload() {
    if (!m_asked.isEmpty()) load(m_asked);
}

void ModelService::giveUp(const QString& problem) {
    onFailed(problem, m_worker.modelInUse().generator != nullptr);
}

void ModelService::report(const QString& problem) {
    m_problem = problem;
    emit changed();
}

void ModelService::onProgress(double fraction) {
    if (m_state != ModelState::Loading || fraction <= m_progress) return;
    m_progress = fraction;
    emit changed();
}

void ModelService::onLoaded(const ModelSummary& summary) {
    m_summary = summary;
    const bool isDemoFolder = bundled::isSameFolder(summary.folder, bundled::demoModelFolder());
    m_summary.isDemo = isDemoFolder && !summary.isElsewhere;
    m_state = ModelState::Ready;
    m_progress = 1;
    // The demo is remembered as "none chosen": its place changes with the program's.
    m_settings.setModelFolder(isDemoFolder ? QString() : summary.folder);
    emit changed();
}

void ModelService::onFailed(const QString& sentence, bool modelInUse) {
    m_problem = sentence;
    if (modelInUse && !m_summary.folder.isEmpty()) m_asked = m_summary.folder;
    m_state = modelInUse ? ModelState::Ready : ModelState::Failed;
    emit changed();
}

}  // namespace app
