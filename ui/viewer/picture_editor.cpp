#include "ui/viewer/picture_editor.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/elided_label.h"
#include "ui/common/icons.h"
#include "ui/viewer/picture_canvas.h"
#include "ui/viewer/viewer_bar.h"

namespace ui {

PictureEditor::PictureEditor(const app::Picture& picture, QWidget* parent)
    : QDialog(parent),
      m_picture(picture),
      m_layer(new EditLayer(this)),
      m_canvas(new PictureCanvas),
      m_tools(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("pictureEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowTitle(tr("Edit %1").arg(picture.name));
    auto* top = new ViewerBar(this);
    auto* end = new ViewerBar(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(top);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(end);
    buildTools(*top);
    buildEnd(*end);
    m_canvas->setLayer(m_layer);
    m_canvas->setAccessibleName(tr("Picture %1").arg(picture.name));
    connect(m_layer, &EditLayer::changed, m_canvas, &PictureCanvas::refreshLayer);
    connect(m_layer, &EditLayer::drawn, this, &PictureEditor::add);
    connect(m_canvas, &PictureCanvas::scaleChanged, this, &PictureEditor::describe);

    const QSize room = (parent ? parent->screen() : screen())->availableSize();
    resize(qMin(1000, room.width() * 9 / 10), qMin(760, room.height() * 9 / 10));
    m_canvas->setImage(m_picture.image);
    refresh();
    setTool(EditTool::Redact);
    m_canvas->setFocus();
}

PictureEditor::~PictureEditor() {
    m_canvas->setLayer(nullptr);
}

void PictureEditor::buildTools(ViewerBar& bar) {
    struct Tool {
        EditTool tool;
        const char* name;
        const char* icon;
        QString label;
        Qt::Key key;
    };
    const Tool tools[] = {
        {EditTool::Move, "moveTool", "hand", tr("Move the picture"), Qt::Key_V},
        {EditTool::Crop, "cropTool", "crop", tr("Crop to a part"), Qt::Key_C},
        {EditTool::Redact, "redactTool", "redact", tr("Redact: black out for good"), Qt::Key_R},
        {EditTool::Box, "boxTool", "box", tr("Draw a box"), Qt::Key_B},
        {EditTool::Arrow, "arrowTool", "arrow", tr("Draw an arrow"), Qt::Key_A}};
    for (const Tool& tool : tools) {
        QToolButton* button =
            bar.addButton(tool.name, QString::fromLatin1(tool.icon), tool.label, {QKeySequence(tool.key)});
        button->setCheckable(true);
        m_tools->addButton(button, static_cast<int>(tool.tool));
        connect(button, &QToolButton::clicked, this, [this, id = tool.tool] { setTool(id); });
    }
    bar.addGap(12);
    auto* left = bar.addButton("turnLeft", QStringLiteral("turn-left"), tr("Turn left"),
                               {QKeySequence(Qt::Key_BracketLeft)});
    auto* right = bar.addButton("turnRight", QStringLiteral("turn-right"), tr("Turn right"),
                                {QKeySequence(Qt::Key_BracketRight)});
    connect(left, &QToolButton::clicked, this, [this] { turn(-1); });
    connect(right, &QToolButton::clicked, this, [this] { turn(1); });
    bar.addGap(12);
    m_undo = bar.addButton("undoEdit", QStringLiteral("undo"), tr("Undo"), {QKeySequence::Undo});
    m_redo =
        bar.addButton("redoEdit", QStringLiteral("redo"), tr("Redo"),
                      {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(m_undo, &QToolButton::clicked, this, [this] {
        m_history.undo();
        refresh();
    });
    connect(m_redo, &QToolButton::clicked, this, [this] {
        m_history.redo();
        refresh();
    });
    bar.addGap(8);
    m_hint = new ElidedLabel;
    m_hint->setObjectName(QStringLiteral("viewerHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar.row().addWidget(m_hint, 1);
}

void PictureEditor::buildEnd(ViewerBar& bar) {
    m_info = new QLabel;
    m_info->setObjectName(QStringLiteral("viewerInfo"));
    m_info->setTextFormat(Qt::PlainText);
    m_info->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar.row().addWidget(m_info, 1);
    bar.addZoom(*m_canvas);
    bar.addGap(8);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelEditing"));
    cancel->setAccessibleName(cancel->text());
    cancel->setAutoDefault(false);
    m_use = new QPushButton(tr("Use the edited picture"));
    m_use->setObjectName(QStringLiteral("useEdited"));
    m_use->setAccessibleName(m_use->text());
    m_use->setDefault(true);
    bar.row().addWidget(cancel);
    bar.row().addWidget(m_use);
    connect(cancel, &QPushButton::clicked, this, &PictureEditor::reject);
    connect(m_use, &QPushButton::clicked, this, &PictureEditor::accept);
}

void PictureEditor::setTool(EditTool tool) {
    m_layer->setTool(tool);
    m_tools->button(static_cast<int>(tool))->setChecked(true);
    m_canvas->setFocus();
    describe();
}

void PictureEditor::add(EditTool tool, const QPointF& from, const QPointF& to) {
    app::PictureEdits next = m_history.now();
    switch (tool) {
        case EditTool::Move:
            return;
        case EditTool::Crop:
            next.crop = QRectF(from, to).normalized().toRect().intersected(
                app::keptPart(next, m_picture.image.size()));
            if (next.crop.isEmpty()) return;
            break;
        case EditTool::Redact:
            next.marks += {app::MarkKind::Redaction, from, to};
            break;
        case EditTool::Box:
            next.marks += {app::MarkKind::Box, from, to};
            break;
        case EditTool::Arrow:
            next.marks += {app::MarkKind::Arrow, from, to};
            break;
    }
    m_history.add(next);
    refresh();
}

void PictureEditor::turn(int quarters) {
    app::PictureEdits next = m_history.now();
    next.turn(quarters);
    m_history.add(next);
    refresh();
}

void PictureEditor::refresh() {
    const app::PictureEdits& now = m_history.now();
    // Marks are painted over it; only a cut or a turn makes another picture.
    if (now.crop != m_shown.crop || now.quarterTurns != m_shown.quarterTurns)
        m_canvas->setImage(app::cutAndTurned(m_picture.image, now));
    m_shown = now;
    m_layer->show(now, m_picture.image.size());
    m_undo->setEnabled(m_history.canUndo());
    m_redo->setEnabled(m_history.canRedo());
    m_use->setEnabled(!now.isEmpty());
    describe();
}

void PictureEditor::describe() {
    switch (m_layer->tool()) {
        case EditTool::Move:
            m_hint->setText(tr("Drag to move, turn the wheel to zoom"));
            break;
        case EditTool::Crop:
            m_hint->setText(tr("Drag over the part to keep; with the keys: arrows, Shift+arrows, Enter"));
            break;
        case EditTool::Redact:
            m_hint->setText(tr("Drag over what nobody may see; with the keys: arrows, Shift+arrows, Enter"));
            break;
        case EditTool::Box:
        case EditTool::Arrow:
            m_hint->setText(tr("Drag to draw; with the keys: arrows, Shift+arrows, Enter"));
            break;
    }
    m_hint->setToolTip(m_hint->text());
    const QSize size = m_canvas->image().size();
    m_info->setText(tr("%1 × %2 pixels").arg(size.width()).arg(size.height()) +
                    QStringLiteral("  ·  %1%").arg(qRound(m_canvas->scale() * 100)));
}

void PictureEditor::accept() {
    if (edits().isEmpty()) return;
    emit used(edits());
    QDialog::accept();
}

void PictureEditor::reject() {
    if (edits().isEmpty()) return QDialog::reject();
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Discard the edits?"),
                        tr("The picture stays as it was. What you drew, cut and redacted is lost."),
                        QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("discardQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* stay = question->addButton(tr("Go on editing"), QMessageBox::RejectRole);
    QPushButton* discard = question->addButton(tr("Discard the edits"), QMessageBox::DestructiveRole);
    stay->setObjectName(QStringLiteral("goOnEditing"));
    discard->setObjectName(QStringLiteral("discardEdits"));
    question->setDefaultButton(stay);
    question->setEscapeButton(stay);
    connect(discard, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    question->open();
}

}  // namespace ui
