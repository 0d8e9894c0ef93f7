#include "engine/session/step_costs.h"

#include <QTest>

using engine::StepCosts;

class StepCostsTest : public QObject {
    Q_OBJECT

 private slots:
    void goodGuessesArePaidForWhereRowsAreCheap() {
        StepCosts costs;
        for (int rows = 1; rows <= 9; ++rows)
            costs.add(rows, 0.1 + 0.001 * rows);
        QCOMPARE_GE(costs.worthwhile(1, 1, 0.95), 6);
    }

    void poorGuessesAreNot() {
        StepCosts costs;
        for (int rows = 1; rows <= 9; ++rows)
            costs.add(rows, 0.1 + 0.02 * rows);
        QCOMPARE(costs.worthwhile(1, 1, 0.05), 0);
    }

    void rowsThatCostAsMuchAsTokensAreNeverWorthIt() {
        StepCosts costs;
        for (int rows = 1; rows <= 9; ++rows)
            costs.add(rows, 0.1 * rows);
        QCOMPARE(costs.worthwhile(1, 1, 1.0), 0);
    }

    void whatOneGainsIsNotPaidForByTheOthers() {
        StepCosts costs;
        for (int rows = 1; rows <= 16; ++rows)
            costs.add(rows, 0.03 + 0.01 * rows);
        QCOMPARE_GE(costs.worthwhile(1, 1, 0.8), 1);
        // Twice the time for less than twice the tokens of all four.
        QCOMPARE(costs.worthwhile(4, 4, 0.6), 0);
    }

    void aFullPassTakesNoGuesses() {
        StepCosts costs;
        costs.add(32, 0.1);
        QCOMPARE(costs.worthwhile(StepCosts::mostRows, 32, 1.0), 0);
    }
};

QTEST_GUILESS_MAIN(StepCostsTest)
#include "step_costs_test.moc"
