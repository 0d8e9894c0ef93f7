#include "ui/snippets/snippet_typing.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

#include "app/snippets/snippet_library.h"
#include "tests/ui/desk.h"
#include "ui/common/choice_list.h"
#include "ui/snippets/snippet_dialog.h"
#include "ui/snippets/snippet_popup.h"

using test::Desk;

namespace {

/// A window in which the question has the keyboard.
struct Typing : Desk {
    explicit Typing(app::Language language = app::Language::English)
        : Desk(std::vector<test::FakeGenerator::Step>{}, language) {
        window.activateWindow();
        composer().edit().setFocus();
        if (!QTest::qWaitForWindowActive(&window)) qWarning("The window did not become active");
    }
    ui::QuestionEdit& edit() { return composer().edit(); }
    QFrame& popup() { return *find<QFrame>("snippetPopup"); }
    QString selected() { return edit().textCursor().selectedText(); }
    void put(const QString& name, const QString& text) {
        QCOMPARE(services.snippets().put({name, "title of " + name, text}), QString());
    }
};

}  // namespace

class SnippetTypingTest final : public QObject {
    Q_OBJECT

 private slots:
    void slashOffersSnippetsAndEnterTakesOne() {
        Typing desk;
        QTest::keyClicks(&desk.edit(), "/");
        QVERIFY(desk.popup().isVisible());
        auto* list = desk.find<ui::ChoiceList>("snippetChoices");
        QCOMPARE(list->count(), int(desk.services.snippets().snippets().size()));
        QTest::keyClicks(&desk.edit(), "err");
        QCOMPARE(list->model()->index(0, 0).data().toString(), QString("/error"));
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QVERIFY(!desk.popup().isVisible());
        QVERIFY(desk.edit().toPlainText().startsWith("Quote the error message"));
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());  // nothing was sent
    }

    void arrowsChooseAndTabTakes() {
        Typing desk;
        QTest::keyClicks(&desk.edit(), "/");
        QTest::keyClick(&desk.edit(), Qt::Key_Down);
        QTest::keyClick(&desk.edit(), Qt::Key_Down);
        QTest::keyClick(&desk.edit(), Qt::Key_Up);
        QTest::keyClick(&desk.edit(), Qt::Key_Tab);
        QCOMPARE(desk.edit().toPlainText(), desk.services.snippets().snippets().at(1).text);
        QVERIFY(desk.edit().hasFocus());
    }

    void tabGoesFromBlankToBlank() {
        Typing desk;
        desk.put("zz", "Dear {{name}}, case {{number}}.");
        QTest::keyClicks(&desk.edit(), "/zz");
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QCOMPARE(desk.selected(), QString("{{name}}"));
        QTest::keyClicks(&desk.edit(), "Wang");
        QTest::keyClick(&desk.edit(), Qt::Key_Tab);
        QCOMPARE(desk.selected(), QString("{{number}}"));
        QTest::keyClick(&desk.edit(), Qt::Key_Backtab);
        QCOMPARE(desk.selected(), QString("{{number}}"));  // the only one left
        QTest::keyClicks(&desk.edit(), "7");
        QCOMPARE(desk.edit().toPlainText(), QString("Dear Wang, case 7."));
        QTest::keyClick(&desk.edit(), Qt::Key_Tab);
        QVERIFY(!desk.edit().hasFocus());  // Tab is Tab again
    }

    void severalAreInsertedAtTheCursor() {
        Typing desk;
        desk.put("aa", "first");
        desk.put("bb", "second");
        QTest::keyClicks(&desk.edit(), "Hello /aa");
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QTest::keyClicks(&desk.edit(), " /bb");
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QCOMPARE(desk.edit().toPlainText(), QString("Hello first second"));
    }

    void aSlashInsideAWordIsASlash_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("path") << "C:/Windows/err";
        QTest::newRow("date") << "1/error";
        QTest::newRow("address") << "https://error";
        QTest::newRow("nothing fits") << "/nosuchsnippetatall";
    }
    void aSlashInsideAWordIsASlash() {
        QFETCH(QString, text);
        Typing desk;
        QTest::keyClicks(&desk.edit(), text);
        QVERIFY(!desk.popup().isVisible());
    }

    void escClosesThePopupAndStopsNothing() {
        Typing desk;
        QTest::keyClicks(&desk.edit(), "/e");
        QVERIFY(desk.popup().isVisible());
        QTest::keyClick(&desk.edit(), Qt::Key_Escape);
        QVERIFY(!desk.popup().isVisible());
        QTest::keyClicks(&desk.edit(), "r");
        QVERIFY(!desk.popup().isVisible());  // not for this slash again
        QCOMPARE(desk.edit().toPlainText(), QString("/er"));
    }

    void keysOfAnInputMethodStayItsOwn() {
        Typing desk(app::Language::Chinese);
        QTest::keyClicks(&desk.edit(), "/");
        QInputMethodEvent compose("bao", {});
        QCoreApplication::sendEvent(&desk.edit(), &compose);
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QTest::keyClick(&desk.edit(), Qt::Key_Down);
        QCOMPARE(desk.edit().toPlainText(), QString("/"));
        QInputMethodEvent commit;
        commit.setCommitString("报错");
        QCoreApplication::sendEvent(&desk.edit(), &commit);
        QVERIFY(desk.popup().isVisible());
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QVERIFY(desk.edit().toPlainText().startsWith("请原样摘录"));
    }

    void anOpenBlankHoldsTheFirstEnterBack() {
        Typing desk;
        desk.ask("Dear {{name}}");
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());
        QCOMPARE(desk.selected(), QString("{{name}}"));
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QCOMPARE(desk.services.chat().conversation().turns.size(), 1);
    }

    void theClipboardFillsItsBlank() {
        Typing desk;
        desk.put("code", "Code: {{clipboard}}");
        QGuiApplication::clipboard()->setText("E-42");
        QTest::keyClicks(&desk.edit(), "/code");
        QTest::keyClick(&desk.edit(), Qt::Key_Return);
        QCOMPARE(desk.edit().toPlainText(), QString("Code: E-42"));
    }

    void theDialogKeepsWhatIsWritten() {
        Desk desk;
        desk.find<QAction>("actionSnippets")->trigger();
        auto* dialog = desk.find<ui::SnippetDialog>("snippetDialog");
        QVERIFY(dialog && dialog->isVisible());
        const auto field = [dialog](const char* name) { return dialog->findChild<QLineEdit*>(name); };
        dialog->findChild<QPushButton*>("snippetNew")->click();
        field("snippetName")->setText("two words");
        dialog->findChild<QPlainTextEdit*>("snippetText")->setPlainText("text {{a}}");
        auto* problem = dialog->findChild<QLabel*>("snippetProblem");
        QTRY_VERIFY(problem->isVisible());
        QCOMPARE(app::indexOf(desk.services.snippets().snippets(), "two words"), -1);
        field("snippetName")->setText("mine");
        QTRY_VERIFY(app::indexOf(desk.services.snippets().snippets(), "mine") >= 0);
        QVERIFY(!problem->isVisible());

        dialog->findChild<QPushButton*>("snippetRemove")->click();
        QCOMPARE(app::indexOf(desk.services.snippets().snippets(), "mine"), -1);
        dialog->findChild<QPushButton*>("snippetUndo")->click();
        QVERIFY(app::indexOf(desk.services.snippets().snippets(), "mine") >= 0);
        QCOMPARE(field("snippetName")->text(), QString("mine"));
        dialog->close();
    }

    void anotherSnippetIsNotTouchedByMovingOn() {
        Desk desk;
        desk.find<QAction>("actionSnippets")->trigger();
        auto* dialog = desk.find<ui::SnippetDialog>("snippetDialog");
        auto* list = dialog->findChild<QListWidget*>("snippetList");
        const auto before = desk.services.snippets().snippets();
        dialog->findChild<QLineEdit*>("snippetTitle")->setText("changed");
        list->setCurrentRow(2);
        const auto after = desk.services.snippets().snippets();
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after[0].title, QString("changed"));
        for (int i = 1; i < after.size(); ++i)
            QCOMPARE(after[i], before[i]);
        QVERIFY(list->item(0)->text().contains("changed"));
        QVERIFY(list->item(2)->text().contains(before[2].title));
        QCOMPARE(dialog->findChild<QLineEdit*>("snippetName")->text(), before[2].name);
        dialog->close();
    }
};

QTEST_MAIN(SnippetTypingTest)
#include "snippet_typing_test.moc"
