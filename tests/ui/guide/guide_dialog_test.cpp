#include "ui/guide/guide_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>

#include "tests/ui/desk.h"

using test::Desk;
using test::FakeGenerator;

namespace {

QPointer<ui::GuideDialog> openGuide(Desk& desk) {
    desk.find<QAction>("actionGuide")->trigger();
    return desk.find<ui::GuideDialog>("guideDialog");
}

}  // namespace

class GuideDialogTest final : public QObject {
    Q_OBJECT

 private slots:
    void theGuideEndsInAnAnsweredSample() {
        Desk desk({FakeGenerator::answer("It is not connected.")});
        QVERIFY(!desk.services.settings().isWelcomed());
        auto guide = openGuide(desk);
        QVERIFY(guide && guide->isVisible());
        QVERIFY(desk.services.settings().isWelcomed());
        auto* next = guide->findChild<QPushButton*>("guideNext");
        next->click();
        next->click();
        QVERIFY(!guide->findChild<QLabel*>("guidePicture")->pixmap().isNull());
        next->click();
        QTRY_VERIFY(!guide);
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QCOMPARE(desk.lastTurn().pictures.size(), 1);
        QCOMPARE(desk.lastTurn().question, QString("What does the red light mean?"));
        QCOMPARE(desk.lastTurn().answer, QString("It is not connected."));
    }

    void theLanguageChangesWhileTheGuideIsOpen() {
        Desk desk;
        auto guide = openGuide(desk);
        auto* language = guide->findChild<QComboBox*>("guideLanguage");
        language->setCurrentIndex(1);
        emit language->activated(1);
        QTRY_COMPARE(guide->findChild<QPushButton*>("guideNext")->text(), QString("下一步"));
        QCOMPARE(desk.services.settings().language(), app::Language::Chinese);
        desk.services.settings().setLanguage(app::Language::English);
        guide->close();
    }

    void theModelsStateIsSaidAndAnotherCanBeChosen() {
        Desk desk;
        QTRY_COMPARE(desk.services.models().state(), app::ModelState::Ready);
        auto guide = openGuide(desk);
        guide->findChild<QPushButton*>("guideNext")->click();
        QVERIFY(guide->findChild<QLabel*>("guideModel")->text().contains("fake"));
        guide->findChild<QPushButton*>("guideChooseModel")->click();
        auto* models = guide->findChild<QDialog*>("modelWindow");
        QVERIFY(models && models->isVisible());  // above the guide, which keeps its user from the window
        models->close();
        guide->findChild<QPushButton*>("guideBack")->click();
        QVERIFY(guide->findChild<QLabel*>("guideTitle0")->isVisible());
        guide->findChild<QPushButton*>("guideSkip")->click();
        QVERIFY(desk.services.chat().conversation().turns.isEmpty());
    }
};

QTEST_MAIN(GuideDialogTest)
#include "guide_dialog_test.moc"
