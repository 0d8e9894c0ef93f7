#include "ui/guide/guide_dialog.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QStackedWidget>

#include "app/models/model_service.h"
#include "app/settings/settings.h"

namespace ui {

namespace {

constexpr int kLast = 2;
const QSize kPicture(420, 230);

}  // namespace

GuideDialog::GuideDialog(app::Settings& settings, app::ModelService& models, const QString& sample,
                         QWidget* parent)
    : QDialog(parent),
      m_settings(settings),
      m_models(models),
      m_sample(sample),
      m_pages(new QStackedWidget),
      m_languageLabel(new QLabel),
      m_language(new QComboBox),
      m_themeLabel(new QLabel),
      m_theme(new QComboBox),
      m_model(nullptr),
      m_choose(new QPushButton),
      m_picture(new QLabel),
      m_question(nullptr),
      m_place(new QLabel),
      m_skip(new QPushButton),
      m_back(new QPushButton),
      m_next(new QPushButton) {
    setObjectName(QStringLiteral("guideDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_pages->addWidget(makeLookPage());
    m_pages->addWidget(makeModelPage());
    m_pages->addWidget(makeSamplePage());
    m_place->setObjectName(QStringLiteral("guidePlace"));
    m_place->setProperty("role", QStringLiteral("hint"));
    m_skip->setObjectName(QStringLiteral("guideSkip"));
    m_back->setObjectName(QStringLiteral("guideBack"));
    m_next->setObjectName(QStringLiteral("guideNext"));
    m_skip->setAutoDefault(false);
    m_back->setAutoDefault(false);
    m_next->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_skip);
    buttons->addWidget(m_place);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(32, 28, 32, 20);
    all->setSpacing(20);
    all->addWidget(m_pages, 1);
    all->addLayout(buttons);
    connect(m_skip, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_pages->currentIndex() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(m_pages->currentIndex() + 1); });
    connect(m_choose, &QPushButton::clicked, this, &GuideDialog::modelWanted);
    connect(&models, &app::ModelService::changed, this, &GuideDialog::showModel);
    go(0);
    resize(600, 500);
}

QLabel* GuideDialog::addText(QWidget* page, const char* name, const char* role) {
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    static_cast<QVBoxLayout*>(page->layout())->addWidget(label);
    return label;
}

QWidget* GuideDialog::makeLookPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto* logo = new QLabel;
    logo->setPixmap(
        QIcon(QStringLiteral(":/icons/glancedesk.svg")).pixmap(QSize(56, 56), devicePixelRatioF()));
    column->addWidget(logo);
    m_title[0] = addText(page, "guideTitle0", "title");
    m_text[0] = addText(page, "guideText0", "text");
    m_language->setObjectName(QStringLiteral("guideLanguage"));
    m_language->addItems({QString(), QStringLiteral("中文"), QStringLiteral("English")});
    m_language->setCurrentIndex(static_cast<int>(m_settings.language()));
    m_theme->setObjectName(QStringLiteral("guideTheme"));
    m_theme->addItems({QString(), QString(), QString()});
    m_theme->setCurrentIndex(static_cast<int>(m_settings.theme()));
    m_languageLabel->setBuddy(m_language);
    m_themeLabel->setBuddy(m_theme);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(m_languageLabel, m_language);
    form->addRow(m_themeLabel, m_theme);
    column->addLayout(form);
    column->addStretch();
    connect(m_language, qOverload<int>(&QComboBox::activated), this,
            [this](int index) { m_settings.setLanguage(static_cast<app::Language>(index)); });
    connect(m_theme, qOverload<int>(&QComboBox::activated), this,
            [this](int index) { m_settings.setTheme(static_cast<app::Theme>(index)); });
    return page;
}

QWidget* GuideDialog::makeModelPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_title[1] = addText(page, "guideTitle1", "title");
    m_text[1] = addText(page, "guideText1", "text");
    m_model = addText(page, "guideModel", "box");
    m_choose->setObjectName(QStringLiteral("guideChooseModel"));
    m_choose->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_choose);
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    return page;
}

QWidget* GuideDialog::makeSamplePage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_title[2] = addText(page, "guideTitle2", "title");
    m_text[2] = addText(page, "guideText2", "text");
    m_picture->setObjectName(QStringLiteral("guidePicture"));
    const QPixmap picture(m_sample);
    if (!picture.isNull()) {
        QPixmap small =
            picture.scaled(kPicture * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
        small.setDevicePixelRatio(devicePixelRatioF());
        m_picture->setPixmap(small);
    }
    m_picture->setVisible(!picture.isNull());
    column->addWidget(m_picture);
    m_question = addText(page, "guideQuestion", "box");
    column->addStretch();
    return page;
}

void GuideDialog::go(int step) {
    if (step > kLast) {
        if (!m_sample.isEmpty()) emit asked(m_sample, m_question->text());
        accept();
        return;
    }
    m_pages->setCurrentIndex(qMax(0, step));
    retranslate();
    m_next->setFocus();
}

void GuideDialog::showModel() {
    const app::ModelSummary& summary = m_models.summary();
    switch (m_models.state()) {
        case app::ModelState::None:
            m_model->setText(tr("No model is loaded yet."));
            break;
        case app::ModelState::Loading:
            m_model->setText(tr("Loading the model… %1%").arg(qRound(m_models.progress() * 100)));
            break;
        case app::ModelState::Ready:
            m_model->setText(summary.isDemo
                                 ? tr("Ready: the demo model. It is small and knows only a few made-up "
                                      "products, enough to try everything.")
                                 : tr("Ready: %1.").arg(summary.name));
            break;
        case app::ModelState::Failed:
            m_model->setText(m_models.problem());
            break;
    }
}

void GuideDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void GuideDialog::retranslate() {
    setWindowTitle(tr("First steps"));
    m_title[0]->setText(tr("Welcome to GlanceDesk"));
    m_text[0]->setText(
        tr("Drop a customer's screenshot, ask about it in Chinese or English, and read the answer as it is "
           "written. Pictures, questions and answers never leave this computer."));
    m_languageLabel->setText(tr("Language / 语言"));
    m_language->setAccessibleName(m_languageLabel->text());
    m_language->setItemText(0, tr("As the system"));
    m_themeLabel->setText(tr("Appearance"));
    m_theme->setAccessibleName(m_themeLabel->text());
    m_theme->setItemText(0, tr("As the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_title[1]->setText(tr("The model"));
    m_text[1]->setText(tr(
        "For real work download GLM-4.6V-Flash, or import it from a folder or a stick. You can do it later: "
        "Menu › Models."));
    m_choose->setText(tr("Models…"));
    m_title[2]->setText(tr("Ask about a screenshot"));
    m_text[2]->setText(
        tr("Here is one to try. Your own you drop into the window, paste with Ctrl+V, or capture from the "
           "screen."));
    m_question->setText(tr("What does the red light mean?"));
    m_picture->setAccessibleName(tr("A router with a red light"));
    const int step = m_pages->currentIndex();
    m_place->setText(tr("Step %1 of %2").arg(step + 1).arg(kLast + 1));
    m_skip->setText(tr("Skip"));
    m_back->setText(tr("Back"));
    m_back->setVisible(step > 0);
    m_next->setText(step < kLast ? tr("Next") : tr("Ask"));
    for (QPushButton* button : {m_choose, m_skip, m_back, m_next})
        button->setAccessibleName(button->text());
    showModel();
}

}  // namespace ui
