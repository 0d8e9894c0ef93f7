#include "ui/settings/answers_page.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSpinBox>

#include "app/settings/settings.h"

namespace ui {

namespace {

using Answers = app::AnswerSettings;

constexpr double kUnset = -0.05;  ///< one step below the least that can be chosen
constexpr int kContexts[] = {0, 4096, 8192, 16'384, 32'768, 65'536};
constexpr int kPictures[] = {0, 256, 512, 1024, 2048, 4096};

}  // namespace

AnswersPage::AnswersPage(app::Settings& settings)
    : SettingsPage("answersPage", tr("Answers"), QStringLiteral("chat")),
      m_settings(settings),
      m_instructions(new QPlainTextEdit),
      m_temperature(new QDoubleSpinBox),
      m_topP(new QDoubleSpinBox),
      m_maxTokens(new QSpinBox),
      m_picture(new QComboBox),
      m_context(new QComboBox) {
    const Answers answers = settings.answers();
    m_instructions->setObjectName(QStringLiteral("instructionsEdit"));
    m_instructions->setTabChangesFocus(true);
    m_instructions->setPlainText(answers.instructions);
    m_instructions->setPlaceholderText(
        tr("For example: You help the support agents of a network provider. Name menus exactly as they are "
           "shown."));
    m_instructions->setMinimumHeight(96);
    for (QDoubleSpinBox* box : {m_temperature, m_topP}) {
        box->setDecimals(2);
        box->setSingleStep(0.05);
        box->setSpecialValueText(tr("As the model says"));
    }
    m_temperature->setObjectName(QStringLiteral("temperatureBox"));
    m_temperature->setRange(kUnset, 2);
    m_temperature->setValue(answers.temperature.value_or(kUnset));
    m_topP->setObjectName(QStringLiteral("topPBox"));
    m_topP->setRange(0, 1);
    m_topP->setValue(answers.topP.value_or(0));
    m_maxTokens->setObjectName(QStringLiteral("maxTokensBox"));
    m_maxTokens->setRange(Answers::leastTokens, Answers::mostTokens);
    m_maxTokens->setSingleStep(256);
    m_maxTokens->setSuffix(u' ' + tr("tokens"));
    m_maxTokens->setValue(answers.maxTokens);
    m_picture->setObjectName(QStringLiteral("pictureTokensBox"));
    for (const int tokens : kPictures) {
        m_picture->addItem(tokens == 0 ? tr("As large as the model can use")
                                       : tr("At most %1 tokens").arg(QLocale().toString(tokens)),
                           tokens);
    }
    if (m_picture->findData(answers.pictureTokens) < 0)
        m_picture->addItem(tr("At most %1 tokens").arg(QLocale().toString(answers.pictureTokens)),
                           answers.pictureTokens);
    m_picture->setCurrentIndex(m_picture->findData(answers.pictureTokens));

    m_context->setObjectName(QStringLiteral("contextBox"));
    for (const int tokens : kContexts) {
        m_context->addItem(tokens == 0 ? tr("As much as the model can")
                                       : tr("The last %1 tokens").arg(QLocale().toString(tokens)),
                           tokens);
    }
    if (m_context->findData(answers.contextTokens) < 0)
        m_context->addItem(tr("The last %1 tokens").arg(QLocale().toString(answers.contextTokens)),
                           answers.contextTokens);
    m_context->setCurrentIndex(m_context->findData(answers.contextTokens));

    addRow(tr("Instructions"), m_instructions,
           tr("What the model is told before every conversation. A folder can have instructions of its own "
              "besides."));
    addRow(tr("Temperature"), m_temperature,
           tr("0 always gives the likeliest answer; more gives more varied ones."));
    addRow(tr("Top P"), m_topP, tr("Leaves out the least likely words; less is safer."));
    addRow(tr("Longest answer"), m_maxTokens,
           tr("A token is about one Chinese word or three quarters of an "
              "English one."));
    addRow(tr("Pictures"), m_picture,
           tr("Smaller pictures are answered sooner, but small print may become unreadable."));
    addRow(tr("Conversation memory"), m_context,
           tr("How much of a conversation, pictures included, is given to the model with each question. Less "
              "needs less memory and time; the beginning is left out first."));
    finish();
}

QString AnswersPage::problem() const {
    if (m_instructions->toPlainText().size() <= Answers::longestInstructions) return {};
    return tr("The instructions have more than %1 characters.").arg(Answers::longestInstructions);
}

void AnswersPage::save() {
    Answers answers = m_settings.answers();
    answers.instructions = m_instructions->toPlainText().trimmed();
    answers.temperature.reset();
    if (m_temperature->value() >= 0) answers.temperature = m_temperature->value();
    answers.topP.reset();
    if (m_topP->value() > 0) answers.topP = m_topP->value();
    answers.maxTokens = m_maxTokens->value();
    answers.pictureTokens = m_picture->currentData().toInt();
    answers.contextTokens = m_context->currentData().toInt();
    m_settings.setAnswers(answers);
}

}  // namespace ui
