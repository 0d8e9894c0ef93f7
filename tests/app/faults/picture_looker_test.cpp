#include "app/faults/picture_looker.h"

#include <atomic>
#include <latch>

#include <QtTest>

#include "tests/support/fake_generator.h"

using app::PictureLooker;
using app::PictureView;
using test::FakeGenerator;

namespace {

app::Picture picture() {
    app::Picture picture;
    picture.hash = "a";
    picture.pixels = std::make_shared<engine::Image>();
    return picture;
}

engine::Result<std::vector<float>> sees() {
    return std::vector<float>{0.6F, 0.8F};
}

}  // namespace

class PictureLookerTest final : public QObject {
    Q_OBJECT

 private slots:
    void tellsWhatTheModelSeesUnderTheCapOfQuestions() {
        auto fake = std::make_shared<FakeGenerator>();
        std::atomic<int> cap = 0;
        fake->onEmbed = [&](const engine::ImagePart& part, const std::stop_token&) {
            cap = part.mostTokens;
            return sees();
        };
        PictureLooker looker([&] { return fake; }, [] { return 256; });
        QCOMPARE(looker.model(), QString("fake"));
        PictureView seen;
        looker.look(picture(), {}, [&](const PictureView& view) { seen = view; });
        QVERIFY(seen.isEmpty());  // nothing within the call
        QTRY_VERIFY(!seen.isEmpty());
        QCOMPARE(seen.model, QString("fake"));
        QCOMPARE(seen.values.size(), 2u);
        QCOMPARE(cap, 256);
    }

    void aModelWithoutATowerIsAskedOnce() {
        auto fake = std::make_shared<FakeGenerator>();
        std::atomic<int> asked = 0;
        fake->onEmbed = [&](const engine::ImagePart&, const std::stop_token&) {
            ++asked;
            return engine::Result<std::vector<float>>(std::vector<float>{});
        };
        PictureLooker looker([&] { return fake; });
        looker.look(picture(), {}, [](const PictureView&) { QFAIL("nothing was seen"); });
        QTRY_COMPARE(looker.model(), QString());
        looker.look(picture(), {}, [](const PictureView&) { QFAIL("nothing was seen"); });
        QCOMPARE(asked, 1);
    }

    void aStopReachesTheModelAndNothingComes() {
        auto fake = std::make_shared<FakeGenerator>();
        std::latch begun(1);
        std::atomic<bool> wasStopped = false;
        fake->onEmbed = [&](const engine::ImagePart&,
                            const std::stop_token& stop) -> engine::Result<std::vector<float>> {
            if (wasStopped) return sees();
            begun.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            wasStopped = true;
            return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
        };
        PictureLooker looker([&] { return fake; });
        std::stop_source source;
        looker.look(picture(), source.get_token(), [](const PictureView&) { QFAIL("it was stopped"); });
        begun.wait();
        source.request_stop();
        bool isSeen = false;
        looker.look(picture(), {}, [&](const PictureView&) { isSeen = true; });
        QTRY_VERIFY(isSeen);
        QVERIFY(wasStopped);
    }

    void aFailureIsNoViewAndTheNextOneIsAsked() {
        auto fake = std::make_shared<FakeGenerator>();
        std::atomic<bool> fails = true;
        fake->onEmbed = [&](const engine::ImagePart&,
                            const std::stop_token&) -> engine::Result<std::vector<float>> {
            if (fails.exchange(false)) throw std::bad_alloc();
            return sees();
        };
        PictureLooker looker([&] { return fake; });
        int views = 0;
        for (int i = 0; i < 2; ++i)
            looker.look(picture(), {}, [&](const PictureView&) { ++views; });
        QTRY_COMPARE(views, 1);
    }

    void withoutAModelOrPixelsNothingHappens() {
        PictureLooker none([] { return nullptr; });
        QCOMPARE(none.model(), QString());
        none.look(picture(), {}, [](const PictureView&) { QFAIL("no model"); });
        auto fake = std::make_shared<FakeGenerator>();
        std::atomic<bool> wasAsked = false;
        fake->onEmbed = [&](const engine::ImagePart&, const std::stop_token&) {
            wasAsked = true;
            return sees();
        };
        {
            PictureLooker looker([&] { return fake; });
            looker.look(app::Picture(), {}, [](const PictureView&) { QFAIL("no pixels"); });
        }
        QVERIFY(!wasAsked);
    }

    void itsEndStopsWhatRuns() {
        auto fake = std::make_shared<FakeGenerator>();
        std::latch begun(1);
        fake->onEmbed = [&](const engine::ImagePart&,
                            const std::stop_token& stop) -> engine::Result<std::vector<float>> {
            begun.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
        };
        PictureLooker looker([&] { return fake; });
        looker.look(picture(), {}, [](const PictureView&) { QFAIL("it has ended"); });
        begun.wait();
    }
};

QTEST_GUILESS_MAIN(PictureLookerTest)
#include "picture_looker_test.moc"
