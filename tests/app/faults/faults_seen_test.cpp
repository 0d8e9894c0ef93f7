// Known faults that are found by what the model sees in a picture.
#include <SQLiteCpp/SQLiteCpp.h>
#include <atomic>
#include <cmath>
#include <latch>
#include <thread>

#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/faults/fault_json.h"
#include "tests/app/faults/fault_bench.h"

using app::Fault;
using app::FaultDifference;
using app::KnownFaults;
using namespace test;

class FaultsSeenTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatTheModelSeesIsFoundToo() {
        QTemporaryDir folder;
        {
            KnownFaults faults(folder.path(), lookerOf(shapeModel()));
            faults.approve(answered("storage_full.png", "q", "wanted"));
            QVERIFY(waitForViews(faults, 1));
        }
        auto model = shapeModel();
        std::atomic<int> looks = 0;
        model->onEmbed = [&, tower = model->onEmbed](const engine::ImagePart& part,
                                                     const std::stop_token& stop) {
            ++looks;
            return tower(part, stop);
        };
        KnownFaults faults(folder.path(), lookerOf(model));  // after a restart
        const auto other = sample("payment_declined.png");   // wide too, and looks otherwise
        QVERIFY(faults.find(other, {}).isEmpty());           // at once, by the look alone
        QObject::connect(&faults, &KnownFaults::seen, &faults, [&] { faults.find(other, {}); });
        QTRY_COMPARE(faults.find(other, {}).size(), 1);
        const auto matches = faults.find(other, {});
        QCOMPARE(matches.size(), 1);
        QVERIFY(matches.first().isSeenTheSame());
        QVERIFY(!matches.first().distance.isMatch());
        QVERIFY(has(matches.first(), FaultDifference::Kind::Layout));
        QVERIFY(!has(matches.first(), FaultDifference::Kind::Colour));
        faults.find(other, "more words");
        faults.find(other, "still more words");
        QCOMPARE(looks, 1);  // it isn't asked again while the agent types
    }

    void whatLooksTheSameAndIsSeenAsAnotherThingIsSaid() {
        KnownFaults faults({}, lookerOf(shapeModel()));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        auto tall = sample("storage_full.png");
        auto pixels = std::make_shared<engine::Image>(*tall.pixels);
        std::swap(pixels->width, pixels->height);
        tall.pixels = pixels;
        tall.hash = "tall";
        QSignalSpy seen(&faults, &KnownFaults::seen);
        QCOMPARE(faults.find(tall, {}).size(), 1);
        QTRY_COMPARE(seen.size(), 1);
        QVERIFY(has(faults.find(tall, {}).first(), FaultDifference::Kind::Content));
    }

    void anotherModelsViewsAreLeftAlone() {
        auto model = shapeModel("first");
        KnownFaults faults({}, std::make_unique<app::PictureLooker>([&] { return model; }));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        model = shapeModel("second");
        QSignalSpy seen(&faults, &KnownFaults::seen);
        QCOMPARE(faults.find(sample("storage_full.png"), {}).size(), 1);
        QVERIFY(!faults.find(sample("storage_full.png"), {}).first().likeness);
        QVERIFY(faults.find(sample("payment_declined.png"), {}).isEmpty());
        faults.approve(answered("login_expired.png", "q", "b"));
        QVERIFY(waitForViews(faults, 2));
        faults.find(sample("payment_declined.png"), {});
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(faults.find(sample("payment_declined.png"), {}).first().fault.answer, QString("b"));
    }

    void aPictureThatWasLeftIsOfNoMoreInterest() {
        auto model = shapeModel();
        KnownFaults faults({}, lookerOf(model));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        std::latch begun(1);
        std::atomic<bool> wasStopped = false;
        model->onEmbed = [&](const engine::ImagePart&,
                             const std::stop_token& stop) -> engine::Result<std::vector<float>> {
            begun.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            wasStopped = true;
            return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
        };
        QSignalSpy seen(&faults, &KnownFaults::seen);
        faults.find(sample("payment_declined.png"), {});
        begun.wait();
        faults.leave();
        QTRY_VERIFY(wasStopped);
        QCOMPARE(seen.size(), 0);
    }
};

QTEST_MAIN(FaultsSeenTest)
#include "faults_seen_test.moc"
