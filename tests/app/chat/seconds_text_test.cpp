#include "app/chat/seconds_text.h"

#include <QtTest>

class SecondsTextTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatIsTooShortForANumberIsSaidSo() {
        QCOMPARE(app::secondsText(0), QString("< 0.1"));
        QCOMPARE(app::secondsText(0.0999), QString("< 0.1"));
        QCOMPARE(app::secondsText(0.1), QString("0.1"));
        QCOMPARE(app::secondsText(12.34), QString("12.3"));
    }
};

QTEST_GUILESS_MAIN(SecondsTextTest)
#include "seconds_text_test.moc"
