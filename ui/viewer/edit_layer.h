#pragma once

#include <optional>

#include <QObject>

#include "app/images/picture_edits.h"
#include "ui/viewer/canvas_layer.h"

namespace ui {

enum class EditTool { Move, Crop, Redact, Box, Arrow };

/// What the agent draws on a picture: the marks that are there, and one that is being drawn, with the mouse
/// or with the keys (arrows move it, with Shift they change its size, with Ctrl by single pixels; Enter draws
/// it, Esc drops it).
class EditLayer final : public QObject, public CanvasLayer {
    Q_OBJECT

 public:
    explicit EditLayer(QObject* parent = nullptr) : QObject(parent) {}

    /// The edits that the canvas shows cut and turned, of a picture of that size.
    void show(const app::PictureEdits& edits, const QSize& size);
    void setTool(EditTool tool);
    EditTool tool() const { return m_tool; }
    bool isDrawing() const { return m_drawn.has_value(); }

    void paint(QPainter& painter, const QTransform& toView) override;
    bool press(const QPointF& at) override;
    void move(const QPointF& at) override;
    void release(const QPointF& at) override;
    bool key(const QKeyEvent& event, const QRectF& inSight) override;
    std::optional<Qt::CursorShape> cursor() const override;

 signals:
    /// In pixels of the picture as it came.
    void drawn(ui::EditTool tool, const QPointF& from, const QPointF& to);
    void changed();

 private:
    struct Span {
        QPointF from;
        QPointF to;
    };

    void step(const QPointF& by, bool changesSize);
    void finish();
    void drop();
    QPointF inside(const QPointF& at) const;

    app::PictureEdits m_edits;
    QSize m_size;
    EditTool m_tool = EditTool::Move;
    std::optional<Span> m_drawn;  ///< in pixels of the picture that is shown
};

}  // namespace ui
