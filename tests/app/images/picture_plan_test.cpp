#include "app/images/picture_plan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using app::PicturePlanner;

namespace {

/// Pictures of up to 6144 tokens, as the published checkpoint has them.
PicturePlanner planner(int mostTokens = 0) {
    const QTemporaryDir folder;
    QFile::copy(GLANCEDESK_SOURCE_DIR "/resources/models/demo/config.json", folder.filePath("config.json"));
    QFile settings(folder.filePath("preprocessor_config.json"));
    if (settings.open(QIODevice::WriteOnly))
        settings.write(R"({"size": {"shortest_edge": 12544, "longest_edge": 9633792}})");
    settings.close();
    return PicturePlanner::of(folder.path(), mostTokens).value();
}

}  // namespace

class PicturePlanTest final : public QObject {
    Q_OBJECT

 private slots:
    void aPictureWithinTheLimitsIsSeenAsItIs() {
        const auto plan = planner().plan({560, 280});
        QVERIFY(plan);
        QCOMPARE(plan->seen, QSize(560, 280));
        QCOMPARE(plan->tokens, 560 * 280 / (28 * 28));
        QVERIFY(!plan->isShrunk());
    }

    void aLargePictureIsShrunkToTheAgentsCap() {
        const auto plan = planner(256).plan({4000, 3000});
        QVERIFY(plan);
        QVERIFY(plan->tokens <= 256);
        QVERIFY(plan->tokens > 200);  // and no smaller than it has to be
        QVERIFY(plan->isShrunk());
        QCOMPARE(plan->seen.width() * plan->seen.height(), plan->tokens * 28 * 28);
        QVERIFY(qAbs(double(plan->seen.width()) / plan->seen.height() - 4.0 / 3) < 0.1);
    }

    void aTallScrollingShotIsOfferedInPartsThatOverlapAndCoverAll() {
        const QSize size(1080, 9000);
        const QList<QRect> parts = planner(1200).slices(size);
        QVERIFY(parts.size() >= 2);
        QCOMPARE(parts.first().top(), 0);
        QCOMPARE(parts.last().bottom(), size.height() - 1);
        for (int i = 0; i < parts.size(); ++i) {
            QCOMPARE(parts[i].width(), size.width());
            QVERIFY(QRect(QPoint(0, 0), size).contains(parts[i]));
            // A line of text of 40 pixels is whole in one of two neighbours.
            if (i > 0) QVERIFY(parts[i - 1].bottom() - parts[i].top() >= 40);
            QVERIFY(planner(1200).plan(parts[i].size())->scale >
                    planner(1200).plan(size)->scale);  // the text is larger to the model
        }
    }

    void whatIsNotTallOrSmallEnoughIsNotCut() {
        QVERIFY(planner(1200).slices({4000, 3000}).isEmpty());
        QVERIFY(planner(0).slices({280, 840}).isEmpty());
    }

    void aPictureThatTheModelRefusesHasNoPlan() { QVERIFY(!planner().plan({10000, 30})); }

    void aFolderWithoutAModelHasNoPlanner() { QVERIFY(!PicturePlanner::of("/nowhere", 0)); }
};

QTEST_GUILESS_MAIN(PicturePlanTest)
#include "picture_plan_test.moc"
