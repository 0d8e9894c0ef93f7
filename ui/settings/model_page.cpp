#include "ui/settings/model_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QSpinBox>
#include <QThread>

#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"
#include "ui/settings/path_field.h"

namespace ui {

ModelPage::ModelPage(app::Settings& settings, app::ModelService& models)
    : SettingsPage("modelPage", tr("Model"), QStringLiteral("folder")),
      m_settings(settings),
      m_models(models),
      m_folder(
          new PathField(PathField::Kind::Folder, "modelFolderField", tr("Choose the folder of a model"))),
      m_device(new QComboBox),
      m_weights(new QComboBox),
      m_smallVision(new QCheckBox(tr("Small picture reader"))),
      m_threads(new QSpinBox),
      m_reuse(new QSpinBox),
      m_smallCache(new QCheckBox(tr("Small conversation memory"))) {
    const app::ModelSettings model = settings.model();
    m_folder->setPath(settings.modelFolder());
    m_folder->setPlaceholder(tr("The demo model that comes with the program"));
    m_folder->setFieldName(tr("Folder"));
    m_device->setObjectName(QStringLiteral("deviceBox"));
    m_device->addItems(
        {tr("Graphics card when it fits, else the processor"), tr("Processor"), tr("Graphics card")});
    m_device->setCurrentIndex(static_cast<int>(model.device));
    m_weights->setObjectName(QStringLiteral("weightsBox"));
    m_weights->addItems({tr("As they are stored"), tr("bf16: exact, the most memory"),
                         tr("int8: about half the memory"), tr("int4: about a third of the memory")});
    m_weights->setCurrentIndex(static_cast<int>(model.weights));
    m_smallVision->setObjectName(QStringLiteral("smallVisionBox"));
    m_smallVision->setChecked(model.smallVision);
    m_threads->setObjectName(QStringLiteral("threadsBox"));
    m_threads->setRange(0, app::ModelSettings::mostThreads);
    m_threads->setSpecialValueText(tr("One for each core (%1)").arg(QThread::idealThreadCount()));
    m_threads->setValue(model.threads);
    m_reuse->setObjectName(QStringLiteral("reuseBox"));
    m_reuse->setRange(0, app::ModelSettings::mostReuse);
    m_reuse->setSingleStep(128);
    m_reuse->setSuffix(QStringLiteral(" MB"));
    m_reuse->setSpecialValueText(tr("None"));
    m_reuse->setValue(model.reuseMegabytes);
    m_smallCache->setObjectName(QStringLiteral("smallCacheBox"));
    m_smallCache->setChecked(model.smallCache);

    addRow(tr("Folder"), m_folder, tr("The folder of GLM-4.6V-Flash, or of another model of its kind."));
    addRow(tr("Computes"), m_device);
    addRow(tr("Weights"), m_weights,
           tr("Smaller weights are faster and need less memory; answers may become a little less exact."));
    addRow(m_smallVision, tr("Saves memory when pictures are read. Small print may be read less well."));
    addRow(tr("Threads"), m_threads, tr("Fewer leave more of the computer to other programs."));
    addRow(tr("For later questions"), m_reuse,
           tr("Memory for pictures and conversations that were read already, so that the next question about "
              "them "
              "is answered sooner."));
    addRow(m_smallCache,
           tr("Halves the memory of a long conversation. Answers may become a little less exact."));
    finish();
}

QString ModelPage::problem() const {
    const QString path = m_folder->path();
    // One that was there before, on a disk that is away now, holds nothing else up.
    if (path.isEmpty() || path == m_settings.modelFolder() || QFileInfo(path).isDir()) return {};
    return tr("There is no folder %1.").arg(path);
}

void ModelPage::save() {
    const QString folder = m_folder->path().isEmpty() ? app::bundled::demoModelFolder() : m_folder->path();
    const bool isOther = m_folder->path() != m_settings.modelFolder() && !folder.isEmpty();
    const app::ModelSettings model{static_cast<app::WeightsChoice>(m_weights->currentIndex()),
                                   static_cast<app::ComputeChoice>(m_device->currentIndex()),
                                   m_smallVision->isChecked(),
                                   m_threads->value(),
                                   m_smallCache->isChecked(),
                                   m_reuse->value()};
    m_settings.setModel(model);
    if (isOther) m_models.load(folder);
}

}  // namespace ui
