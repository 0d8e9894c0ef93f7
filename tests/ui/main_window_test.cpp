#include "ui/main_window.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

#include "tests/ui/desk.h"
#include "ui/chat/drop_overlay.h"
#include "ui/common/banner.h"
#include "ui/viewer/picture_editor.h"

using test::Desk;
using test::FakeGenerator;

namespace {

QUrl sample(const char* name) {
    return QUrl::fromLocalFile(QString(GLANCEDESK_SOURCE_DIR "/resources/samples/") + name);
}

/// What another program's drag does to the window: enter, move, and the drop if the move was accepted.
struct Drag {
    Drag(Desk& to, const QMimeData& mime) : desk(to), data(mime) {
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&desk.window, &enter);
        QDragMoveEvent move(QPoint(210, 200), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                            Qt::NoModifier);
        QApplication::sendEvent(&desk.window, &move);
        accepted = move.isAccepted();
    }
    void drop() {
        QDropEvent event(QPointF(210, 200), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(&desk.window, &event);
        action = event.dropAction();
    }
    void leave() {
        QDragLeaveEvent event;
        QApplication::sendEvent(&desk.window, &event);
    }
    Desk& desk;
    const QMimeData& data;
    bool accepted = false;
    Qt::DropAction action = Qt::IgnoreAction;
};

}  // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

 private slots:
    void aDroppedPictureIsAskedAboutAndAnswered() {
        Desk desk({FakeGenerator::answer("The light is **red**.")});
        QMimeData mime;
        mime.setUrls({sample("router_red_light.png")});
        Drag drag(desk, mime);
        QVERIFY(drag.accepted);
        auto* overlay = desk.find<ui::DropOverlay>("dropOverlay");
        QVERIFY(overlay->isVisible());
        QCOMPARE(overlay->headline(), QString("Drop to attach 1 picture"));
        drag.drop();
        QCOMPARE(drag.action, Qt::CopyAction);  // the other program must not delete its file
        QVERIFY(!overlay->isVisible());
        desk.ask("What does it mean?");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QCOMPARE(desk.lastTurn().pictures.size(), 1);
        QCOMPARE(test::picturesOf(desk.generator->requests().front().messages.back()).size(), std::size_t(1));
        QVERIFY(desk.composer().question().isEmpty());
        QVERIFY(desk.composer().attachments().items().isEmpty());
    }

    void aBadDragSaysWhyAndIsRefused() {
        Desk desk;
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(desk.folder.path())});
        Drag drag(desk, mime);
        QVERIFY(!drag.accepted);
        auto* overlay = desk.find<ui::DropOverlay>("dropOverlay");
        QVERIFY(overlay->isVisible());
        QVERIFY(overlay->detail().contains("is a folder"));
        drag.leave();
        QVERIFY(!overlay->isVisible());
    }

    void goodFilesAreTakenAndBadOnesSaid() {
        Desk desk;
        QMimeData mime;
        mime.setUrls(
            {sample("router_red_light.png"), QUrl::fromLocalFile(desk.folder.filePath("settings.ini"))});
        Drag drag(desk, mime);
        QVERIFY(drag.accepted);
        drag.drop();
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        auto* banner = desk.find<ui::Banner>("banner");
        QVERIFY(banner->isVisible());
        QVERIFY(banner->sentence().contains("settings.ini"));
    }

    void aFileThatOnlyLooksLikeAPictureGetsOneSentence() {
        Desk desk;
        QFile file(desk.folder.filePath("fake.png"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no picture");
        file.close();
        desk.window.attach({file.fileName()});
        auto* banner = desk.find<ui::Banner>("banner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->sentence().contains("fake.png"));
        desk.find<QToolButton>("bannerClose")->click();
        QVERIFY(!banner->isVisible());
    }

    void picturesArePastedFromTheClipboard() {
        Desk desk;
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(Qt::green);
        QGuiApplication::clipboard()->setImage(image);
        QTest::keyClick(&desk.composer().edit(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        QCOMPARE(desk.composer().pictures().first().image.size(), QSize(30, 20));
    }

    void stopEndsTheAnswerAndKeepsWhatIsThere() {
        Desk desk({FakeGenerator::answer("Half"), FakeGenerator::Block{}, FakeGenerator::answer(" more")});
        desk.ask("q");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        QTRY_COMPARE(desk.lastTurn().answer, QString("Half"));
        auto* send = desk.find<QToolButton>("sendButton");
        QCOMPARE(send->accessibleName(), QString("Stop the answer"));
        send->click();
        QCOMPARE(desk.lastTurn().state, app::TurnState::Stopped);
        QCOMPARE(desk.lastTurn().answer, QString("Half"));
        QCOMPARE(send->accessibleName(), QString("Send"));
    }

    void escStopsToo() {
        Desk desk({FakeGenerator::Block{}});
        desk.ask("q");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        QVERIFY(desk.find<QAction>("actionStop")->isEnabled());
        QCOMPARE(desk.find<QAction>("actionStop")->shortcut(), QKeySequence("Esc"));
        desk.find<QAction>("actionStop")->trigger();
        QCOMPARE(desk.lastTurn().state, app::TurnState::Stopped);
        QVERIFY(!desk.find<QAction>("actionStop")->isEnabled());
    }

    void theNextQuestionMayBeWrittenWhileAnAnswerStreams() {
        Desk desk({FakeGenerator::Block{}});
        desk.ask("first");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        desk.ask("second");
        QCOMPARE(desk.services.chat().conversation().turns.size(), 1);
        QCOMPARE(desk.composer().question(), QString("second"));
        desk.generator->release();
        QTRY_VERIFY(!desk.services.chat().isBusy());
        QTest::keyClick(&desk.composer().edit(), Qt::Key_Return);
        QCOMPARE(desk.services.chat().conversation().turns.size(), 2);
    }

    void regenerateReplacesTheAnswer() {
        Desk desk({FakeGenerator::answer("first")});
        desk.ask("q");
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        desk.generator->script = {FakeGenerator::answer("second")};
        auto* again = desk.find<QToolButton>("regenerateAnswer");
        QTRY_VERIFY(again->isVisible());
        again->click();
        QTRY_COMPARE(desk.lastTurn().answer, QString("second"));
        QCOMPARE(desk.services.chat().conversation().turns.size(), 1);
    }

    void copyGivesMarkdownOrPlainText() {
        Desk desk({FakeGenerator::answer("- **red** light")});
        desk.ask("q");
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QTRY_VERIFY(desk.find<QToolButton>("copyAnswer")->isVisible());
        desk.find<QToolButton>("copyAnswer")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("- **red** light"));
        desk.find<QToolButton>("copyPlainAnswer")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("- red light"));
        QGuiApplication::clipboard()->clear();
        desk.find<QAction>("actionCopyAnswer")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("- **red** light"));
    }

    void aFailedAnswerSaysWhyAndCanBeRetried() {
        Desk desk;
        engine::Error error;
        error.code = engine::ErrorCode::PromptTooLong;
        error.numbers = {9000, 2048};
        desk.generator->error = error;
        desk.ask("q");
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Failed);
        QVERIFY(!desk.lastTurn().problem.isEmpty());
        auto* retry = desk.find<QToolButton>("regenerateAnswer");
        QTRY_VERIFY(retry->isVisible());
        QCOMPARE(retry->text(), QString("Retry"));
        desk.generator->error.reset();
        desk.generator->script = {FakeGenerator::answer("fine")};
        retry->click();
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
    }

    void aScrolledUpAgentIsLeftAlone() {
        Desk desk({FakeGenerator::answer(QString("line\n\n").repeated(100).toStdString()),
                   FakeGenerator::Block{},
                   FakeGenerator::answer(QString("more\n\n").repeated(50).toStdString())});
        desk.ask("q");
        QTRY_VERIFY(desk.generator->timesBlocked() >= 1);
        QScrollBar* bar = desk.list().verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 500);
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(100);
        const int before = bar->value();
        auto* jump = desk.find<QPushButton>("jumpButton");
        QVERIFY(jump->isVisible());
        desk.generator->release();
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QCOMPARE(bar->value(), before);
        jump->click();
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(!jump->isVisible());
    }

    void aNewConversationIsEmpty() {
        Desk desk({FakeGenerator::answer("a")});
        QVERIFY(desk.find<QWidget>("welcomePage")->isVisible());
        desk.ask("q");
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QVERIFY(!desk.find<QWidget>("welcomePage")->isVisible());
        desk.find<QAction>("actionNew")->trigger();
        QVERIFY(desk.find<QWidget>("welcomePage")->isVisible());
        QCOMPARE(desk.list().model()->rowCount(), 0);
    }

    void aSampleIsAttachedWithAQuestion() {
        Desk desk;
        auto* card = desk.find<QToolButton>("sample1");
        QVERIFY(card);
        card->click();
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        QVERIFY(!desk.composer().question().isEmpty());
    }

    void pictureButtonOpensADialogThatAttaches() {
        Desk desk;
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        desk.find<QToolButton>("attachButton")->click();
        auto* dialog = desk.find<QFileDialog>("pictureDialog");
        QVERIFY(dialog && dialog->isVisible());
        emit dialog->filesSelected({sample("router_red_light.png").toLocalFile()});
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        dialog->close();
    }

    void anAttachedPictureOpensLarge() {
        Desk desk;
        desk.window.attach({sample("router_red_light.png").toLocalFile()});
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        const int ticket = desk.composer().attachments().items().first().ticket;
        desk.composer().findChild<QToolButton*>(QString("openAttachment%1").arg(ticket))->click();
        auto* editor = desk.find<ui::PictureEditor>("pictureEditor");
        QVERIFY(editor && editor->isVisible());
        QVERIFY(editor->windowTitle().contains("router_red_light.png"));
        editor->close();
    }

    void theModelIsNamed() {
        Desk desk;
        QTRY_COMPARE(desk.services.models().state(), app::ModelState::Ready);
        QTRY_COMPARE(desk.find<QLabel>("modelName")->text(), QString("fake"));
        QVERIFY(!desk.find<QLabel>("demoBadge")->isVisible());
    }

    void theThemeIsSwitchedAndRemembered() {
        Desk desk;
        desk.find<QAction>("themeDark")->trigger();
        QCOMPARE(ui::schemeOf(desk.window.palette()), ui::Scheme::Dark);
        QCOMPARE(desk.services.settings().theme(), app::Theme::Dark);
        desk.find<QAction>("themeLight")->trigger();
        QCOMPARE(ui::schemeOf(desk.window.palette()), ui::Scheme::Light);
    }

    void theSizeIsRemembered() {
        QByteArray geometry;
        {
            Desk desk;
            desk.window.resize(777, 555);
            desk.window.close();
            geometry = desk.services.settings().windowGeometry();
        }
        QWidget other;
        QVERIFY(other.restoreGeometry(geometry));
        QCOMPARE(other.size(), QSize(777, 555));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
