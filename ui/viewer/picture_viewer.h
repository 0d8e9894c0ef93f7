#pragma once

#include <QDialog>
#include <QList>

#include "app/images/picture.h"

class QLabel;
class QListWidget;
class QToolButton;

namespace ui {

class BoxLayer;
class PictureCanvas;

/// A place on a picture that an answer speaks of.
struct SpokenPlace {
    int picture = 0;   ///< index among those that are shown
    QRectF place;      ///< 0 to 1
    QString sentence;  ///< of the answer
};

/// Shows the pictures of a question large, one at a time, with the places that answers speak of: a click on
/// one finds its sentence, a sentence finds its place. Esc closes.
class PictureViewer final : public QDialog {
    Q_OBJECT

 public:
    PictureViewer(QList<app::Picture> pictures, int first, QWidget* parent = nullptr);
    ~PictureViewer() override;

    void setPlaces(const QList<SpokenPlace>& places);

    int current() const { return m_current; }
    PictureCanvas& canvas() const { return *m_canvas; }

 signals:
    /// Index among the places.
    void placeChosen(int place);

 private:
    void showPlaces();
    void choose(int row);
    void show(int index);
    void describe();

    QList<app::Picture> m_pictures;
    int m_current = 0;
    PictureCanvas* m_canvas;
    BoxLayer* m_boxes;
    QList<SpokenPlace> m_places;
    QList<int> m_shownPlaces;  ///< those of the picture that is shown
    QListWidget* m_list;
    QLabel* m_info;
    QToolButton* m_previous;
    QToolButton* m_next;
};

}  // namespace ui
