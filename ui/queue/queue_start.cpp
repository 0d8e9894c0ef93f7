#include "ui/queue/queue_start.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

QueueStart::QueueStart(int pictures, int most, const QString& question, QWidget* parent)
    : QDialog(parent), m_question(new QPlainTextEdit(question)) {
    setObjectName(QStringLiteral("queueStart"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Many pictures"));
    auto* text =
        new QLabel(tr("%n picture(s): ask the same about each, one after the other? Each gets a "
                      "conversation of its own, and you can go on working meanwhile.",
                      nullptr, pictures));
    text->setWordWrap(true);
    text->setObjectName(QStringLiteral("queueStartText"));
    m_question->setObjectName(QStringLiteral("queueQuestion"));
    m_question->setPlaceholderText(tr("Describe this picture."));
    m_question->setAccessibleName(tr("The question about each picture"));
    m_question->setTabChangesFocus(true);
    m_question->setFixedHeight(fontMetrics().lineSpacing() * 4 + 16);
    auto* start = new QPushButton(tr("Start the queue"));
    start->setObjectName(QStringLiteral("startQueue"));
    start->setDefault(true);
    auto* attach = new QPushButton(pictures > most ? tr("Attach the first %n", nullptr, most)
                                                   : tr("Attach all to one question"));
    attach->setObjectName(QStringLiteral("attachFirst"));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelQueue"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* button : {cancel, attach, start}) {
        button->setAccessibleName(button->text());
        buttons->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addWidget(text);
    column->addWidget(m_question);
    column->addLayout(buttons);
    setTabOrder(m_question, start);
    setTabOrder(start, attach);
    setTabOrder(attach, cancel);
    connect(start, &QPushButton::clicked, this, [this] {
        emit startRequested(m_question->toPlainText());
        accept();
    });
    connect(attach, &QPushButton::clicked, this, [this] {
        emit attachRequested();
        accept();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    resize(500, sizeHint().height());
}

}  // namespace ui
