#include "ui/models/model_desk.h"

#include "app/models/model_manager.h"
#include "app/services.h"
#include "ui/common/banner.h"
#include "ui/models/model_window.h"

namespace ui {

ModelDesk::ModelDesk(const WindowParts& parts) : QObject(parts.window), m_parts(parts) {
    app::ModelManager& manager = parts.services.modelManager();
    connect(&manager, &app::ModelManager::finished, this,
            [this](const QString& name, const QString&, const QString& note) { tell(false, name, note); });
    connect(&manager, &app::ModelManager::failed, this,
            [this](const QString& name, const QString& sentence) { tell(true, name, sentence); });
    connect(&manager, &app::ModelManager::updatesFound, this, [this](const QList<app::ModelUpdate>& updates) {
        if (!updates.isEmpty()) tell(false, updates.first().model, updates.first().sentence());
    });
}

ModelWindow* ModelDesk::makeWindow(QWidget* parent) {
    return new ModelWindow(m_parts.services.modelManager(), m_parts.services.models(),
                           m_parts.services.settings(), parent);
}

void ModelDesk::showModelsOver(QWidget* dialog) {
    if (m_window) m_window->close();
    m_window = makeWindow(dialog);
    m_window->show();
}

void ModelDesk::showModels(const QString& model) {
    if (!m_window) m_window = makeWindow(m_parts.window);
    if (!model.isEmpty()) m_window->choose(model);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void ModelDesk::tell(bool isProblem, const QString& model, const QString& sentence) {
    if (m_window && m_window->isVisible()) return;
    m_parts.banner->showSentence(isProblem ? BannerKind::Problem : BannerKind::Notice, sentence,
                                 tr("Models…"), [this, model] { showModels(model); });
}

}  // namespace ui
