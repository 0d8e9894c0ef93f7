// What was blacked out before sending is in nothing that is sent, stored or exported.
#include <QDirIterator>
#include <QPushButton>
#include <QToolButton>

#include "app/conversations/conversation_library.h"
#include "app/exporting/exporter.h"
#include "engine/image.h"
#include "tests/ui/desk.h"
#include "ui/chat/attachment_strip.h"
#include "ui/viewer/edit_layer.h"
#include "ui/viewer/picture_editor.h"

using test::Desk;
using test::FakeGenerator;

namespace {

constexpr QRgb kSecret = qRgb(201, 37, 149);  ///< nothing else in the picture has this colour
const QRect kWhere(40, 30, 60, 20);

QString secretPicture(const QTemporaryDir& folder) {
    QImage image(160, 120, QImage::Format_RGB32);
    image.fill(QColor(230, 235, 240));
    for (int y = kWhere.top(); y <= kWhere.bottom(); ++y) {
        for (int x = kWhere.left(); x <= kWhere.right(); ++x)
            image.setPixel(x, y, kSecret);
    }
    image.setText("Comment", "Card 6222 0212 3456 7890");
    const QString path = folder.filePath("card.png");
    return image.save(path) ? path : QString();
}

bool hasSecret(const QImage& image) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if ((image.pixel(x, y) & RGB_MASK) == (kSecret & RGB_MASK)) return true;
        }
    }
    return false;
}

bool hasSecret(const engine::Image& image) {
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        if (image.rgb[i] == qRed(kSecret) && image.rgb[i + 1] == qGreen(kSecret) &&
            image.rgb[i + 2] == qBlue(kSecret)) {
            return true;
        }
    }
    return false;
}

/// The names of files below a folder that hold the secret in any form.
QStringList leaks(const QString& folder, const QByteArray& original) {
    QStringList leaking;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QByteArray bytes = file.readAll();
        QImage image;
        image.loadFromData(bytes);
        if (bytes.contains(original.mid(60, 40)) || bytes.contains("6222 0212") || hasSecret(image))
            leaking += file.fileName();
    }
    return leaking;
}

void redact(Desk& desk) {
    desk.find<QToolButton>(
            qPrintable(QString("openAttachment%1").arg(desk.composer().attachments().items().first().ticket)))
        ->click();
    auto* editor = desk.find<ui::PictureEditor>("pictureEditor");
    QVERIFY(editor);
    emit editor->layer().drawn(ui::EditTool::Redact, kWhere.topLeft(), kWhere.bottomRight() + QPoint(1, 1));
    editor->findChild<QPushButton*>("useEdited")->click();
    QVERIFY(desk.composer().pictures().isEmpty());  // from now on the old one is not there to be sent
    QTRY_COMPARE(desk.composer().pictures().size(), 1);
}

}  // namespace

class RedactionTest final : public QObject {
    Q_OBJECT

 private slots:
    void redactedPixelsAreSentAndStoredAndExportedNowhere() {
        QTemporaryDir elsewhere;
        const QString path = secretPicture(elsewhere);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray original = file.readAll();

        Desk desk({FakeGenerator::answer("ok")});
        desk.window.attach({path});
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        // The draft with the picture as it came is on disk before the agent redacts it.
        QTRY_COMPARE(desk.services.library().draft(0).pictures.size(), 1);
        QVERIFY(!leaks(desk.folder.path(), original).isEmpty());  // the search sees what there is to see

        redact(desk);
        const QByteArray hash = desk.composer().pictures().first().hash;
        QTRY_VERIFY(!desk.services.library().draft(0).pictures.isEmpty() &&
                    desk.services.library().draft(0).pictures.first().hash == hash);
        QCOMPARE(leaks(desk.folder.path(), original), QStringList());

        desk.ask("What is this?");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        const auto requests = desk.generator->requests();
        const auto sent = test::picturesOf(requests.front().messages.back());
        QCOMPARE(sent.size(), std::size_t(1));
        QVERIFY(!hasSecret(*sent.front()));
        QVERIFY(!hasSecret(desk.lastTurn().pictures.first().thumbnail));
        QCOMPARE(leaks(desk.folder.path(), original), QStringList());

        QSignalSpy exported(&desk.services.exporter(), &app::Exporter::exported);
        const std::int64_t id = desk.services.chat().conversation().id;
        QDir(desk.folder.path()).mkdir("out");
        desk.services.exporter().exportTo(desk.folder.filePath("out/a.json"), {id}, app::ExportFormat::Json);
        desk.services.exporter().exportTo(desk.folder.filePath("out/a.html"), {id}, app::ExportFormat::Html);
        QTRY_COMPARE(exported.size(), 2);
        const QByteArray base64 = original.mid(60, 39).toBase64();
        for (const char* name : {"out/a.json", "out/a.html"}) {
            QFile out(desk.folder.filePath(name));
            QVERIFY(out.open(QIODevice::ReadOnly));
            QVERIFY(!out.readAll().contains(base64));
        }
    }

    void aPictureThatIsRemovedBeforeSendingLeavesNothing() {
        QTemporaryDir elsewhere;
        const QString path = secretPicture(elsewhere);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray original = file.readAll();
        Desk desk;
        desk.window.attach({path});
        QTRY_COMPARE(desk.services.library().draft(0).pictures.size(), 1);
        desk.composer().attachments().clear();
        QTRY_VERIFY(desk.services.library().draft(0).isEmpty());
        QCOMPARE(leaks(desk.folder.path(), original), QStringList());
    }

    void theEditedPictureStaysInItsPlace() {
        QTemporaryDir elsewhere;
        Desk desk;
        desk.window.attach(
            {secretPicture(elsewhere), GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png"});
        QTRY_COMPARE(desk.composer().pictures().size(), 2);
        desk
            .find<QToolButton>(qPrintable(
                QString("openAttachment%1").arg(desk.composer().attachments().items().first().ticket)))
            ->click();
        auto* editor = desk.find<ui::PictureEditor>("pictureEditor");
        emit editor->layer().drawn(ui::EditTool::Crop, {0, 0}, {50, 50});
        editor->findChild<QPushButton*>("useEdited")->click();
        QTRY_COMPARE(desk.composer().pictures().size(), 2);
        QCOMPARE(desk.composer().pictures().first().name, QString("card.png"));
        QCOMPARE(desk.composer().pictures().first().image.size(), QSize(50, 50));
        const int ticket = desk.composer().attachments().items().first().ticket;
        const int other = desk.composer().attachments().items().last().ticket;
        const auto x = [&](int id) {
            return desk.find<QFrame>(qPrintable(QString("attachment%1").arg(id)))->x();
        };
        QTRY_VERIFY(x(ticket) < x(other));
    }
};

QTEST_MAIN(RedactionTest)
#include "redaction_test.moc"
