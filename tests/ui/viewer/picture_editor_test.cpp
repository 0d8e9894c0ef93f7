#include "ui/viewer/picture_editor.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include "ui/viewer/picture_canvas.h"

using app::MarkKind;
using ui::EditTool;
using ui::PictureEditor;

namespace {

app::Picture picture(const QSize& size) {
    app::Picture picture;
    picture.name = "a.png";
    picture.image = QImage(size, QImage::Format_RGB32);
    picture.image.fill(QColor(90, 160, 220));
    return picture;
}

struct Editor {
    explicit Editor(const QSize& size) : dialog(new PictureEditor(picture(size))) {
        dialog->open();
        isActive = QTest::qWaitForWindowActive(dialog);  // keys work in the active window alone
    }
    ~Editor() { delete dialog; }

    /// In pixels of the picture that is shown.
    QPoint at(const QPointF& point) const { return dialog->canvas().toView().map(point).toPoint(); }
    void drag(const QPointF& from, const QPointF& to) const {
        QTest::mousePress(&dialog->canvas(), Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&dialog->canvas(), at((from + to) / 2));
        QTest::mouseMove(&dialog->canvas(), at(to));
        QTest::mouseRelease(&dialog->canvas(), Qt::LeftButton, {}, at(to));
    }
    template <class T>
    T* find(const char* name) const {
        return dialog->findChild<T*>(QString::fromLatin1(name));
    }
    void press(const char* button) const { find<QToolButton>(button)->click(); }
    const app::PictureEdits& edits() const { return dialog->edits(); }
    QColor shown(const QPointF& point) const {
        return dialog->canvas().grab().toImage().pixelColor(at(point));
    }

    QPointer<PictureEditor> dialog;
    bool isActive = false;
};

}  // namespace

class PictureEditorTest final : public QObject {
    Q_OBJECT

 private slots:
    void aRedactionIsDrawnWithTheMouseAndSeenAtOnce() {
        Editor editor({400, 300});
        QCOMPARE(editor.dialog->layer().tool(), EditTool::Redact);  // what matters most needs no choosing
        editor.drag({100, 100}, {200, 150});
        QCOMPARE(editor.edits().marks.size(), 1);
        QCOMPARE(editor.edits().marks.first().kind, MarkKind::Redaction);
        const QRectF drawn =
            QRectF(editor.edits().marks.first().from, editor.edits().marks.first().to).normalized();
        QVERIFY(QRectF(98, 98, 104, 54).contains(drawn) && drawn.contains(QRectF(102, 102, 96, 46)));
        QCOMPARE(editor.shown({150, 125}), QColor(Qt::black));
        QCOMPARE(editor.shown({250, 125}), QColor(90, 160, 220));
    }

