#include "ui/status/model_strip.h"

#include <QLabel>
#include <QProgressBar>
#include <QtTest>

using ui::ModelStrip;

namespace {

app::ModelSummary demo() {
    app::ModelSummary summary;
    summary.name = "demo";
    summary.device = "cpu";
    summary.weights = "float32";
    summary.billionParameters = 0.005;
    summary.isDemo = true;
    return summary;
}

}  // namespace

class ModelStripTest final : public QObject {
    Q_OBJECT

 private slots:
    void aDemoSaysWhatItIs() {
        ModelStrip strip;
        strip.showModel(app::ModelState::Ready, 1, demo());
        auto* badge = strip.findChild<QLabel*>("demoBadge");
        QVERIFY(!badge->isHidden());
        QVERIFY(badge->text().contains("made-up products"));
        app::ModelSummary real = demo();
        real.isDemo = false;
        real.billionParameters = 9.4;
        strip.showModel(app::ModelState::Ready, 1, real);
        QVERIFY(badge->isHidden());
        QVERIFY(strip.findChild<QLabel*>("modelDetail")->text().contains("9.4 B"));
    }

    void loadingShowsHowFarItIs() {
        ModelStrip strip;
        strip.showModel(app::ModelState::Loading, 0.43, {});
        QVERIFY(strip.findChild<QLabel*>("modelName")->text().contains("43%"));
        QCOMPARE(strip.findChild<QProgressBar*>("modelProgress")->value(), 430);
        QVERIFY(!strip.findChild<QProgressBar*>("modelProgress")->isHidden());
        strip.showModel(app::ModelState::Ready, 1, demo());
        QVERIFY(strip.findChild<QProgressBar*>("modelProgress")->isHidden());
    }

    void theSpeedIsThatOfTheLastAnswer() {
        ModelStrip strip;
        strip.showModel(app::ModelState::Ready, 1, demo());
        app::TurnStats stats;
        stats.newTokens = 21;
        stats.firstTokenSeconds = 1;
        stats.totalSeconds = 3;
        strip.showSpeed(stats);
        QVERIFY(strip.findChild<QLabel*>("modelDetail")->text().contains("10.0 tokens/s"));
        strip.showSpeed({});
        QVERIFY(!strip.findChild<QLabel*>("modelDetail")->text().contains("tokens/s"));
    }
};

QTEST_MAIN(ModelStripTest)
#include "model_strip_test.moc"
