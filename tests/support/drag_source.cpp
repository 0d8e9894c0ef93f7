// Another program's window with a picture in it, which the end-to-end tests drag out with a real mouse.
//   drag_source FILE          drags the file, as a file manager does
//   drag_source FILE --pixels drags its pixels, as a browser or viewer does
#include <cstdio>

#include <QApplication>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

class DragSource final : public QLabel {
 public:
    DragSource(QString file, bool pixels) : m_file(std::move(file)), m_pixels(pixels) {
        setPixmap(QPixmap(m_file).scaled(180, 120, Qt::KeepAspectRatio));
        setAlignment(Qt::AlignCenter);
        setFixedSize(200, 140);
        setWindowTitle("drag_source");
    }

 protected:
    void mousePressEvent(QMouseEvent* event) override { m_pressed = event->pos(); }
    void mouseMoveEvent(QMouseEvent* event) override {
        if (!(event->buttons() & Qt::LeftButton)) return;
        if ((event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
        auto* mime = new QMimeData;
        if (m_pixels) {
            mime->setImageData(QImage(m_file));
        } else {
            mime->setUrls({QUrl::fromLocalFile(m_file)});
        }
        auto* drag = new QDrag(this);
        drag->setMimeData(mime);
        const Qt::DropAction action = drag->exec(Qt::CopyAction);
        std::puts(action == Qt::CopyAction ? "taken" : "refused");
        std::fflush(stdout);
    }

 private:
    QString m_file;
    QPoint m_pressed;
    bool m_pixels;
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) return 2;
    DragSource source(arguments[1], arguments.contains("--pixels"));
    source.show();
    return QApplication::exec();
}