    void everythingIsTakenBackAndDoneAgain() {
        Editor editor({400, 300});
        editor.drag({100, 100}, {200, 150});
        editor.press("turnRight");
        QCOMPARE(editor.dialog->canvas().image().size(), QSize(300, 400));
        QTest::keyClick(editor.dialog, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.dialog->canvas().image().size(), QSize(400, 300));
        QTest::keyClick(editor.dialog, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(editor.edits().isEmpty());
        QVERIFY(!editor.find<QToolButton>("undoEdit")->isEnabled());
        QCOMPARE(editor.shown({150, 125}), QColor(90, 160, 220));
        editor.press("redoEdit");
        QCOMPARE(editor.edits().marks.size(), 1);
    }

    void aMarkStaysWhereItIsWhenThePictureIsTurnedAndCut() {
        Editor editor({400, 300});
        editor.press("turnRight");
        editor.press("redactTool");
        editor.drag({20, 20}, {80, 60});  // at the upper left of the turned picture
        QCOMPARE(editor.shown({50, 40}), QColor(Qt::black));
        editor.press("turnLeft");
        // Turning right had brought the lower left corner there.
        QCOMPARE(editor.shown({40, 300 - 50}), QColor(Qt::black));
        editor.press("cropTool");
        editor.drag({0, 200}, {200, 300});
        const QSize cut = editor.dialog->canvas().image().size();
        QVERIFY(qAbs(cut.width() - 200) <= 2 && qAbs(cut.height() - 100) <= 2);
        QCOMPARE(editor.shown({40, cut.height() - 50.0}), QColor(Qt::black));
    }

    void theKeyboardIsEnough() {
        Editor editor({400, 300});
        QWidget* canvas = &editor.dialog->canvas();
        QTest::keyClick(editor.dialog, Qt::Key_B);
        QCOMPARE(editor.dialog->layer().tool(), EditTool::Box);
        QTest::keyClick(canvas, Qt::Key_Right);  // it appears in the middle
        QVERIFY(editor.dialog->layer().isDrawing());
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ControlModifier);
        QTest::keyClick(canvas, Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(editor.edits().marks.size(), 1);
        const app::Mark mark = editor.edits().marks.first();
        QCOMPARE(mark.kind, MarkKind::Box);
        QCOMPARE(qRound(mark.from.x()), 151);  // the middle half of a quarter's width, one to the right
        QCOMPARE(qRound(mark.to.y() - mark.from.y()), 76);
        // Esc drops what is being drawn, and only then leaves.
        QTest::keyClick(canvas, Qt::Key_Left);
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!editor.dialog->layer().isDrawing());
        QVERIFY(editor.dialog->isVisible());
        QCOMPARE(editor.edits().marks.size(), 1);
    }

    void aSlipOfTheHandDrawsNothing() {
        Editor editor({400, 300});
        editor.drag({100, 100}, {101, 101});
        QVERIFY(editor.edits().isEmpty());
        QVERIFY(!editor.find<QPushButton>("useEdited")->isEnabled());
    }

    void enterUsesThePictureOnce() {
        Editor editor({400, 300});
        QSignalSpy used(editor.dialog, &PictureEditor::used);
        editor.drag({100, 100}, {200, 150});
        QTest::keyClick(&editor.dialog->canvas(), Qt::Key_Return);
        QCOMPARE(used.size(), 1);
        QTRY_VERIFY(editor.dialog.isNull());
    }

    void escapeAsksBeforeWorkIsLost() {
        Editor editor({400, 300});
        QSignalSpy used(editor.dialog, &PictureEditor::used);
        editor.drag({100, 100}, {200, 150});
        QTest::keyClick(editor.dialog, Qt::Key_Escape);
        auto* question = editor.find<QMessageBox>("discardQuestion");
        QVERIFY(question && question->isVisible());
        QVERIFY(editor.dialog->isVisible());
        question->findChild<QPushButton*>("goOnEditing")->click();
        QVERIFY(editor.dialog->isVisible());
        QTest::keyClick(editor.dialog, Qt::Key_Escape);
        QPushButton* discard = nullptr;
        for (auto* box : editor.dialog->findChildren<QMessageBox*>("discardQuestion")) {
            if (box->isVisible()) discard = box->findChild<QPushButton*>("discardEdits");
        }
        QVERIFY(discard);
        discard->click();
        QTRY_VERIFY(editor.dialog.isNull());
        QCOMPARE(used.size(), 0);
    }

    void theMoveToolMovesAndDrawsNothing() {
        Editor editor({4000, 3000});
        editor.press("moveTool");
        editor.press("actualSize");
        const QPointF before = editor.dialog->canvas().toView().map(QPointF(0, 0));
        QTest::mousePress(&editor.dialog->canvas(), Qt::LeftButton, {}, {300, 300});
        QTest::mouseMove(&editor.dialog->canvas(), {340, 320});
        QTest::mouseRelease(&editor.dialog->canvas(), Qt::LeftButton, {}, {340, 320});
        QCOMPARE(editor.dialog->canvas().toView().map(QPointF(0, 0)), before + QPointF(40, 20));
        QVERIFY(editor.edits().isEmpty());
    }
};

QTEST_MAIN(PictureEditorTest)
#include "picture_editor_test.moc"
