#include "ui/chat/attachment_cost.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/images/image_importer.h"
#include "app/images/picture_costs.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "tests/support/fake_generator.h"
#include "ui/chat/attachments.h"
#include "ui/chat/composer.h"
#include "ui/common/theme.h"
#include "ui/main_window.h"
#include "ui/viewer/picture_editor.h"

namespace {

/// The window over the demo model's settings, with a fake in the place of the model itself.
struct Bench {
    explicit Bench(int cap)
        : services(optionsFor(folder, cap), makeFake()), theme(*qApp), window(services, theme) {
        window.show();
    }
    static std::unique_ptr<test::FakeGenerator> makeFake() { return std::make_unique<test::FakeGenerator>(); }
    static app::ServicesOptions optionsFor(const QTemporaryDir& folder, int cap) {
        app::Settings settings(folder.filePath("settings.ini"));
        settings.setLanguage(app::Language::English);
        app::AnswerSettings answers;
        answers.pictureTokens = cap;
        settings.setAnswers(answers);
        return {.modelFolder = app::bundled::demoModelFolder(), .dataFolder = folder.path()};
    }
    void attach(const QSize& size) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::cyan);
        composer().attachments().add(ui::DroppedImage{image, "shot.png"});
    }
    ui::Composer& composer() const { return *window.findChild<ui::Composer*>("composer"); }
    ui::AttachmentCost& cost() const { return *window.findChild<ui::AttachmentCost*>("attachmentCostBar"); }

    QTemporaryDir folder;
    app::Services services;
    ui::Theme theme;
    ui::MainWindow window;
};

}  // namespace

class AttachmentCostTest final : public QObject {
    Q_OBJECT

 private slots:
    void tokensAreToldBeforeSending() {
        Bench bench(0);
        QVERIFY(!bench.cost().isVisible());
        bench.attach({280, 140});
        QTRY_COMPARE(bench.cost().text(), QString("Pictures: 50 tokens"));
        QVERIFY(!bench.window.findChild<QPushButton*>("cropLarge")->isVisible());
        bench.composer().attachments().clear();
        QTRY_VERIFY(!bench.cost().isVisible());
    }

    void aTooLargePictureIsSaidAndCropped() {
        Bench bench(256);
        bench.attach({2000, 1500});
        QTRY_VERIFY(bench.cost().isVisible());
        auto* crop = bench.window.findChild<QPushButton*>("cropLarge");
        QVERIFY(crop->isVisible());
        QVERIFY(!bench.window.findChild<QPushButton*>("cutTall")->isVisible());
        crop->click();
        auto* editor = bench.window.findChild<ui::PictureEditor*>("pictureEditor");
        QVERIFY(editor);
        QCOMPARE(editor->layer().tool(), ui::EditTool::Crop);
    }

    void aTallShotIsCutIntoParts() {
        Bench bench(600);
        bench.attach({600, 4000});
        auto* cut = bench.window.findChild<QPushButton*>("cutTall");
        QTRY_VERIFY(cut->isVisible());
        cut->click();
        QTRY_VERIFY(!bench.composer().attachments().isOpening());
        QVERIFY(bench.composer().pictures().size() >= 2);
        int height = 0;
        for (const app::Picture& part : bench.composer().pictures()) {
            QCOMPARE(part.image.width(), 600);
            height += part.image.height();
        }
        QVERIFY(height > 4000);  // with what overlaps
        QVERIFY(bench.composer().pictures().first().name.contains("part 1"));
    }
};

QTEST_MAIN(AttachmentCostTest)
#include "attachment_cost_test.moc"
