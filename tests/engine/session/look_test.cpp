// A picture that is seen without a question.
#include "engine/session/look.h"

#include <atomic>
#include <cmath>
#include <latch>
#include <thread>

#include <QTest>

#include "tests/engine/support/fixtures.h"

using namespace engine;

namespace {

LoadOptions options() {
    LoadOptions options;
    options.folder = fixtures::checkpoint("tiny");
    options.threads = 1;
    options.device = fixtures::device();
    return options;
}

std::unique_ptr<Engine> loaded(int mostWaiting = 64) {
    auto wanted = options();
    wanted.mostWaiting = mostWaiting;
    auto result = Engine::load(wanted);
    if (!result) throw std::runtime_error(result.error().detail);
    return std::move(result.value());
}

/// A few bars, so that some tokens stand out.
std::shared_ptr<const Image> bars(int seed) {
    auto image = std::make_shared<Image>();
    image->width = image->height = 224;
    for (int y = 0; y < image->height; ++y)
        for (int x = 0; x < image->width; ++x)
            for (int channel = 0; channel < 3; ++channel)
                image->rgb.push_back(
                    static_cast<std::uint8_t>(x / 28 == seed % 8 ? 30 * channel + 10 * seed : 230));
    return image;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double{a[i]} * b[i];
    return sum;
}

}  // namespace

class LookTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aPictureIsOneVectorOfLengthOne() {
        const auto engine = loaded();
        const auto one = engine->embed({bars(2)}, {});
        const auto again = engine->embed({bars(2)}, {});
        const auto other = engine->embed({bars(5)}, {});
        QVERIFY(one && again && other);
        QVERIFY(std::abs(product(one.value(), one.value()) - 1) < 1e-4);
        QCOMPARE(again.value(), one.value());
        QVERIFY(product(one.value(), other.value()) < 0.9999);
    }

    void whatStandsOutCountsAndNotTheBackdrop() {
        auto features = at::zeros({100, 3});
        features.select(1, 0).fill_(1);  // the backdrop
        features.select(0, 7).copy_(at::tensor({0.0F, 4.0F, 0.0F}));
        const auto view = viewOf(features);
        QVERIFY(view[1] > 0.9F);
        QVERIFY(view[0] < 0.3F);
    }

    void onePlainColourStillHasAView() {
        const auto view = viewOf(at::ones({16, 4}));
        QVERIFY(std::abs(view[0] - 0.5F) < 1e-5F);
    }

    void whatIsNoNumberIsSaid() {
        auto features = at::rand({8, 4});
        features.index_put_({at::tensor(3), at::tensor(1)}, NAN);
        try {
            viewOf(features);
            QFAIL("no error");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().code, ErrorCode::BadNumbers);
        }
    }

    void aQuestionAboutItSeesItNoMore() {
        const auto engine = loaded();
        const auto seeings = [&](const Request& request) {
            int count = 0;
            const auto done =
                engine->generate(request,
                                 [&](const Event& event) {
                                     const auto* progress = std::get_if<Progress>(&event);
                                     if (progress != nullptr && progress->stage == Stage::Seeing) ++count;
                                 },
                                 {});
            return done ? count : -1;
        };
        auto request = fixtures::ask("?", {"red"}, 4);
        for (const auto& part : request.messages.back().parts)
            if (const auto* picture = std::get_if<ImagePart>(&part)) QVERIFY(engine->embed(*picture, {}));
        QCOMPARE(seeings(request), 0);
        QVERIFY(seeings(fixtures::ask("?", {"green"}, 4)) > 0);
    }

    void aStopEndsItWithinOneBlock() {
        const c10::InferenceMode inference;
        const auto model = loadModel(options(), {}, {});
        FeatureCache features(1 << 20);
        Look look({bars(1)});
        int blocks = 0;
        try {
            look.see(*model, features, [&] {
                ++blocks;
                look.stop();
            });
            QFAIL("it went on");
        } catch (const EngineError& error) {
            QCOMPARE(error.error().code, ErrorCode::Cancelled);
        }
        QCOMPARE(blocks, 1);
        QCOMPARE(features.bytes(), 0);
    }

    void aStopBeforeItsTurnIsHeard() {
        const auto engine = loaded();
        std::stop_source source;
        source.request_stop();
        QCOMPARE(engine->embed({bars(1)}, source.get_token()).error().code, ErrorCode::Cancelled);
    }

    void itIsSeenWhileSomebodyElseIsAnswered() {
        fixtures::Copy patient("tiny");  // its answer goes on for minutes
        patient.editJson("config.json",
                         [](auto& config) { config["text_config"]["max_position_embeddings"] = 1'000'000; });
        auto wanted = options();
        wanted.folder = patient.folder();
        const auto engine = Engine::load(wanted);
        QVERIFY(engine);
        auto endless = fixtures::ask("?", {}, 100'000);
        endless.sampling.endRepetition = false;
        endless.sampling.temperature = 1;
        std::latch writing(1);
        std::atomic<bool> counted = false;
        std::stop_source source;
        Result<Finished> finished = Error{};
        {
            const std::jthread asker([&] {
                finished = engine.value()->generate(
                    endless,
                    [&](const Event& event) {
                        if (std::holds_alternative<TextDelta>(event) && !counted.exchange(true))
                            writing.count_down();
                    },
                    source.get_token());
            });
            writing.wait();
            QVERIFY(engine.value()->embed({bars(3)}, {}));
            source.request_stop();
        }
        QVERIFY(finished);
        QCOMPARE(finished.value().reason, FinishReason::Cancelled);
    }

    void badPicturesAndTooManyAreRefused() {
        const auto engine = loaded();
        QCOMPARE(engine->embed({}, {}).error().code, ErrorCode::BadRequest);
        auto cut = std::make_shared<Image>(*bars(1));
        cut->rgb.resize(100);
        QCOMPARE(engine->embed({cut}, {}).error().code, ErrorCode::BadRequest);
        auto thin = std::make_shared<Image>();
        thin->width = 3000;
        thin->height = 2;
        thin->rgb.resize(3000 * 2 * 3);
        QCOMPARE(engine->embed({thin}, {}).error().code, ErrorCode::ImageTooThin);
        QCOMPARE(loaded(0)->embed({bars(1)}, {}).error().code, ErrorCode::Busy);
    }
};

QTEST_GUILESS_MAIN(LookTest)
#include "look_test.moc"
