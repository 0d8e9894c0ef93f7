#include "ui/settings/settings_dialog.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include "tests/ui/desk.h"
#include "ui/actions.h"

using test::Desk;
using test::FakeGenerator;

namespace {

/// The dialog as the menu opens it.
struct Opened {
    explicit Opened(Desk& desk) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // one that was closed before
        desk.find<QAction>("actionSettings")->trigger();
        dialog = desk.find<ui::SettingsDialog>("settingsDialog");
    }
    template <class T>
    T* find(const char* name) const {
        return dialog->findChild<T*>(QString::fromLatin1(name));
    }
    void save() { find<QPushButton>("settingsSave")->click(); }
    QPointer<ui::SettingsDialog> dialog;
};

}  // namespace

class SettingsDialogTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatIsSavedReachesTheNextRequest() {
        Desk desk({FakeGenerator::answer("a")});
        Opened settings(desk);
        QVERIFY(settings.dialog->isVisible());
        settings.find<QPlainTextEdit>("instructionsEdit")->setPlainText("Name menus exactly.");
        settings.find<QDoubleSpinBox>("temperatureBox")->setValue(0.3);
        settings.find<QDoubleSpinBox>("topPBox")->setValue(0.8);
        settings.find<QSpinBox>("maxTokensBox")->setValue(99);
        settings.save();
        QTRY_VERIFY(!settings.dialog);
        desk.ask("q");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        const auto request = desk.generator->requests().front();
        QCOMPARE(request.messages.front().role, engine::Role::System);
        QCOMPARE(test::textOf(request.messages.front()), std::string("Name menus exactly."));
        QCOMPARE(request.sampling.temperature.value_or(-1), 0.3);
        QCOMPARE(request.sampling.topP.value_or(-1), 0.8);
        QCOMPARE(request.sampling.maxTokens, 99);
    }

    void untouchedSettingsLeaveItToTheModel() {
        Desk desk({FakeGenerator::answer("a")});
        Opened settings(desk);
        settings.save();
        desk.ask("q");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        const auto request = desk.generator->requests().front();
        QCOMPARE(request.messages.size(), std::size_t(1));
        QVERIFY(!request.sampling.temperature);
        QVERIFY(!request.sampling.topP);
    }

    void cancelChangesNothing() {
        Desk desk;
        Opened settings(desk);
        settings.find<QComboBox>("themeBox")->setCurrentIndex(2);
        settings.find<QSpinBox>("maxTokensBox")->setValue(50);
        settings.find<QPushButton>("settingsCancel")->click();
        QCOMPARE(desk.services.settings().theme(), app::Theme::System);
        QCOMPARE(desk.services.settings().answers(), app::AnswerSettings());
    }

    void otherWeightsLoadTheModelAgain() {
        Desk desk;
        QTRY_COMPARE(desk.services.models().state(), app::ModelState::Ready);
        QSignalSpy changed(&desk.services.models(), &app::ModelService::changed);
        {
            Opened settings(desk);
            settings.save();
        }
        QCOMPARE(changed.count(), 0);
        Opened settings(desk);
        settings.find<QComboBox>("weightsBox")->setCurrentIndex(2);
        settings.find<QSpinBox>("threadsBox")->setValue(2);
        settings.save();
        QCOMPARE(desk.services.settings().model().weights, app::WeightsChoice::Int8);
        QCOMPARE(desk.services.settings().model().threads, 2);
        QVERIFY(changed.count() > 0);
        QTRY_COMPARE(desk.services.models().state(), app::ModelState::Ready);
    }

    void aValueThatCannotBeKeptIsSaidOnItsPage() {
        Desk desk;
        Opened settings(desk);
        settings.find<QComboBox>("hostBox")->setCurrentText("0.0.0.0");
        settings.find<QComboBox>("themeBox")->setCurrentIndex(2);
        settings.save();
        QVERIFY(settings.dialog && settings.dialog->isVisible());
        auto* problem = settings.find<QLabel>("settingsProblem");
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().contains("keys file"));
        QVERIFY(settings.find<QWidget>("portPage")->isVisible());
        QCOMPARE(desk.services.settings().theme(), app::Theme::System);  // all or nothing
        settings.find<QComboBox>("hostBox")->setCurrentText("127.0.0.1");
        settings.find<QCheckBox>("portOnBox")->setChecked(true);
        settings.save();
        QVERIFY(desk.services.settings().port().isOn);
        QCOMPARE(desk.services.settings().theme(), app::Theme::Dark);
    }

    void whatThePortKeepsAndScansIsSet() {
        Desk desk;
        Opened settings(desk);
        QVERIFY(!settings.find<QLineEdit>("scannerEdit")->isEnabled());
        settings.find<QCheckBox>("cacheOnBox")->setChecked(false);
        QVERIFY(!settings.find<QSpinBox>("cacheSizeBox")->isEnabled());
        settings.find<QCheckBox>("scanOnBox")->setChecked(true);
        settings.find<QLineEdit>("scannerEdit")->setText("unix:/nowhere/clamd.ctl");
        settings.save();
        QVERIFY(settings.find<QLabel>("settingsProblem")->text().contains("/nowhere/clamd.ctl"));
        QVERIFY(settings.find<QWidget>("carePage")->isVisible());
        settings.find<QLineEdit>("scannerEdit")->setText("tcp:127.0.0.1:3310");
        settings.find<QComboBox>("scannerAwayBox")->setCurrentIndex(1);
        settings.save();
        QVERIFY(!desk.services.settings().cache().isOn);
        const app::ScanSettings wanted{true, "tcp:127.0.0.1:3310", true};
        QCOMPARE(desk.services.settings().scan(), wanted);
    }

    void exportsGoToTheFolderThatWasChosen() {
        Desk desk;
        QTemporaryDir exports;
        {
            Opened settings(desk);
            settings.find<QLineEdit>("exportFolderFieldEdit")->setText(exports.filePath("missing"));
            settings.save();
            QVERIFY(settings.find<QLabel>("settingsProblem")->text().contains("missing"));
            settings.find<QLineEdit>("exportFolderFieldEdit")->setText(exports.path());
            settings.save();
        }
        QCOMPARE(desk.services.settings().exportPlace(), exports.path());
    }

    void foldersAreShownAndThoseThatAreThereOpen() {
        Desk desk;
        Opened settings(desk);
        settings.dialog->showPage("foldersPage");
        QCOMPARE(settings.find<QLineEdit>("dataFolderPath")->text(), desk.folder.path());
        QVERIFY(settings.find<QPushButton>("dataFolderOpen")->isEnabled());
        QVERIFY(settings.find<QPushButton>("logFolderOpen")->isEnabled());
        QVERIFY(!settings.find<QPushButton>("serverFolderOpen")->isEnabled());
        settings.dialog->close();
    }

    void keysAreRebound() {
        Desk desk;
        auto* newAction = desk.find<QAction>("actionNew");
        {
            Opened settings(desk);
            settings.find<QKeySequenceEdit>("actionNewKeys")->setKeySequence(QKeySequence("Ctrl+J"));
            settings.save();
        }
        QCOMPARE(newAction->shortcut(), QKeySequence("Ctrl+J"));
        QVERIFY(newAction->toolTip().contains("Ctrl+J"));
        Opened settings(desk);
        QCOMPARE(settings.find<QKeySequenceEdit>("actionNewKeys")->keySequence(), QKeySequence("Ctrl+J"));
        settings.find<QPushButton>("restoreKeys")->click();
        settings.save();
        QCOMPARE(newAction->shortcut(), QKeySequence("Ctrl+N"));
        QVERIFY(desk.services.settings().shortcuts().isEmpty());
    }

    void keysThatTwoActionsHaveAreRefused() {
        Desk desk;
        Opened settings(desk);
        settings.find<QKeySequenceEdit>("actionNewKeys")->setKeySequence(QKeySequence("Ctrl+F"));
        settings.dialog->showPage("keysPage");
        QVERIFY(settings.find<QLabel>("actionNewKeysClash")->isVisible());
        QVERIFY(settings.find<QLabel>("actionSearchKeysClash")->text().contains("New conversation"));
        settings.save();
        QVERIFY(settings.dialog && settings.dialog->isVisible());
        QCOMPARE(desk.find<QAction>("actionNew")->shortcut(), QKeySequence("Ctrl+N"));
        settings.dialog->close();
    }

    void theLanguageIsSwitchedBySaving() {
        Desk desk;
        Opened settings(desk);
        settings.find<QComboBox>("languageBox")->setCurrentIndex(1);
        settings.save();
        QTRY_COMPARE(desk.window.windowTitle(), QString("图答"));
        QTRY_VERIFY(desk.find<QAction>("languageChinese")->isChecked());
        desk.services.settings().setLanguage(app::Language::English);
        QTRY_COMPARE(desk.window.windowTitle(), QString("GlanceDesk"));
    }
};

QTEST_MAIN(SettingsDialogTest)
#include "settings_dialog_test.moc"
