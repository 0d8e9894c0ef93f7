// The models' window over a manager whose engine is played, and a site of the test.
#include "ui/models/model_window.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <QAction>
#include <QComboBox>
#include <QCryptographicHash>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>

#include "app/models/manager_wiring.h"
#include "app/models/model_manager.h"
#include "tests/app/models/scripted_server.h"
#include "tests/ui/desk.h"
#include "ui/common/banner.h"
#include "ui/models/model_table.h"

using test::Desk;
using test::FakeGenerator;
using ui::ModelTable;

namespace {

const QString kFlash = QStringLiteral("GLM-4.6V-Flash");

void write(const QString& path, const QByteArray& content) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
}

QByteArray entry(const QByteArray& name, const QByteArray& content) {
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    const QByteArray size = QByteArray::number(content.size());
    return R"({"rfilename": ")" + name + R"(", "size": )" + size + R"(, "lfs": {"size": )" + size +
           R"(, "sha256": ")" + hash + R"("}})";
}

/// As Hugging Face lists a model of two files.
test::ScriptedServer::Step listing(const QByteArray& revision, const QByteArray& config) {
    return test::whole(R"({"sha": ")" + revision + R"(", "siblings": [)" + entry("config.json", config) +
                       ", " + entry("model.safetensors", "weights") + "]}");
}

struct Bench {
    Bench() {
        auto downloads = services.settings().downloads();
        downloads.mirror = server.url(QString()).toString();
        services.settings().setDownloads(downloads);
        manager = std::make_unique<app::ModelManager>(
            tools(), app::managerOptions(services.settings(), folder.path()));
        app::wireManager(*manager, services.models(), services.settings(), folder.path());
        window = std::make_unique<ui::ModelWindow>(*manager, services.models(), services.settings());
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
    }
    ~Bench() { checksSlowly = false; }

    app::ModelTools tools() {
        app::ModelTools made;
        made.machine = [] { return app::MachineMemory{16'000'000'000, 0, {}}; };
        made.needs = [](const QByteArray&, QString*) {
            return QList<app::WeightsNeed>{
                {app::WeightsChoice::Bfloat16, 9, 30'000'000'000, 30'000'000'000, false, false},
                {app::WeightsChoice::Int8, 5, 10'000'000'000, 10'000'000'000, false, false},
                {app::WeightsChoice::Int4, 3, 6'000'000'000, 6'000'000'000, false, false}};
        };
        made.check = [this](const QString&, const app::ModelTools::Progress&, std::stop_token stop) {
            while (checksSlowly && !stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            return QString();
        };
        made.probe = [](const QString&, const app::ModelTools::Progress&, std::stop_token) {
            return QString();
        };
        made.convert = [](const QString& from, const QString& to, app::WeightsChoice,
                          const app::ModelTools::Progress&, std::stop_token) {
            QDir().mkpath(to);
            QFile::copy(from + "/config.json", to + "/config.json");
            return QString();
        };
        return made;
    }

    QString cell(const QString& model, ModelTable::Column column) const {
        const auto* rows = static_cast<const ModelTable*>(table().model());
        const int row = rows->indexOf(model);
        return row < 0 ? QString() : rows->index(row, column).data().toString();
    }
    QString state(const QString& model = kFlash) const { return cell(model, ModelTable::State); }
    QTableView& table() const { return *window->findChild<QTableView*>("modelTable"); }
    QPushButton& button(const char* name) const { return *window->findChild<QPushButton*>(name); }
    QString text(const char* label) const { return window->findChild<QLabel*>(label)->text(); }
    bool saysProblem() const {
        const auto* notice = window->findChild<QLabel*>("modelNotice");
        return notice->isVisible() && notice->property("role") == "problem";
    }
    /// The buttons that are offered for the chosen model.
    QStringList buttons() const {
        QStringList names;
        for (const auto* one : window->findChild<QWidget*>("modelBar")->findChildren<QPushButton*>()) {
            if (one->isVisible()) names += one->objectName().mid(5);
        }
        return names;
    }
    void importFrom(const QString& name, app::WeightsChoice weights = app::WeightsChoice::Auto) {
        const QString from = folder.filePath("from/" + name);
        write(from + "/config.json", "{}");
        write(from + "/model.safetensors", "weights");
        button("modelImport").click();
        auto* dialog = window->findChild<QFileDialog*>("importModelDialog");
        emit dialog->fileSelected(from);
        dialog->close();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
        auto* choice = window->findChild<QDialog*>("importDialog");
        auto* kinds = choice->findChild<QComboBox*>("importWeights");
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(weights)));
        choice->findChild<QPushButton*>("importBegin")->click();
        QCoreApplication::sendPostedEvents(choice, QEvent::DeferredDelete);
    }

    QTemporaryDir folder;
    std::atomic<bool> checksSlowly = false;
    test::ScriptedServer server;
    app::Services services{Desk::optionsFor(folder, app::Language::English),
                           std::make_unique<FakeGenerator>(std::vector<FakeGenerator::Step>{})};
    std::unique_ptr<app::ModelManager> manager;
    std::unique_ptr<ui::ModelWindow> window;
};

}  // namespace

