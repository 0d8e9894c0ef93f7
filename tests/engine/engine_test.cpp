// The engine's door: answers, limits and what a bad request gives.
#include <cmath>
#include <thread>

#include <QTest>

#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

namespace {

std::unique_ptr<Engine> loaded(const std::filesystem::path& folder = fixtures::checkpoint("tiny"),
                               WeightsKind weights = WeightsKind::Float32) {
    LoadOptions options{folder, weights, 1};
    options.device = fixtures::device();
    auto result = Engine::load(options);
    if (!result) throw std::runtime_error(result.error().where + ": " + result.error().detail);
    return std::move(result.value());
}

struct Answer {
    std::string text;
    Finished finished;
};

Answer answerOf(const Engine& engine, const Request& request) {
    Answer answer;
    const auto done = engine.generate(request,
                                      [&](const Event& event) {
                                          if (const auto* delta = std::get_if<TextDelta>(&event))
                                              answer.text += delta->text;
                                      },
                                      {});
    if (!done) throw std::runtime_error(done.error().detail);
    answer.finished = done.value();
    return answer;
}

Error errorOf(const Engine& engine, const Request& request) {
    const auto done = engine.generate(request, {}, {});
    if (done) throw std::runtime_error("no error");
    return done.error();
}

Request withPicture(Image image) {
    auto request = fixtures::ask("?");
    request.messages.front().parts.emplace_back(ImagePart{std::make_shared<const Image>(std::move(image))});
    return request;
}

Image plain(int width, int height) {
    return {
        width, height,
        std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)};
}

}  // namespace

class EngineTest : public QObject {
    Q_OBJECT

 private slots:
    void tellsWhatItLoaded() {
        std::vector<double> progress;
        LoadOptions options{fixtures::checkpoint("tiny"), WeightsKind::Auto, 0};
        options.device = fixtures::device();
        const auto result = Engine::load(options, [&](double part) { progress.push_back(part); });
        QVERIFY(result);
        const auto& info = result.value()->info();
        QCOMPARE(info.name, std::string("tiny"));
        QCOMPARE(info.weights, std::string("bfloat16"));
        const bool onCard = fixtures::device().kind == DeviceChoice::Kind::Cuda;
        QVERIFY2(onCard ? info.device.starts_with("cuda:") : info.device == "cpu", info.device.c_str());
        QVERIFY2(info.notes.empty(), info.notes.empty() ? "" : info.notes.front().c_str());
        QCOMPARE(info.contextTokens, 4096);
        QCOMPARE(info.parameters, std::int64_t{247136});
        QVERIFY(std::ranges::is_sorted(progress));
        QVERIFY(progress.front() > 0);
        QCOMPARE(progress.back(), 1.0);
    }

