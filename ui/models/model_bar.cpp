#include "ui/models/model_bar.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include "ui/models/model_words.h"

namespace ui {

namespace {

struct Now {
    const app::ModelRow& row;
    bool works;
    bool loads;
};

struct Deed {
    ModelDeed id;
    const char* name;
    const char* text;
    const char* tip;
    bool (*makesSense)(const Now&);
};

constexpr Deed kDeeds[] = {
    {ModelDeed::Download, "modelDownload", QT_TRANSLATE_NOOP("ui::ModelBar", "Download"),
     QT_TRANSLATE_NOOP("ui::ModelBar",
                       "Fetch it from the site below, check it, and make these weights of it"),
     [](const Now& now) {
         return !now.works && now.row.isCatalogued && !now.row.installed && now.row.partBytes == 0;
     }},
    {ModelDeed::GoOn, "modelGoOn", QT_TRANSLATE_NOOP("ui::ModelBar", "Go on"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "Fetch what is still missing"),
     [](const Now& now) {
         return !now.works && now.row.partBytes > 0 && (now.row.isCatalogued || now.row.update);
     }},
    {ModelDeed::Convert, "modelConvert", QT_TRANSLATE_NOOP("ui::ModelBar", "Convert"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "Make a smaller model of it, beside it"),
     [](const Now& now) {
         return !now.works && now.row.installed &&
                now.row.installed->manifest.weights == app::WeightsChoice::Auto && now.row.partBytes == 0;
     }},
    {ModelDeed::Pause, "modelPause", QT_TRANSLATE_NOOP("ui::ModelBar", "Pause"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "A download stays on the disk to go on with; other work is given up"),
     [](const Now& now) { return now.works; }},
    {ModelDeed::Use, "modelUse", QT_TRANSLATE_NOOP("ui::ModelBar", "Use"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "Load it into the window"),
     [](const Now& now) { return !now.row.folder.isEmpty() && !now.row.isInUse && !now.loads; }},
    {ModelDeed::Verify, "modelVerify", QT_TRANSLATE_NOOP("ui::ModelBar", "Verify"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "Compare every file with what it must be, and open the model"),
     [](const Now& now) { return !now.works && now.row.installed.has_value(); }},
    {ModelDeed::Update, "modelUpdate", QT_TRANSLATE_NOOP("ui::ModelBar", "Update"),
     QT_TRANSLATE_NOOP("ui::ModelBar",
                       "Install the newer revision beside this one, try it, then change over"),
     [](const Now& now) { return !now.works && now.row.update && now.row.partBytes == 0; }},
    {ModelDeed::GoBack, "modelGoBack", QT_TRANSLATE_NOOP("ui::ModelBar", "Go back"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "To the revision before"),
     [](const Now& now) { return !now.works && now.row.previous.has_value(); }},
    {ModelDeed::Remove, "modelRemove", QT_TRANSLATE_NOOP("ui::ModelBar", "Remove…"),
     QT_TRANSLATE_NOOP("ui::ModelBar", "Delete it from the disk"),
     [](const Now& now) {
         const bool isThere = now.row.installed || now.row.partBytes > 0;
         return isThere && !now.works && !now.row.isBundled && !now.row.isInUse;
     }},
};

}  // namespace

ModelBar::ModelBar(QWidget* parent) : QWidget(parent), m_weights(new QComboBox) {
    setObjectName(QStringLiteral("modelBar"));
    m_weights->setObjectName(QStringLiteral("modelWeights"));
    m_weights->setAccessibleName(tr("Weights"));
    m_weights->setToolTip(tr("Smaller weights take less memory and answer a little less exactly"));
    m_weights->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_weights);
    for (const Deed& deed : kDeeds) {
        auto* button = new QPushButton(tr(deed.text));
        button->setObjectName(QString::fromLatin1(deed.name));
        button->setAccessibleName(button->text());
        button->setToolTip(tr(deed.tip));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, id = deed.id] {
            const auto weights = static_cast<app::WeightsChoice>(m_weights->currentData().toInt());
            emit asked(id, m_name, m_weights->isHidden() ? app::WeightsChoice::Auto : weights);
        });
        m_buttons[static_cast<std::size_t>(deed.id)] = button;
        row->addWidget(button);
    }
    row->addStretch();
    showModel(nullptr, false, false);
}

void ModelBar::showModel(const app::ModelRow* row, bool works, bool loads) {
    m_name = row == nullptr ? QString() : row->name;
    const QWidget* keyboard = QApplication::focusWidget();
    // What comes first, so that the bar never has nothing for the keyboard.
    for (const bool isShown : {true, false}) {
        for (const Deed& deed : kDeeds) {
            const bool makesSense = row != nullptr && deed.makesSense({*row, works, loads});
            if (makesSense == isShown) m_buttons[static_cast<std::size_t>(deed.id)]->setVisible(makesSense);
        }
    }
    const bool converts = !m_buttons[static_cast<std::size_t>(ModelDeed::Convert)]->isHidden();
    const bool fetches = row != nullptr && !works && row->isCatalogued && !row->installed;
    if (row != nullptr && (converts || fetches)) offerWeights(*row, converts);
    m_weights->setVisible(converts || fetches);
    if (keyboard != nullptr && isAncestorOf(keyboard) && keyboard->isHidden()) takeKeyboard();
}

void ModelBar::takeKeyboard() {
    for (QPushButton* button : m_buttons) {
        if (button->isHidden()) continue;
        button->setFocus(Qt::OtherFocusReason);
        return;
    }
}

void ModelBar::offerWeights(const app::ModelRow& row, bool converts) {
    const QString offered = row.name + (converts ? u'c' : u'd');
    if (std::exchange(m_offered, offered) == offered) return;  // a choice that was made stays
    m_weights->clear();
    QList<app::WeightsChoice> kinds{app::WeightsChoice::Int8, app::WeightsChoice::Int4};
    if (!converts) kinds.prepend(app::WeightsChoice::Auto);
    for (const app::WeightsChoice kind : kinds)
        m_weights->addItem(model_words::choice(kind, row.fit), static_cast<int>(kind));
    const auto advised = row.fit.advised.value_or(app::WeightsChoice::Auto);
    const int at = m_weights->findData(static_cast<int>(advised));
    m_weights->setCurrentIndex(std::max(at, 0));
}

}  // namespace ui
