#include "app/server/model/admission.h"

#include <memory>
#include <stdexcept>

#include <QtTest>

using app::server::Admission;

class AdmissionTest final : public QObject {
    Q_OBJECT

 private slots:
    void placesAreBounded() {
        Admission admission(3);
        QVERIFY(admission.hasRoomFor(3));
        QVERIFY(!admission.hasRoomFor(4));
        const Admission::Place two(admission, 2);
        QCOMPARE(admission.taken(), 2);
        QVERIFY(admission.hasRoomFor(1));
        QVERIFY(!admission.hasRoomFor(2));
    }

    void placesComeBackHoweverTheirHolderEnds() {
        Admission admission(2);
        auto kept = std::make_unique<Admission::Place>(admission, 1);
        try {
            const Admission::Place lost(admission, 1);
            QVERIFY(!admission.hasRoomFor(1));
            throw std::runtime_error("a request failed");
        } catch (const std::runtime_error&) {
            QCOMPARE(admission.taken(), 1);
        }
        kept.reset();
        QCOMPARE(admission.taken(), 0);
        QVERIFY(admission.hasRoomFor(2));
    }
};

QTEST_GUILESS_MAIN(AdmissionTest)
#include "admission_test.moc"
