#include "ui/viewer/picture_viewer.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/elided_label.h"
#include "ui/viewer/box_layer.h"
#include "ui/viewer/picture_canvas.h"
#include "ui/viewer/viewer_bar.h"

namespace ui {

PictureViewer::PictureViewer(QList<app::Picture> pictures, int first, QWidget* parent)
    : QDialog(parent),
      m_pictures(std::move(pictures)),
      m_canvas(new PictureCanvas),
      m_boxes(new BoxLayer(this)),
      m_list(new QListWidget),
      m_info(new ElidedLabel) {
    setObjectName(QStringLiteral("pictureViewer"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_canvas, 1);
    middle->addWidget(m_list);
    layout->addLayout(middle, 1);
    m_list->setObjectName(QStringLiteral("placeList"));
    m_list->setAccessibleName(tr("What the answers say about places on the picture"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedWidth(260);
    m_list->hide();
    m_canvas->setLayer(m_boxes);
    connect(m_boxes, &BoxLayer::changed, m_canvas, &PictureCanvas::refreshLayer);
    connect(m_boxes, &BoxLayer::chosen, m_list, qOverload<int>(&QListWidget::setCurrentRow));
    connect(m_list, &QListWidget::currentRowChanged, this, &PictureViewer::choose);
    auto* bar = new ViewerBar(this);
    layout->addWidget(bar);
    m_info->setObjectName(QStringLiteral("viewerInfo"));
    m_info->setTextFormat(Qt::PlainText);
    m_info->setSizePolicy(QSizePolicy::Ignored,
                          QSizePolicy::Preferred);  // a long name mustn't widen the window
    bar->row().addWidget(m_info, 1);

    m_previous = bar->addButton("previousPicture", QStringLiteral("chevron-left"), tr("Previous picture"),
                                {QKeySequence(Qt::Key_PageUp)});
    m_next = bar->addButton("nextPicture", QStringLiteral("chevron-right"), tr("Next picture"),
                            {QKeySequence(Qt::Key_PageDown)});
    bar->addZoom(*m_canvas);
    auto* close = bar->addButton("closeViewer", QStringLiteral("close"), tr("Close (Esc)"), {});
    for (QWidget* widget : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_next)}) {
        widget->setVisible(m_pictures.size() > 1);
    }
    connect(m_previous, &QToolButton::clicked, this, [this] { show(m_current - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { show(m_current + 1); });
    connect(close, &QToolButton::clicked, this, &QDialog::close);
    connect(m_canvas, &PictureCanvas::scaleChanged, this, &PictureViewer::describe);

    const QSize room = (parent ? parent->screen() : screen())->availableSize();
    resize(qMin(1000, room.width() * 9 / 10), qMin(720, room.height() * 9 / 10));
    show(qBound(0, first, static_cast<int>(m_pictures.size()) - 1));
    m_canvas->setFocus();
}

PictureViewer::~PictureViewer() {
    m_canvas->setLayer(nullptr);
}

void PictureViewer::setPlaces(const QList<SpokenPlace>& places) {
    m_places = places;
    showPlaces();
}

void PictureViewer::showPlaces() {
    m_shownPlaces.clear();
    m_list->clear();
    QList<QRectF> boxes;
    const QSizeF size = m_pictures.isEmpty() ? QSizeF() : QSizeF(m_pictures[m_current].image.size());
    for (int i = 0; i < m_places.size(); ++i) {
        if (m_places[i].picture != m_current) continue;
        const QRectF& place = m_places[i].place;
        boxes += QRectF(place.x() * size.width(), place.y() * size.height(), place.width() * size.width(),
                        place.height() * size.height());
        m_shownPlaces += i;
        m_list->addItem(QStringLiteral("%1  %2").arg(boxes.size()).arg(m_places[i].sentence));
    }
    m_boxes->setBoxes(boxes);
    m_list->setVisible(!boxes.isEmpty());
}

void PictureViewer::choose(int row) {
    if (row < 0 || row >= m_shownPlaces.size()) return;
    m_boxes->setCurrent(row);
    m_canvas->reveal(m_boxes->boxes()[row]);
    emit placeChosen(m_shownPlaces[row]);
}

void PictureViewer::show(int index) {
    if (index < 0 || index >= m_pictures.size()) return;
    m_current = index;
    m_canvas->setImage(m_pictures[index].image);
    m_canvas->setAccessibleName(m_pictures[index].name);
    m_canvas->setToolTip({});
    m_previous->setEnabled(index > 0);
    m_next->setEnabled(index + 1 < m_pictures.size());
    setWindowTitle(m_pictures[index].name);
    showPlaces();
    describe();
}

void PictureViewer::describe() {
    if (m_current >= m_pictures.size()) return;
    const app::Picture& picture = m_pictures[m_current];
    QString text = tr("%1  ·  %2 × %3 pixels  ·  %4")
                       .arg(picture.name)
                       .arg(picture.image.width())
                       .arg(picture.image.height())
                       .arg(QLocale().formattedDataSize(picture.bytes.size()));
    text += QStringLiteral("  ·  %1%").arg(qRound(m_canvas->scale() * 100));
    if (m_pictures.size() > 1) text += QStringLiteral("  ·  %1/%2").arg(m_current + 1).arg(m_pictures.size());
    m_info->setText(text);
}

}  // namespace ui
