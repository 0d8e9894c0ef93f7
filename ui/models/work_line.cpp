#include "ui/models/work_line.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include "ui/models/model_words.h"

namespace ui {

namespace {

constexpr int kParts = 1000;

}  // namespace

WorkLine::WorkLine(QWidget* parent) : QWidget(parent), m_bar(new QProgressBar), m_text(new QLabel) {
    m_bar->setObjectName(QStringLiteral("modelProgress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_text->setObjectName(QStringLiteral("modelProgressText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_bar);
    column->addWidget(m_text);
}

void WorkLine::showProgress(const app::ModelProgress& progress) {
    // Busy, where nothing can be counted.
    const bool counts = progress.step != app::ModelStep::Asking && progress.step != app::ModelStep::None;
    m_bar->setRange(0, counts ? kParts : 0);
    m_bar->setValue(static_cast<int>(progress.fraction * kParts));
    m_text->setText(model_words::progress(progress));
    m_bar->setAccessibleName(m_text->text());
}

}  // namespace ui
