#include "ui/chat/question_edit.h"

#include <QInputMethodEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using ui::QuestionEdit;

namespace {

void compose(QuestionEdit& edit, const QString& preedit) {
    QInputMethodEvent event(preedit, {});
    QCoreApplication::sendEvent(&edit, &event);
}

void commit(QuestionEdit& edit, const QString& text) {
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(&edit, &event);
}

}  // namespace

class QuestionEditTest final : public QObject {
    Q_OBJECT

 private slots:
    void enterSends() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        QTest::keyClicks(&edit, "hello");
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClick(&edit, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(sent.count(), 2);
        QCOMPARE(edit.toPlainText(), QString("hello"));
    }

    void shiftEnterStartsANewLine() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        QTest::keyClicks(&edit, "a");
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(&edit, "b");
        QCOMPARE(sent.count(), 0);
        QCOMPARE(edit.toPlainText(), QString("a\nb"));
    }

    void enterWhileAnInputMethodComposesDoesNotSend() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        compose(edit, "hong deng");
        QVERIFY(edit.isComposing());
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(sent.count(), 0);
        QVERIFY(!edit.toPlainText().contains('\n'));
        commit(edit, "红灯");
        QCOMPARE(edit.toPlainText(), QString("红灯"));
        QCOMPARE(sent.count(), 0);
    }

    void enterAfterTheCommitSends() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        compose(edit, "hong");
        commit(edit, "红");
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
    }

    void enterAfterACancelledCompositionSends() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        compose(edit, "hong");
        compose(edit, {});
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
    }

    void aHeldEnterSendsOnce() {
        QuestionEdit edit;
        QSignalSpy sent(&edit, &QuestionEdit::sendRequested);
        QKeyEvent first(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, "\r");
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, "\r", true);
        QCoreApplication::sendEvent(&edit, &first);
        QCoreApplication::sendEvent(&edit, &repeated);
        QCOMPARE(sent.count(), 1);
    }

    void growsToALimit() {
        QuestionEdit edit;
        edit.show();
        const int one = edit.height();
        edit.setPlainText("1\n2\n3");
        const int three = edit.height();
        QVERIFY(three > one);
        edit.setPlainText(QString("x\n").repeated(50));
        const int limit = edit.height();
        QVERIFY(limit > three);
        edit.setPlainText(QString("x\n").repeated(500));
        QCOMPARE(edit.height(), limit);
        edit.clear();
        QCOMPARE(edit.height(), one);
    }

    void tabLeavesTheField() {
        QuestionEdit edit;
        QVERIFY(edit.tabChangesFocus());
    }
};

QTEST_MAIN(QuestionEditTest)
#include "question_edit_test.moc"
