#pragma once

#include <QDialog>

#include "app/images/picture.h"
#include "app/images/picture_edits.h"
#include "ui/viewer/edit_layer.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

class PictureCanvas;
class ViewerBar;

/// A picture that isn't sent yet, large: cut to the part that matters, turned, with arrows and boxes, and
/// with opaque redactions. Nothing is changed until the agent uses the edited picture.
class PictureEditor final : public QDialog {
    Q_OBJECT

 public:
    explicit PictureEditor(const app::Picture& picture, QWidget* parent = nullptr);
    ~PictureEditor() override;

    const app::PictureEdits& edits() const { return m_history.now(); }
    PictureCanvas& canvas() const { return *m_canvas; }
    EditLayer& layer() const { return *m_layer; }
    void setTool(EditTool tool);

 signals:
    void used(const app::PictureEdits& edits);

 public slots:
    void accept() override;
    /// Asks first where there is something to lose.
    void reject() override;

 private:
    void buildTools(ViewerBar& bar);
    void buildEnd(ViewerBar& bar);
    void add(EditTool tool, const QPointF& from, const QPointF& to);
    void turn(int quarters);
    void refresh();
    void describe();

    const app::Picture m_picture;
    app::EditHistory m_history;
    app::PictureEdits m_shown;  ///< what the canvas shows cut and turned
    EditLayer* m_layer;
    PictureCanvas* m_canvas;
    QButtonGroup* m_tools;
    QToolButton* m_undo = nullptr;
    QToolButton* m_redo = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_info = nullptr;
    QPushButton* m_use = nullptr;
};

}  // namespace ui
