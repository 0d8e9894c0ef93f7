#include "ui/settings/upstream_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "app/settings/settings.h"
#include "tests/app/upstream/scripted_server.h"
#include "tests/support/fake_secrets.h"
#include "ui/chat/state_text.h"
#include "ui/common/secret_field.h"

namespace {

/// The page over settings of its own.
struct Page {
    Page() { page.show(); }
    template <class T>
    T* find(const char* name) {
        return page.findChild<T*>(QString::fromLatin1(name));
    }
    void write(const QString& addresses) {
        find<QPlainTextEdit>("serverAddressesEdit")->setPlainText(addresses);
    }

    QTemporaryDir folder;
    app::Settings settings{folder.filePath("settings.ini")};
    ui::UpstreamPage page{settings};
};

}  // namespace

class UpstreamPageTest final : public QObject {
    Q_OBJECT

 private:
    std::unique_ptr<test::FakeSecrets> m_secrets;  ///< to the end: GIO ends a program whose bus goes

 private slots:
    void cleanupTestCase() { m_secrets.reset(); }

    void whatIsWrittenIsKept() {
        Page page;
        QSignalSpy changed(&page.settings, &app::Settings::upstreamChanged);
        page.find<QCheckBox>("serversOnBox")->setChecked(true);
        page.write("gpu1:8000\n  https://ai.example.com/v1, ");
        page.find<QComboBox>("serverModelBox")->setCurrentText("glm");
        page.find<QCheckBox>("keepPicturesBox")->setChecked(true);
        QCOMPARE(page.page.problem(), "");
        page.page.save();
        QCOMPARE(changed.count(), 1);
        const app::UpstreamSettings kept = page.settings.upstream();
        QVERIFY(kept.isOn && kept.keepsPictures);
        QCOMPARE(kept.addresses, (QStringList{"gpu1:8000", "https://ai.example.com/v1"}));
        QCOMPARE(kept.model, "glm");
        page.page.save();
        QCOMPARE(changed.count(), 1);  // nothing new: the model isn't loaded again
    }

    void whatCannotBeIsSaid() {
        Page page;
        page.find<QCheckBox>("serversOnBox")->setChecked(true);
        QVERIFY(page.page.problem().contains("at least one server"));
        page.write("http://me:secret@gpu1");
        QVERIFY(page.page.problem().contains("is no address"));
    }

    void aLookSaysHowEachServerIsAndOffersItsModels() {
        const test::ScriptedServer server;
        const QString away = QString::fromStdString(test::deadAddress());
        Page page;
        page.write(QString::fromStdString(server.address()) + "\n" + away);
        page.find<QPushButton>("checkServers")->click();
        auto* report = page.find<QLabel>("serversReport");
        QTRY_VERIFY(report->text().contains("cannot be reached"));
        QVERIFY(report->text().contains(QString::fromStdString(server.host()) + " serves glm."));
        QVERIFY(report->isVisible());
        QVERIFY(page.find<QPushButton>("checkServers")->isEnabled());
        auto* models = page.find<QComboBox>("serverModelBox");
        QCOMPARE(models->count(), 1);
        QCOMPARE(models->itemText(0), "glm");
        QCOMPARE(models->currentText(), "");
    }

    void whereThereIsNoKeychainTheKeyFileIsNamed() {
        // Before the next one: GIO keeps the first bus that it finds.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        Page page;
        auto* field = page.find<QLineEdit>("serverKeyEdit");
        QTest::keyClicks(field, "sk-secret");
        page.find<QPushButton>("keepServerKey")->click();
        auto* report = page.find<QLabel>("serversReport");
        QTRY_VERIFY(report->text().contains("file"));
        QVERIFY(!report->text().contains("sk-secret"));
        QCOMPARE(report->property("role"), "problem");
        QCOMPARE(field->text(), "sk-secret");  // to be tried again
        QCOMPARE(page.settings.upstream().keyKept, 0);
    }

    void aKeyGoesToTheKeychainAndItsFieldIsEmptied() {
        m_secrets = std::make_unique<test::FakeSecrets>();
        test::FakeSecrets& secrets = *m_secrets;
        if (!secrets.isRunning()) QSKIP("this machine has no dbus-daemon or no libsecret-1-0");
        Page page;
        auto* field = page.find<QLineEdit>("serverKeyEdit");
        auto* keep = page.find<QPushButton>("keepServerKey");
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!keep->isEnabled());
        QTest::keyClicks(field, "sk-secret");
        QVERIFY(page.page.problem().contains("Keep"));  // it would be lost
        keep->click();
        QTRY_VERIFY(field->text().isEmpty());
        QCOMPARE(page.page.problem(), "");
        QCOMPARE(secrets.items.size(), std::size_t{1});
        QCOMPARE(secrets.items.begin()->second.secret, "sk-secret");
        QVERIFY(page.settings.upstream().keyKept != 0);
        page.page.save();
        QVERIFY(page.settings.upstream().keyKept != 0);
        page.settings.setWelcomed();  // is written at once
        QFile file(page.folder.filePath("settings.ini"));
        QVERIFY(file.open(QFile::ReadOnly) && !file.readAll().contains("sk-secret"));
        QCOMPARE(keep->text(), "Forget");
        keep->click();
        QTRY_VERIFY(secrets.items.empty());
        QTRY_COMPARE(page.settings.upstream().keyKept, 0);
    }

    void aTypedKeyIsTriedBeforeItIsKept() {
        test::ScriptedServer server;
        Page page;
        page.write(QString::fromStdString(server.address()));
        QTest::keyClicks(page.find<QLineEdit>("serverKeyEdit"), "sk-typed");
        page.find<QPushButton>("checkServers")->click();
        QTRY_VERIFY(page.find<QLabel>("serversReport")->text().contains("takes the key"));
        const auto asked = server.asked("GET /v1/models");
        QVERIFY(!asked.empty() &&
                asked.front().headers.find("authorization: bearer sk-typed") != std::string::npos);
    }

    void enterKeepsTheKeyAndPressesNothingElse() {
        QDialog dialog;
        auto* save = new QPushButton(&dialog);
        save->setDefault(true);
        QSignalSpy saved(save, &QPushButton::clicked);
        auto* secret = new ui::SecretField("field", "button", {}, &dialog);
        QSignalSpy kept(secret, &ui::SecretField::keepAsked);
        dialog.show();
        auto* field = secret->findChild<QLineEdit*>("field");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(saved.count(), 1);  // nothing was typed: as in any other field
        QTest::keyClicks(field, "sk-secret");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(kept.count(), 1);
        QCOMPARE(saved.count(), 1);
    }

    void anAnswerSaysWhereItWasMade() {
        app::Turn turn;
        turn.state = app::TurnState::Done;
        turn.answer = "Red.";
        turn.model = "GLM-4.6V-Flash";
        QCOMPARE(ui::stateText(turn), "");
        turn.model = "glm @ gpu1:8000";
        QVERIFY(ui::stateText(turn).contains("gpu1:8000"));
        turn.model = "demo @ this computer";
        QVERIFY(ui::stateText(turn).contains("on this computer"));
    }

    void aLookWithoutAddressesSaysWhatIsMissing() {
        Page page;
        page.find<QPushButton>("checkServers")->click();
        QVERIFY(page.find<QLabel>("serversReport")->text().contains("at least one server"));
    }
};

QTEST_MAIN(UpstreamPageTest)
#include "upstream_page_test.moc"
