#pragma once

#include <QImage>
#include <QList>
#include <QPointF>
#include <QRect>
#include <QTransform>

class QPainter;

namespace app {

enum class MarkKind { Redaction, Box, Arrow };

/// Something drawn on a picture, between two points in pixels of the picture as it came.
struct Mark {
    MarkKind kind = MarkKind::Box;
    QPointF from;
    QPointF to;

    bool operator==(const Mark&) const = default;
};

/// What is done to a picture before it is sent. Everything is told in pixels of the picture as it came, so
/// that a step can be taken back without touching the others.
struct PictureEdits {
    QRect crop;            ///< null: the whole picture
    int quarterTurns = 0;  ///< clockwise, 0 to 3
    QList<Mark> marks;

    bool isEmpty() const { return crop.isNull() && quarterTurns == 0 && marks.isEmpty(); }
    bool hasRedactions() const;
    void turn(int quarters) { quarterTurns = ((quarterTurns + quarters) % 4 + 4) % 4; }
    bool operator==(const PictureEdits&) const = default;
};

/// The part of a picture of that size that stays; never empty.
QRect keptPart(const PictureEdits& edits, const QSize& size);

/// From pixels of the picture as it came to those of the picture as it will be.
QTransform toEdited(const PictureEdits& edits, const QSize& size);

/// Draws marks onto a picture of that size, in its own pixels. A redaction is opaque and covers every pixel
/// that it touches.
void paintMarks(QPainter& painter, const QList<Mark>& marks, const QSize& size);

/// Cut and turned, without its marks.
QImage cutAndTurned(const QImage& image, const PictureEdits& edits);

/// The picture as it will be sent: an image of its own that shares nothing with the old one. Any thread.
QImage edited(const QImage& image, const PictureEdits& edits);

/// The steps of one edit, with undo and redo.
class EditHistory final {
 public:
    const PictureEdits& now() const { return m_steps[m_at]; }
    void add(const PictureEdits& edits);
    bool canUndo() const { return m_at > 0; }
    bool canRedo() const { return m_at + 1 < m_steps.size(); }
    void undo() { m_at -= canUndo() ? 1 : 0; }
    void redo() { m_at += canRedo() ? 1 : 0; }

 private:
    QList<PictureEdits> m_steps{PictureEdits{}};
    qsizetype m_at = 0;
};

}  // namespace app
