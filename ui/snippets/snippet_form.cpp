#include "ui/snippets/snippet_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "ui/snippets/blank_marks.h"

namespace ui {

SnippetForm::SnippetForm(QWidget* parent)
    : QWidget(parent),
      m_nameLabel(new QLabel),
      m_name(new QLineEdit),
      m_titleLabel(new QLabel),
      m_title(new QLineEdit),
      m_kindLabel(new QLabel),
      m_kind(new QComboBox),
      m_textLabel(new QLabel),
      m_text(new QPlainTextEdit),
      m_hint(new QLabel),
      m_problem(new QLabel) {
    setObjectName(QStringLiteral("snippetForm"));
    m_name->setObjectName(QStringLiteral("snippetName"));
    m_title->setObjectName(QStringLiteral("snippetTitle"));
    m_kind->setObjectName(QStringLiteral("snippetKind"));
    m_text->setObjectName(QStringLiteral("snippetText"));
    m_text->setTabChangesFocus(true);
    m_hint->setObjectName(QStringLiteral("snippetHint"));
    m_hint->setProperty("role", QStringLiteral("hint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("snippetProblem"));
    m_problem->setProperty("role", QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    m_kind->addItems({QString(), QString()});
    new BlankMarks(m_text->document());
    m_nameLabel->setBuddy(m_name);
    m_titleLabel->setBuddy(m_title);
    m_kindLabel->setBuddy(m_kind);
    m_textLabel->setBuddy(m_text);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(m_nameLabel, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_titleLabel, 1, 0);
    grid->addWidget(m_title, 1, 1);
    grid->addWidget(m_kindLabel, 2, 0);
    grid->addWidget(m_kind, 2, 1);
    grid->addWidget(m_textLabel, 3, 0, Qt::AlignTop);
    grid->addWidget(m_text, 3, 1);
    grid->addWidget(m_hint, 4, 1);
    grid->addWidget(m_problem, 5, 1);
    grid->setRowStretch(3, 1);

    const auto edit = [this] {
        if (!m_isShowing) emit edited();
    };
    connect(m_name, &QLineEdit::textChanged, this, edit);
    connect(m_title, &QLineEdit::textChanged, this, edit);
    connect(m_kind, qOverload<int>(&QComboBox::currentIndexChanged), this, edit);
    connect(m_text, &QPlainTextEdit::textChanged, this, edit);
    retranslate();
}

void SnippetForm::show(const app::Snippet& snippet) {
    m_isShowing = true;
    m_name->setText(snippet.name);
    m_title->setText(snippet.title);
    m_kind->setCurrentIndex(static_cast<int>(snippet.kind));
    m_text->setPlainText(snippet.text);
    m_isShowing = false;
    showProblem({});
}

app::Snippet SnippetForm::snippet() const {
    return {m_name->text().trimmed(), m_title->text().trimmed(), m_text->toPlainText(),
            static_cast<app::SnippetKind>(m_kind->currentIndex())};
}

void SnippetForm::showProblem(const QString& sentence) {
    m_problem->setText(sentence.isEmpty() ? QString() : tr("Not saved: %1").arg(sentence));
    m_problem->setVisible(!sentence.isEmpty());
}

void SnippetForm::focusName() {
    m_name->setFocus();
    m_name->selectAll();
}

void SnippetForm::retranslate() {
    const auto label = [](QLabel* words, QWidget* field, const QString& text) {
        words->setText(text);
        field->setAccessibleName(text);
    };
    label(m_nameLabel, m_name, tr("Name"));
    label(m_titleLabel, m_title, tr("Title"));
    label(m_kindLabel, m_kind, tr("Kind"));
    label(m_textLabel, m_text, tr("Text"));
    m_name->setPlaceholderText(tr("typed after / in the question"));
    m_title->setPlaceholderText(tr("what it is for"));
    m_kind->setItemText(0, tr("Prompt for the model"));
    m_kind->setItemText(1, tr("Reply to the customer"));
    m_hint->setText(tr(
        "{{words in braces}} are filled in with Tab. {{date}}, {{time}} and {{clipboard}} fill themselves."));
}

}  // namespace ui
