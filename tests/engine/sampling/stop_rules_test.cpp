#include "engine/sampling/stop_rules.h"

#include <QtTest>

using engine::FinishReason;
using engine::StopRules;

class StopRulesTest : public QObject {
    Q_OBJECT

 private slots:
    void anEndTokenEndsTheReply() {
        const StopRules rules({9, 3}, 100);
        QVERIFY(rules.after(3, 1) == FinishReason::Stop);
        QVERIFY(rules.after(9, 100) == FinishReason::Stop);
        QVERIFY(!rules.after(4, 1));
        QVERIFY(rules.isEnd(9) && !rules.isEnd(4));
    }

    void theLastTokenThatFitsEndsTheReply() {
        const StopRules rules({}, 2);
        QVERIFY(!rules.after(1, 1));
        QVERIFY(rules.after(1, 2) == FinishReason::Length);
    }
};

QTEST_GUILESS_MAIN(StopRulesTest)
#include "stop_rules_test.moc"
