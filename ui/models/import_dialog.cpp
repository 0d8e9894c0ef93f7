#include "ui/models/import_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/models/model_words.h"

namespace ui {

ImportDialog::ImportDialog(const QString& folder, const app::FolderModel& model, QWidget* parent)
    : QDialog(parent), m_weights(new QComboBox) {
    setObjectName(QStringLiteral("importDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import a model"));
    auto* from = new QLabel(QDir::toNativeSeparators(folder));
    from->setObjectName(QStringLiteral("importFolder"));
    auto* fit = new QLabel(model.fit.sentence());
    fit->setObjectName(QStringLiteral("importFit"));
    fit->setProperty("role", QStringLiteral("hint"));
    for (QLabel* label : {from, fit}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_weights->setObjectName(QStringLiteral("importWeights"));
    m_weights->setAccessibleName(tr("Weights"));
    m_weights->setToolTip(tr("Smaller weights take less memory and answer a little less exactly"));
    m_weights->addItem(model_words::choice(app::WeightsChoice::Auto, model.fit),
                       static_cast<int>(app::WeightsChoice::Auto));
    if (!model.isConverted) {
        for (const auto kind : {app::WeightsChoice::Int8, app::WeightsChoice::Int4})
            m_weights->addItem(model_words::choice(kind, model.fit), static_cast<int>(kind));
        const auto advised = model.fit.advised.value_or(app::WeightsChoice::Auto);
        m_weights->setCurrentIndex(std::max(m_weights->findData(static_cast<int>(advised)), 0));
    }

    auto* buttons = new QDialogButtonBox;
    auto* import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    import->setObjectName(QStringLiteral("importBegin"));
    import->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(tr("From"), from);
    form->addRow(tr("Weights"), m_weights);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(fit);
    column->addStretch();
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, folder] {
        emit chosen(folder, static_cast<app::WeightsChoice>(m_weights->currentData().toInt()));
        accept();
    });
    resize(520, sizeHint().height());
}

}  // namespace ui