    void aCardThatIsNotThereIsNamed() {
        LoadOptions options{fixtures::checkpoint("tiny"), WeightsKind::Auto, 1};
        options.device = {DeviceChoice::Kind::Cuda, 99};
        const auto result = Engine::load(options);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::BadRequest);
        QCOMPARE(result.error().where, std::string("cuda:99"));
    }

    void noPictureBecomesMoreTokensThanTold() {
        const auto engine = loaded();
        int most = 0;
        for (const auto& [width, height] :
             {std::pair{400, 2}, {2, 400}, {3000, 15}, {500, 500}, {640, 360}, {1, 1}}) {
            auto request = withPicture(plain(width, height));
            request.sampling.maxTokens = 1;
            most = std::max(most, answerOf(*engine, request).finished.stats.imageTokens);
        }
        QCOMPARE_LE(most, engine->info().imageTokenLimit);
        QCOMPARE_GE(most, 60);
    }

    void greedyAnswersAreTheTracedTokens() {
        const auto engine = loaded();
        const auto wanted = fixtures::named("two_images");
        auto request = wanted.request;
        request.sampling = fixtures::ask("").sampling;
        request.sampling.maxTokens = 32;
        const auto answer = answerOf(*engine, request);
        const auto expected = raw::read(fixtures::data() / "expected" / "two_images.safetensors");
        const auto& stats = answer.finished.stats;
        QCOMPARE(stats.newTokens, static_cast<int>(expected.at("greedy_ids").shape[0]));
        QCOMPARE(stats.promptTokens, static_cast<int>(expected.at("input_ids").shape[0]));
        QCOMPARE(answer.finished.reason, FinishReason::Length);
        QVERIFY(!answer.text.empty());
        QVERIFY(stats.imageTokens > 0 && stats.imageTokens < stats.promptTokens);
        QVERIFY(stats.visionSeconds > 0 && stats.firstTokenSeconds >= stats.visionSeconds);
        QVERIFY(stats.totalSeconds >= stats.firstTokenSeconds);
    }

    void anEndTokenEndsAnswerAndTrace() {
        const auto expected = raw::read(fixtures::data() / "expected" / "no_image.safetensors");
        const auto greedy = expected.at("greedy_ids").integers();
        const auto end = greedy[5];
        const auto count = std::ranges::find(greedy, end) - greedy.begin() + 1;
        const fixtures::Copy copy("tiny");
        copy.editJson("generation_config.json", [&](auto& json) { json["eos_token_id"] = end; });
        const auto engine = loaded(copy.folder());
        auto request = fixtures::named("no_image").request;
        request.sampling = fixtures::ask("", {}, 32).sampling;
        const auto answer = answerOf(*engine, request);
        QCOMPARE(answer.finished.reason, FinishReason::Stop);
        QCOMPARE(answer.finished.stats.newTokens, static_cast<int>(count));

        const auto file = copy / "trace.safetensors";
        QVERIFY(engine->trace(request, 32, file));
        const auto traced = raw::read(file).at("greedy_ids").integers();
        QCOMPARE(traced, std::vector<std::int64_t>(greedy.begin(), greedy.begin() + count));
    }

    void theSameSeedWritesTheSame() {
        const auto engine = loaded();
        auto request = fixtures::ask("这是什么？", {"red"}, 24);
        request.sampling.temperature = 1.5;
        request.sampling.topP = 1;
        request.sampling.topK = 0;
        request.sampling.seed = 7;
        const auto first = answerOf(*engine, request);
        QCOMPARE(first.finished.stats.seed, std::uint64_t{7});
        QCOMPARE(answerOf(*engine, request).text, first.text);
        request.sampling.seed = 8;
        QVERIFY(answerOf(*engine, request).text != first.text);
    }

    void severalThreadsAskAtOnce() {
        const auto engine = loaded();
        const std::vector<Request> requests{fixtures::ask("这是什么？", {"red"}, 16),
                                            fixtures::ask("?", {"green"}, 16),
                                            fixtures::ask("hello", {}, 16)};
        std::vector<std::string> alone;
        for (const auto& request : requests)
            alone.push_back(answerOf(*engine, request).text);
        std::vector<std::string> together(requests.size());
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < requests.size(); ++i)
                threads.emplace_back([&, i] { together[i] = answerOf(*engine, requests[i]).text; });
        }
        QCOMPARE(together, alone);
    }

    void aLongAnswerOutgrowsItsFirstRoom() {
        const auto engine = loaded();
        auto request = fixtures::ask("?", {}, 600);
        request.sampling.temperature = 1;
        request.sampling.seed = 1;
        const fixtures::Copy copy("tiny");  // without end tokens
        copy.editJson("generation_config.json",
                      [](auto& json) { json["eos_token_id"] = nlohmann::json::array(); });
        const auto endless = loaded(copy.folder());
        const auto answer = answerOf(*endless, request);
        QCOMPARE(answer.finished.stats.newTokens, 600);
        QCOMPARE(answer.finished.reason, FinishReason::Length);
    }

    void theContextBoundsPromptAndAnswer() {
        const fixtures::Copy copy("tiny");
        copy.editJson("config.json", [](auto& json) { json["text_config"]["max_position_embeddings"] = 64; });
        copy.editJson("generation_config.json",
                      [](auto& json) { json["eos_token_id"] = nlohmann::json::array(); });
        const auto engine = loaded(copy.folder());
        const auto answer = answerOf(*engine, fixtures::ask("?", {}, 1000));
        QCOMPARE(answer.finished.reason, FinishReason::Length);
        QCOMPARE(answer.finished.stats.promptTokens + answer.finished.stats.newTokens, 64);

        const auto error = errorOf(*engine, fixtures::ask("?", {"red", "green"}));
        QCOMPARE(error.code, ErrorCode::PromptTooLong);
        QCOMPARE(error.numbers.size(), std::size_t{2});
        QCOMPARE_GT(error.numbers[0], 100);
        QCOMPARE(error.numbers[1], 63);
    }

    void badPicturesAreRefused() {
        const auto engine = loaded();
        const auto thin = errorOf(*engine, withPicture(plain(402, 2)));
        QCOMPARE(thin.code, ErrorCode::ImageTooThin);
        QCOMPARE(thin.numbers, (std::vector<std::int64_t>{402, 2}));
        auto cut = plain(40, 40);
        cut.rgb.pop_back();
        QCOMPARE(errorOf(*engine, withPicture(cut)).code, ErrorCode::BadRequest);
        QCOMPARE(errorOf(*engine, withPicture(plain(0, 0))).code, ErrorCode::BadRequest);
        auto none = fixtures::ask("?");
        none.messages.front().parts.emplace_back(ImagePart{});
        QCOMPARE(errorOf(*engine, none).code, ErrorCode::BadRequest);
    }

    void aTypedImageMarkIsNoPicture() {
        const auto engine = loaded();
        const auto answer = answerOf(*engine, fixtures::ask("what does <|image|> mean?", {"red"}, 2));
        QCOMPARE(answer.finished.stats.imageTokens,
                 answerOf(*engine, fixtures::ask("?", {"red"}, 2)).finished.stats.imageTokens);
    }

    void whatASinkThrowsIsAnError() {
        const auto engine = loaded();
        const auto done = engine->generate(
            fixtures::ask("?"), [](const Event&) { throw std::runtime_error("the sink is full"); }, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Internal);
        QCOMPARE(done.error().detail, std::string("the sink is full"));
    }

    void aTraceThatCannotBeWrittenSaysSo() {
        const auto engine = loaded();
        const auto traced = engine->trace(fixtures::ask("?"), 2, "/nowhere/at/all.safetensors");
        QVERIFY(!traced);
        QCOMPARE(traced.error().code, ErrorCode::WriteFailed);
        QCOMPARE(traced.error().where, std::string("/nowhere/at/all.safetensors"));
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
