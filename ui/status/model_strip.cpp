#include "ui/status/model_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

#include "ui/chat/state_text.h"
#include "ui/common/elided_label.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/status/speed_plot.h"

namespace ui {

namespace {

QPixmap lightOf(const QColor& color, qreal scale) {
    QPixmap pixmap(QSize(10, 10) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, 8, 8));
    return pixmap;
}

}  // namespace

ModelStrip::ModelStrip(QWidget* parent)
    : QFrame(parent),
      m_light(new QLabel),
      m_name(new QLabel),
      m_badge(new QLabel),
      m_detail(new ElidedLabel),
      m_plot(new SpeedPlot),
      m_progress(new QProgressBar),
      m_choose(new QToolButton) {
    setObjectName(QStringLiteral("modelStrip"));
    m_light->setObjectName(QStringLiteral("modelLight"));
    m_name->setObjectName(QStringLiteral("modelName"));
    m_badge->setObjectName(QStringLiteral("demoBadge"));
    m_detail->setObjectName(QStringLiteral("modelDetail"));
    m_progress->setObjectName(QStringLiteral("modelProgress"));
    m_choose->setObjectName(QStringLiteral("chooseModel"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(140, 5);
    m_choose->setIcon(icons::icon(QStringLiteral("folder"), QPalette::PlaceholderText));
    m_choose->setIconSize({16, 16});
    m_choose->setFocusPolicy(Qt::StrongFocus);
    for (QLabel* label : {m_name, m_badge})
        label->setTextFormat(Qt::PlainText);
    // A narrow window cuts the figures first, never the name or the badge.
    m_detail->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 16, 6);
    layout->setSpacing(8);
    layout->addWidget(m_light);
    layout->addWidget(m_name);
    layout->addWidget(m_progress);
    layout->addWidget(m_badge);
    layout->addWidget(m_detail, 1);
    layout->addWidget(m_plot);
    layout->addWidget(m_choose);
    connect(m_choose, &QToolButton::clicked, this, &ModelStrip::chooseRequested);
    retranslate();
}

void ModelStrip::showModel(app::ModelState state, double progress, const app::ModelSummary& summary) {
    m_state = state;
    m_progressValue = progress;
    m_summary = summary;
    retranslate();
}

void ModelStrip::showSpeed(const app::TurnStats& stats) {
    m_stats = stats;
    retranslate();
}

void ModelStrip::showActivity(const app::ActivitySample& sample) {
    m_plot->add(sample.piecesPerSecond);
    // Steps of ten megabytes: a figure that flickers says nothing.
    const std::int64_t memory = sample.memoryBytes / 10'000'000 * 10'000'000;
    if (memory == m_memory) return;
    m_memory = memory;
    m_detail->setText(detail());
}

QString ModelStrip::detail() const {
    QStringList parts;
    if (m_state == app::ModelState::Ready) {
        if (m_summary.billionParameters >= 0.1) {
            parts += tr("%1 B parameters").arg(QLocale().toString(m_summary.billionParameters, 'f', 1));
        }
        parts += m_summary.isElsewhere ? tr("on %1").arg(m_summary.device) : m_summary.device.toUpper();
        parts += m_summary.weights;
    }
    if (const double speed = tokensPerSecond(m_stats); speed > 0) {
        parts += tr("%1 tokens/s").arg(QLocale().toString(speed, 'f', 1));
    }
    if (m_memory > 0) parts += tr("%1 in memory").arg(QLocale().formattedDataSize(m_memory, 1));
    parts.removeAll({});
    return parts.join(QStringLiteral("  ·  "));
}

void ModelStrip::retranslate() {
    const Colors& colors = colorsOf(palette());
    const bool isLoading = m_state == app::ModelState::Loading;
    QColor light = colors.dim;
    QString name;
    switch (m_state) {
        case app::ModelState::None:
            name = tr("No model yet");
            break;
        case app::ModelState::Loading:
            light = colors.accent;
            name = tr("Loading the model… %1%").arg(qRound(m_progressValue * 100));
            break;
        case app::ModelState::Ready:
            light = colors.success;
            name = m_summary.name;
            break;
        case app::ModelState::Failed:
            light = colors.danger;
            name = tr("No model is loaded");
            break;
    }
    m_light->setPixmap(lightOf(light, devicePixelRatioF()));
    m_name->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 280));
    m_name->setToolTip(m_summary.isElsewhere ? m_summary.device : m_summary.folder);
    m_progress->setVisible(isLoading);
    m_progress->setValue(qRound(m_progressValue * 1000));
    m_progress->setAccessibleName(tr("Loading progress"));
    m_badge->setVisible(m_state == app::ModelState::Ready && m_summary.isDemo);
    m_badge->setText(tr("Demo: knows only its made-up products"));
    m_badge->setToolTip(
        tr("A small model for trying the program. It knows a few made-up products and can be wrong; "
           "choose the folder of a full model for real work."));
    m_detail->setText(detail());
    m_choose->setToolTip(tr("Models: what is here, and others to fetch or open"));
    m_choose->setAccessibleName(tr("Models"));
    setAccessibleName(tr("Model: %1").arg(name));
}

void ModelStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) retranslate();
    QFrame::changeEvent(event);
}

}  // namespace ui
