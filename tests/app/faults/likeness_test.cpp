// What the bundled model sees in pictures: the same thing is near, another one far.
#include <algorithm>

#include <QBuffer>
#include <QDir>
#include <QPainter>
#include <QtTest>

#include "app/faults/picture_print.h"
#include "app/faults/picture_view.h"
#include "app/images/image_import.h"
#include "engine/engine.h"

using app::PicturePrint;
using app::PictureView;

namespace {

const QString samples = QStringLiteral(GLANCEDESK_SOURCE_DIR "/resources/samples/");

struct Variant {
    QString name;
    QImage image;
};

QImage scaled(const QImage& image, double factor) {
    return image.scaled(image.size() * factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage cut(const QImage& image, double left, double top, double right, double bottom) {
    const QRectF part(image.width() * left, image.height() * top, image.width() * (1 - left - right),
                      image.height() * (1 - top - bottom));
    return image.copy(part.toRect());
}

/// Another time of day in the corner.
QImage withAnotherClock(const QImage& image) {
    QImage other = image.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&other);
    painter.fillRect(
        QRectF(other.width() * 0.86, other.height() * 0.94, other.width() * 0.06, other.height() * 0.02),
        Qt::darkGray);
    return other;
}

/// In the middle of a larger window.
QImage inALargerWindow(const QImage& image) {
    QImage larger(image.size() * 1.15, QImage::Format_RGB32);
    larger.fill(image.pixelColor(2, 2));
    QPainter(&larger).drawImage(QPoint(image.width() * 7 / 100, image.height() * 5 / 100), image);
    return larger;
}

QImage asJpeg(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 40);
    return QImage::fromData(bytes);
}

QList<Variant> near(const QImage& image) {
    return {{"scaled to 75 %", scaled(image, 0.75)},
            {"scaled to 140 %", scaled(image, 1.4)},
            {"JPEG", asJpeg(image)},
            {"another clock", withAnotherClock(image)}};
}

QList<Variant> cutOrMoved(const QImage& image) {
    return {{"cut by 3 %", cut(image, 0.03, 0.03, 0.03, 0.03)},
            {"cut by 8 %", cut(image, 0.08, 0.08, 0.08, 0.08)},
            {"without its left 15 %", cut(image, 0.15, 0, 0, 0)},
            {"without its upper 15 %", cut(image, 0, 0.15, 0, 0)},
            {"in a larger window", inALargerWindow(image)}};
}

}  // namespace

class LikenessTest final : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        engine::LoadOptions options;
        options.folder = GLANCEDESK_SOURCE_DIR "/resources/models/demo";
        options.threads = 1;  // a busy machine has no more to give
        options.device.kind = engine::DeviceChoice::Kind::Cpu;
        auto loaded = engine::Engine::load(options);
        QVERIFY(loaded);
        m_engine = std::move(loaded.value());
        for (const QString& name : QDir(samples).entryList({"*.png"})) {
            const QImage image(samples + name);
            m_known += {name, image, viewOf(image)};
            QVERIFY(!m_known.last().view.isEmpty());
        }
        QVERIFY(m_known.size() >= 8);
    }

    void theSamePictureIsTheSameThing() {
        for (const Known& known : m_known) {
            for (const Variant& variant : near(known.image)) {
                const double likeness = *app::likenessOf(viewOf(variant.image), known.view);
                QVERIFY2(likeness >= PictureView::same,
                         qPrintable(QString("%1, %2: %3").arg(known.name, variant.name).arg(likeness)));
            }
        }
    }

    void anotherPictureIsAnotherThing() {
        double most = 0;
        for (const Known& one : m_known) {
            for (const Known& other : m_known) {
                if (one.name == other.name) continue;
                const double likeness = *app::likenessOf(one.view, other.view);
                most = std::max(most, likeness);
                QVERIFY2(likeness < PictureView::same,
                         qPrintable(QString("%1, %2: %3").arg(one.name, other.name).arg(likeness)));
            }
        }
        qInfo("two different samples: at most %.3f alike", most);
    }

    /// The view finds most of what the print misses, and takes nothing else for it.
    void whatWasCutOrMovedIsFoundByTheView() {
        int all = 0;
        int byPrint = 0;
        int byView = 0;
        int byEither = 0;
        for (const Known& known : m_known) {
            const PicturePrint print = PicturePrint::of(known.image);
            for (const Variant& variant : cutOrMoved(known.image)) {
                const PictureView view = viewOf(variant.image);
                const bool looksSo = app::distanceOf(PicturePrint::of(variant.image), print).isMatch();
                const bool isSeenSo = *app::likenessOf(view, known.view) >= PictureView::same;
                ++all;
                byPrint += looksSo;
                byView += isSeenSo;
                byEither += looksSo || isSeenSo;
                for (const Known& other : m_known) {
                    if (other.name == known.name) continue;
                    QVERIFY2(*app::likenessOf(view, other.view) < PictureView::same,
                             qPrintable(
                                 QString("%1, %2: taken for %3").arg(known.name, variant.name, other.name)));
                }
            }
        }
        qInfo("of %d cut or moved pictures the print finds %d, the view %d, either of them %d", all, byPrint,
              byView, byEither);
        QVERIFY(byView > byPrint);
        QVERIFY(byEither * 2 > all);
    }

 private:
    struct Known {
        QString name;
        QImage image;
        PictureView view;
    };

    PictureView viewOf(const QImage& image) const {
        const auto picture =
            std::get<app::Picture>(app::ImageImport().fromImage(image, QStringLiteral("picture.png")));
        const auto seen = m_engine->embed({picture.pixels}, {});
        return seen ? PictureView::of(QStringLiteral("demo"), seen.value()) : PictureView();
    }

    std::unique_ptr<engine::Engine> m_engine;
    QList<Known> m_known;
};

QTEST_GUILESS_MAIN(LikenessTest)
#include "likeness_test.moc"
