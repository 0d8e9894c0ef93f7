#include "ui/common/banner.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_label(new QLabel(this)),
      m_button(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("banner"));
    m_icon->setObjectName(QStringLiteral("bannerIcon"));
    m_label->setObjectName(QStringLiteral("bannerText"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setFocusPolicy(Qt::NoFocus);
    m_button->setObjectName(QStringLiteral("bannerButton"));
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::StrongFocus);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 10, 10, 10);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);

    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto onClick = m_onClick;
        dismiss();
        if (onClick) onClick();
    });
    retranslate();
    hide();
}

QString Banner::sentence() const {
    return m_label->text();
}

void Banner::showSentence(BannerKind kind, const QString& sentence) {
    showSentence(kind, sentence, {}, {});
}

void Banner::showSentence(BannerKind kind, const QString& sentence, const QString& button,
                          std::function<void()> onClick) {
    if (sentence.isEmpty()) return;
    if (!isHidden() && m_kind == BannerKind::Problem && kind == BannerKind::Notice) return;
    m_kind = kind;
    m_onClick = std::move(onClick);
    m_label->setText(sentence);
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    setProperty("kind", kind == BannerKind::Problem ? QStringLiteral("problem") : QStringLiteral("notice"));
    for (QWidget* widget : {static_cast<QWidget*>(this), static_cast<QWidget*>(m_label),
                            static_cast<QWidget*>(m_button), static_cast<QWidget*>(m_close)}) {
        style()->unpolish(widget);
        style()->polish(widget);
    }
    const Colors& colors = colorsOf(palette());
    const QColor color = kind == BannerKind::Problem ? colors.danger : colors.notice;
    m_icon->setPixmap(
        icons::pixmap(kind == BannerKind::Problem ? QStringLiteral("warning") : QStringLiteral("info"),
                      QSize(18, 18), devicePixelRatioF(), color));
    m_close->setIcon(icons::icon(QStringLiteral("close"), color));
    setAccessibleName(sentence);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::dismiss() {
    hide();
    m_onClick = {};
}

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void Banner::retranslate() {
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this message"));
}

}  // namespace ui
