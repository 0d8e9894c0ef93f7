// Known faults in the whole window: approved on an answer, shown before the next question is sent.
#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include "app/faults/known_faults.h"
#include "app/images/image_import.h"
#include "tests/ui/desk.h"
#include "ui/common/banner.h"
#include "ui/faults/fault_bar.h"
#include "ui/faults/fault_dialog.h"

using test::Desk;
using test::FakeGenerator;

namespace {

const char* const kPrinter = GLANCEDESK_SOURCE_DIR "/resources/samples/printer_error_code.png";
const char* const kRouter = GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png";

void askAbout(Desk& desk, const char* picture, const QString& question) {
    desk.window.attach({picture});
    QTRY_COMPARE(desk.composer().pictures().size(), 1);
    desk.ask(question);
    QTRY_VERIFY(!desk.services.chat().conversation().turns.isEmpty());
    QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
}

void approveLast(Desk& desk) {
    QTRY_VERIFY(desk.find<QToolButton>("approveAnswer")->isVisible());
    desk.find<QToolButton>("approveAnswer")->click();
}

}  // namespace

class FaultDeskTest final : public QObject {
    Q_OBJECT

 private slots:
    void anApprovedAnswerIsShownBeforeAnythingIsSent() {
        Desk desk({FakeGenerator::answer("**E-203**: load paper.")});
        askAbout(desk, kPrinter, "What does E-203 mean?");
        auto* bar = desk.find<ui::FaultBar>("faultBar");
        QVERIFY(bar->isHidden());
        approveLast(desk);
        QCOMPARE(desk.services.knownFaults().all().size(), 1);
        QVERIFY(desk.find<ui::Banner>("banner")->sentence().contains("180"));

        desk.find<QAction>("actionNew")->trigger();
        desk.window.attach({kPrinter});
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(desk.find<QPlainTextEdit>("faultAnswer")->toPlainText(), QString("E-203: load paper."));
        QCOMPARE(desk.generator->requests().size(), std::size_t(1));  // the model was not asked again
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());
        QVERIFY(desk.find<QLabel>("faultDifferences")->text().contains("E203"));  // to be compared
        desk.composer().edit().setPlainText("It says E-500");
        QTRY_VERIFY(desk.find<QLabel>("faultDifferences")->text().contains("E500"));
        desk.find<QPushButton>("copyFault")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("E-203: load paper."));
        QCOMPARE(desk.generator->requests().size(), std::size_t(1));
    }

    void whatTheModelSeesIsFoundAMomentLater() {
        auto fake = std::make_unique<FakeGenerator>(std::vector{FakeGenerator::answer("Load paper.")});
        fake->onEmbed = [](const engine::ImagePart&, const std::stop_token&) {
            return engine::Result<std::vector<float>>(std::vector<float>{0.6F, 0.8F});
        };
        Desk desk(std::move(fake), app::Language::English);
        askAbout(desk, kPrinter, "What is this?");
        approveLast(desk);
        QTRY_VERIFY(!desk.services.knownFaults().all().first().view.isEmpty());
        desk.find<QAction>("actionNew")->trigger();
        desk.window.attach({kRouter});  // it looks otherwise, and this model sees the same in everything
        auto* bar = desk.find<ui::FaultBar>("faultBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(desk.find<QLabel>("faultTitle")->text().contains("the model sees the same thing"));
        QVERIFY(desk.find<QLabel>("faultDifferences")->text().contains("compare it first"));
        QCOMPARE(desk.generator->requests().size(), std::size_t(1));
    }

    void itGoesWithThePictureAndWhenItIsSomethingElse() {
        Desk desk({FakeGenerator::answer("answer")});
        askAbout(desk, kPrinter, "q");
        approveLast(desk);
        auto* bar = desk.find<ui::FaultBar>("faultBar");
        desk.window.attach({kRouter});
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        desk.composer().attachments().clear();
        desk.window.attach({kPrinter});
        QTRY_VERIFY(bar->isVisible());
        desk.composer().attachments().clear();
        QTRY_VERIFY(!bar->isVisible());
        desk.window.attach({kPrinter});
        QTRY_VERIFY(bar->isVisible());
        desk.find<QToolButton>("closeFault")->click();
        QVERIFY(!bar->isVisible());
        QTest::keyClicks(&desk.composer().edit(), "hello");
        // Typing doesn't bring it back; another picture of a known fault does.
        desk.composer().attachments().clear();
        QTRY_VERIFY(desk.composer().pictures().isEmpty());
        desk.window.attach({kRouter, kPrinter});
        QTRY_COMPARE(desk.composer().pictures().size(), 2);
    }

    void anAnswerToALaterQuestionIsAboutTheSamePicture() {
        Desk desk({FakeGenerator::answer("answer")});
        askAbout(desk, kPrinter, "q");
        desk.ask("and now?");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 2);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        approveLast(desk);
        QCOMPARE(desk.services.knownFaults().all().value(0).question, QString("and now?"));
    }

    void anAnswerWithoutAPictureIsNoKnownFault() {
        Desk desk({FakeGenerator::answer("answer")});
        desk.ask("hello");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        approveLast(desk);
        QVERIFY(desk.services.knownFaults().all().isEmpty());
        QVERIFY(desk.find<ui::Banner>("banner")->isVisible());
    }

    void entriesAreFoundChangedAndDeletedInTheirWindow() {
        Desk desk({FakeGenerator::answer("answer")});
        askAbout(desk, kPrinter, "printer?");
        approveLast(desk);
        desk.find<QAction>("actionNew")->trigger();
        askAbout(desk, kRouter, "router?");
        approveLast(desk);
        desk.find<QAction>("actionKnownFaults")->trigger();
        auto* dialog = desk.find<ui::FaultDialog>("faultDialog");
        QVERIFY(dialog);
        auto* list = dialog->findChild<QTreeWidget*>("faultList");
        QCOMPARE(list->topLevelItemCount(), 2);
        dialog->findChild<QLineEdit*>("faultSearch")->setText("router");
        QVERIFY(!list->topLevelItem(0)->isHidden());
        QVERIFY(list->topLevelItem(1)->isHidden());
        list->setCurrentItem(list->topLevelItem(0));
        dialog->findChild<QPlainTextEdit*>("faultText")->setPlainText("改过");
        dialog->findChild<QPushButton*>("saveFault")->click();
        QCOMPARE(desk.services.knownFaults().all().first().answer, QString("改过"));
        list->setCurrentItem(list->topLevelItem(0));
        dialog->findChild<QPushButton*>("removeFault")->click();
        QCOMPARE(desk.services.knownFaults().all().size(), 1);
        QCOMPARE(list->topLevelItemCount(), 1);
    }
};

QTEST_MAIN(FaultDeskTest)
#include "fault_desk_test.moc"
