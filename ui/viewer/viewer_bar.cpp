#include "ui/viewer/viewer_bar.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QToolButton>

#include "ui/common/icons.h"
#include "ui/viewer/picture_canvas.h"

namespace ui {

ViewerBar::ViewerBar(QWidget* dialog) : QWidget(dialog), m_dialog(dialog), m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(12, 8, 12, 8);
    m_row->setSpacing(4);
}

QToolButton* ViewerBar::addButton(const char* name, const QString& icon, const QString& label,
                                  const QList<QKeySequence>& shortcuts) {
    auto* button = new QToolButton;
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(icons::icon(icon));
    button->setIconSize({20, 20});
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    button->setAccessibleName(label);
    button->setToolTip(
        shortcuts.isEmpty()
            ? label
            : QStringLiteral("%1 (%2)").arg(label, shortcuts.first().toString(QKeySequence::NativeText)));
    for (const QKeySequence& keys : shortcuts) {
        connect(new QShortcut(keys, m_dialog), &QShortcut::activated, button, [button] { button->click(); });
    }
    m_row->addWidget(button);
    return button;
}

void ViewerBar::addZoom(PictureCanvas& canvas) {
    auto* smaller = addButton("zoomOut", QStringLiteral("zoom-out"), tr("Smaller"),
                              {QKeySequence(Qt::Key_Minus), QKeySequence::ZoomOut});
    auto* larger = addButton("zoomIn", QStringLiteral("zoom-in"), tr("Larger"),
                             {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal), QKeySequence::ZoomIn});
    auto* fit =
        addButton("fitPicture", QStringLiteral("fit"), tr("Fit to the window"), {QKeySequence(Qt::Key_0)});
    auto* actual =
        addButton("actualSize", QStringLiteral("actual"), tr("Actual size"), {QKeySequence(Qt::Key_1)});
    connect(smaller, &QToolButton::clicked, &canvas, &PictureCanvas::zoomOut);
    connect(larger, &QToolButton::clicked, &canvas, &PictureCanvas::zoomIn);
    connect(fit, &QToolButton::clicked, &canvas, &PictureCanvas::fit);
    connect(actual, &QToolButton::clicked, &canvas, &PictureCanvas::showActualSize);
}

void ViewerBar::addGap(int width) {
    m_row->addSpacing(width);
}

}  // namespace ui