class ModelWindowTest final : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        // No test writes into a keychain of its user.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }

    void theCatalogueIsListedWithWhatFitsAndWhatIsAdvised() {
        Bench bench;
        QCOMPARE(bench.table().model()->rowCount(), 3);
        QCOMPARE(bench.cell(kFlash, ModelTable::Licence), QString("MIT"));
        QCOMPARE(bench.cell(kFlash, ModelTable::Weights), QString("int8 · processor"));
        QCOMPARE(bench.state(), QString("Not installed"));
        QVERIFY(bench.text("modelDetails").contains("int8 fits this computer"));
        QCOMPARE(bench.buttons(), QStringList{"Download"});
        const auto* weights = bench.window->findChild<QComboBox*>("modelWeights");
        QCOMPARE(weights->currentText(), QString("int8 · 5 bytes · advised"));
        QCOMPARE(weights->itemText(0), QString("As published · 9 bytes"));
        QTRY_COMPARE(bench.services.models().state(), app::ModelState::Ready);
        bench.table().selectRow(2);  // the demo
        QCOMPARE(bench.buttons(), QStringList{"Use"});
        QVERIFY(!weights->isVisible());
    }

    void aDownloadIsPausedGoesOnWhereItStoppedAndIsUsed() {
        Bench bench;
        bench.window->findChild<QComboBox*>("modelWeights")->setCurrentIndex(0);
        bench.server.script = {
            listing("abc", "{}"), test::whole("{}"), {"200 OK\r\nContent-Length: 7", "wei", false}};
        bench.button("modelDownload").click();
        QTRY_COMPARE(bench.manager->progress(kFlash).done, std::int64_t{5});
        QTRY_VERIFY(bench.text("modelProgressText").contains("5 bytes of 9 bytes"));
        QVERIFY(bench.state().startsWith("Downloading"));
        QCOMPARE(bench.buttons(), QStringList{"Pause"});
        bench.button("modelPause").click();
        QTRY_COMPARE(bench.state(), QString("Paused at 55 %"));
        QCOMPARE(bench.buttons(), (QStringList{"GoOn", "Remove"}));
        QVERIFY(!bench.window->findChild<QLabel*>("modelProgressText")->isVisible());

        bench.server.script = {listing("abc", "{}"), test::part("ghts", 3, 7)};
        bench.button("modelGoOn").click();
        QTRY_COMPARE(bench.state(), QString("Installed"));
        QCOMPARE(bench.server.header(bench.server.requests.size() - 1, "Range"), QByteArray("bytes=3-"));
        QVERIFY(bench.text("modelNotice").contains("is installed"));

        QTRY_COMPARE(bench.services.models().state(), app::ModelState::Ready);
        QCOMPARE(bench.buttons(), (QStringList{"Convert", "Use", "Verify", "Remove"}));
        bench.button("modelUse").click();
        QTRY_COMPARE(bench.state(), QString("In use"));
        QTRY_COMPARE(bench.text("modelNotice"), kFlash + " is in use.");
        QCOMPARE(bench.services.models().summary().folder, bench.manager->row(kFlash)->folder);
        QCOMPARE(bench.buttons(), (QStringList{"Convert", "Verify"}));
    }

    void whatTheSiteRefusesIsSaidInOneSentence() {
        Bench bench;
        bench.server.script = {{"401 Unauthorized\r\nContent-Length: 0", {}}};
        bench.button("modelDownload").click();
        QTRY_VERIFY(bench.saysProblem());
        QVERIFY2(bench.text("modelNotice").contains("token"), qPrintable(bench.text("modelNotice")));
        QCOMPARE(bench.buttons(), QStringList{"Download"});
    }

    void anImportIsListedWhileItRunsAndCanBeGivenUp() {
        Bench bench;
        bench.checksSlowly = true;
        bench.importFrom("mine");
        QTRY_COMPARE(bench.state("mine"), QString("Opening the model"));
        QCOMPARE(bench.buttons(), QStringList{"Pause"});
        bench.button("modelPause").click();
        QTRY_COMPARE(bench.table().model()->rowCount(), 3);
        bench.checksSlowly = false;
        bench.importFrom("mine");
        QTRY_COMPARE(bench.state("mine"), QString("Installed"));
        bench.window->choose("mine");
        QTRY_COMPARE(bench.services.models().state(), app::ModelState::Ready);
        QCOMPARE(bench.buttons(), (QStringList{"Convert", "Use", "Verify", "Remove"}));
        bench.button("modelConvert").click();
        QTRY_COMPARE(bench.state("mine-int8"), QString("Installed"));
    }

    void anImportIsConvertedOnArrivalWhereThatWasChosen() {
        Bench bench;
        bench.importFrom("mine", app::WeightsChoice::Int8);
        QTRY_COMPARE(bench.state("mine-int8"), QString("Installed"));
        QVERIFY(!bench.manager->row("mine"));
        QTRY_VERIFY(bench.buttons().contains("Use"));  // it is the chosen one
    }

    void aFolderIsUsedWhereItLies() {
        Bench bench;
        const QString folder = bench.folder.filePath("elsewhere");
        write(folder + "/config.json", "{}");
        bench.button("modelOpenFolder").click();
        auto* dialog = bench.window->findChild<QFileDialog*>("openModelDialog");
        emit dialog->fileSelected(folder);
        dialog->close();
        QTRY_VERIFY(bench.text("modelNotice").contains("is in use"));
        QCOMPARE(bench.services.settings().modelFolder(), folder);
    }

    void damageIsFoundAndRemovingAsks() {
        Bench bench;
        bench.importFrom("mine");
        QTRY_COMPARE(bench.state("mine"), QString("Installed"));
        bench.window->choose("mine");
        bench.button("modelVerify").click();
        QTRY_VERIFY(bench.text("modelNotice").contains("is whole"));
        write(bench.manager->row("mine")->folder + "/model.safetensors", "Weights");
        bench.button("modelVerify").click();
        QTRY_VERIFY(bench.saysProblem());
        QVERIFY(bench.text("modelNotice").contains("damaged"));

        bench.button("modelRemove").click();
        auto* box = bench.window->findChild<QMessageBox*>("removeModelDialog");
        QVERIFY(box);
        box->button(QMessageBox::Cancel)->click();
        QCoreApplication::sendPostedEvents(box, QEvent::DeferredDelete);
        QCOMPARE(bench.state("mine"), QString("Installed"));
        bench.button("modelRemove").click();
        bench.button("removeModel").click();
        QCOMPARE(bench.table().model()->rowCount(), 3);
        QVERIFY(bench.text("modelNotice").contains("is removed"));
    }

    void anUpdateShowsWhatChangesIsInstalledAndTakenBack() {
        Bench bench;
        bench.importFrom(kFlash);
        QTRY_COMPARE(bench.state(), QString("Installed"));
        const QString before = bench.manager->row(kFlash)->installed->manifest.revision;
        bench.server.script = {listing("abcdef0123", "{ }")};
        bench.button("modelLook").click();
        QTRY_COMPARE(bench.state(), QString("Installed · Update there"));
        QVERIFY2(bench.text("modelDetails").contains("Changed: config.json"),
                 qPrintable(bench.text("modelDetails")));
        bench.server.script = {listing("abcdef0123", "{ }"), test::whole("{ }")};
        bench.button("modelUpdate").click();
        QTRY_COMPARE(bench.manager->row(kFlash)->installed->manifest.revision, QString("abcdef0123"));
        QTRY_COMPARE(bench.state(), QString("Installed"));
        QVERIFY(bench.buttons().contains("GoBack") && !bench.buttons().contains("Update"));
        bench.button("modelGoBack").click();
        QCOMPARE(bench.manager->row(kFlash)->installed->manifest.revision, before);
        QVERIFY(bench.text("modelNotice").contains("is back at revision"));
    }

    void theSiteHoldsAtOnceAndABadMirrorDoesNot() {
        Bench bench;
        const app::Settings& settings = bench.services.settings();
        const QString before = settings.downloads().mirror;
        auto* mirror = bench.window->findChild<QLineEdit*>("modelMirror");
        mirror->setText("ftp://models");
        QTest::keyClick(mirror, Qt::Key_Return);
        QVERIFY(bench.saysProblem());
        QCOMPARE(settings.downloads().mirror, before);
        mirror->setText("https://models.example.com");
        QTest::keyClick(mirror, Qt::Key_Return);
        QVERIFY(!bench.saysProblem() && bench.window->isVisible());
        QCOMPARE(settings.downloads().mirror, QString("https://models.example.com"));
        auto* site = bench.window->findChild<QComboBox*>("modelSite");
        QTest::keyClick(site, Qt::Key_Down);
        QCOMPARE(settings.downloads().site, app::ModelSite::ModelScope);
        bench.window->findChild<QAbstractButton*>("modelDaily")->click();
        QVERIFY(!settings.downloads().asksDaily);
    }

    void aTokenIsNeverShownAndAMissingKeychainIsTold() {
        Bench bench;
        auto* token = bench.window->findChild<QLineEdit*>("modelToken");
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QVERIFY(!bench.button("modelKeepToken").isEnabled());
        QTest::keyClicks(token, "hf_secret");
        QTest::keyClick(token, Qt::Key_Return);
        QTRY_VERIFY(bench.saysProblem());
        QVERIFY(bench.text("modelNotice").contains("keychain"));
        QVERIFY(!bench.text("modelNotice").contains("hf_secret"));
        QVERIFY(!bench.services.settings().downloads().isTokenInKeychain);
        token->clear();
        auto downloads = bench.services.settings().downloads();
        downloads.isTokenInKeychain = true;  // as another window would have noted it
        bench.services.settings().setDownloads(downloads);
        QCOMPARE(token->text(), QString());
        QCOMPARE(token->placeholderText(), QString("In the keychain"));
        QCOMPARE(bench.button("modelKeepToken").text(), QString("Forget"));
        QVERIFY(bench.button("modelKeepToken").isEnabled());
    }

    void theKeyboardGoesFromTheListToTheButtonsAndStays() {
        Bench bench;
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        const auto focused = [] { return QApplication::focusWidget()->objectName(); };
        QCOMPARE(focused(), QString("modelTable"));
        QTest::keyClick(&bench.table(), Qt::Key_Return);
        QCOMPARE(focused(), QString("modelDownload"));
        bench.server.script = {{"200 OK\r\nContent-Length: 7", "{", false}};
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(focused(), QString("modelPause"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(focused(), QString("modelDownload"));
    }

    void theBannerTellsWhileTheWindowIsClosed() {
        Desk desk;
        desk.services.modelManager().verify("none");
        auto* banner = desk.find<ui::Banner>("banner");
        QVERIFY(banner->sentence().contains("none is not installed"));
        banner->dismiss();
        desk.find<QAction>("actionModels")->trigger();
        auto* window = desk.find<ui::ModelWindow>("modelWindow");
        QVERIFY(window && window->isVisible());
        desk.services.modelManager().verify("none");
        QVERIFY(window->findChild<QLabel*>("modelNotice")->text().contains("none is not installed"));
        QVERIFY(!banner->isVisible());
    }
};

QTEST_MAIN(ModelWindowTest)
#include "model_window_test.moc"
