#include "ui/chat/welcome_page.h"

#include <QDir>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QPixmap>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/icons.h"

namespace ui {

namespace {

constexpr int kMargin = 24;
constexpr int kGap = 14;
const QSize kThumbnail(176, 110);

/// Read scaled down: a welcome page mustn't cost the time of a full picture.
QIcon thumbnailOf(const QString& file) {
    QImageReader reader(file);
    reader.setScaledSize(reader.size().scaled(kThumbnail * 2, Qt::KeepAspectRatio));
    return QIcon(QPixmap::fromImage(reader.read()));
}

}  // namespace

WelcomePage::WelcomePage(const QString& samples, QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_text(new QLabel),
      m_samplesTitle(new QLabel),
      m_cards(new QWidget) {
    setObjectName(QStringLiteral("welcomePage"));
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("welcomeBody"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(10);
    column->addStretch(2);

    auto* logo = new QLabel;
    logo->setObjectName(QStringLiteral("welcomeLogo"));
    logo->setPixmap(
        QIcon(QStringLiteral(":/icons/glancedesk.svg")).pixmap(QSize(56, 56), devicePixelRatioF()));
    logo->setAlignment(Qt::AlignHCenter);
    column->addWidget(logo);
    for (QLabel* label : {m_title, m_text, m_samplesTitle}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_title->setObjectName(QStringLiteral("welcomeTitle"));
    m_text->setObjectName(QStringLiteral("welcomeText"));
    m_samplesTitle->setObjectName(QStringLiteral("samplesTitle"));
    column->insertSpacing(column->indexOf(m_samplesTitle), 22);

    auto* row = new QHBoxLayout(m_cards);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(kGap);
    row->addStretch();
    addSample(samples, "router_red_light.png", QT_TR_NOOP("A router with a red light"),
              QT_TR_NOOP("What does the red light mean?"));
    addSample(samples, "payment_declined.png", QT_TR_NOOP("A declined payment"),
              QT_TR_NOOP("What should the customer do?"));
    addSample(samples, "printer_error_code.png", QT_TR_NOOP("An error code on a printer"),
              QT_TR_NOOP("Which code is shown, and what does it mean?"));
    // Whatever else lies in the folder fills the places of those that are missing.
    const QStringList names = QDir(samples).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        if (samples.isEmpty() || m_samples.size() >= 3) break;
        const bool taken = std::any_of(m_samples.begin(), m_samples.end(), [&](const Sample& sample) {
            return sample.button->property("file").toString().endsWith(u'/' + name);
        });
        if (!taken)
            addSample(samples, name.toUtf8().constData(), nullptr,
                      QT_TR_NOOP("What should the customer do?"));
    }
    row->addStretch();
    column->addWidget(m_cards);
    column->addStretch(3);
    m_samplesTitle->setVisible(!m_samples.isEmpty());
    m_cards->setVisible(!m_samples.isEmpty());

    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("welcomeScroll"));
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    retranslate();
}

void WelcomePage::addSample(const QString& folder, const char* file, const char* caption,
                            const char* question) {
    const QString path = QDir(folder).filePath(QString::fromUtf8(file));
    if (folder.isEmpty() || !QFile::exists(path)) return;
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("sample%1").arg(m_samples.size() + 1));
    button->setProperty("role", QStringLiteral("sample"));
    button->setProperty("file", path);
    button->setIcon(thumbnailOf(path));
    button->setIconSize(kThumbnail);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    m_samples += {button, caption, question};
    m_cards->layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this,
            [this, path, question] { emit sampleChosen(path, tr(question)); });
}

void WelcomePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitCards();
}

/// As many cards side by side as have room for their words.
void WelcomePage::fitCards() {
    if (m_samples.isEmpty()) return;
    constexpr int padding = 30;
    const int room = width() - 2 * kMargin - 16;
    const auto share = [room](int count) { return (room - (count - 1) * kGap) / count; };
    int widest = 0;
    for (const Sample& sample : m_samples) {
        const QFontMetrics metrics = sample.button->fontMetrics();
        widest = qMax(widest, metrics.horizontalAdvance(sample.button->text()) + padding);
    }
    int count = static_cast<int>(m_samples.size());
    while (count > 1 && share(count) < widest)
        --count;
    const QSize size = kThumbnail.scaled(qBound(72, share(count) - padding, kThumbnail.width()),
                                         kThumbnail.height(), Qt::KeepAspectRatio);
    for (int i = 0; i < m_samples.size(); ++i) {
        QToolButton* button = m_samples[i].button;
        button->setIconSize(size);
        button->setMaximumWidth(qMax(size.width() + padding, widest));
        button->setVisible(i < count);
    }
}

void WelcomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void WelcomePage::retranslate() {
    m_title->setText(tr("Drop a screenshot here"));
    m_text->setText(tr("Ask about it in Chinese or English. Everything stays on this computer."));
    m_samplesTitle->setText(tr("Or try one of these"));
    for (const Sample& sample : m_samples) {
        const QString name = QFileInfo(sample.button->property("file").toString()).completeBaseName();
        const QString caption = sample.caption ? tr(sample.caption) : QString(name).replace(u'_', u' ');
        sample.button->setText(caption);
        sample.button->setToolTip(tr("Try it: %1").arg(tr(sample.question)));
        sample.button->setAccessibleName(caption);
    }
    fitCards();
}

}  // namespace ui
