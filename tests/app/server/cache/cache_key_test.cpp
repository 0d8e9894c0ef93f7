#include "app/server/cache/cache_key.h"

#include <functional>
#include <map>

#include <QtTest>

using namespace app;

namespace {

std::shared_ptr<const engine::Image> image(int width, int height, std::uint8_t value) {
    auto result = std::make_shared<engine::Image>();
    result->width = width;
    result->height = height;
    result->rgb.assign(static_cast<std::size_t>(width * height * 3), value);
    return result;
}

/// Every field has a value of its own, so that a change of each can be tried.
engine::Request fullRequest() {
    engine::Request request;
    request.messages = {
        {engine::Role::System, {engine::TextPart{"Be brief."}}},
        {engine::Role::User, {engine::TextPart{"What is this?"}, engine::ImagePart{image(4, 2, 7), 100}}},
        {engine::Role::Assistant, {engine::TextPart{"A lamp."}}, {{"look", "{}"}}, "Hm."},
        {engine::Role::Tool, {engine::TextPart{"red"}}},
        {engine::Role::User, {engine::TextPart{"And now?"}}}};
    auto& sampling = request.sampling;
    sampling.temperature = 0.5;
    sampling.topP = 0.6;
    sampling.topK = 7;
    sampling.minP = 0.1;
    sampling.repetitionPenalty = 1.1;
    sampling.presencePenalty = 0.2;
    sampling.frequencyPenalty = 0.3;
    sampling.logitBias = {{5, 1.5}};
    sampling.seed = 42;
    sampling.stop = {"END"};
    sampling.topLogprobs = 3;
    request.enableThinking = true;
    request.tools = {"{}"};
    request.toolChoice = {engine::ToolChoice::Kind::Named, "look"};
    request.format = {engine::AnswerFormat::Kind::JsonSchema, "{}"};
    request.prompt = "plain";
    request.caller = "key:desk:1";
    return request;
}

const AnswerOrigin origin{"demo", "bfloat16", "abc"};

}  // namespace

class CacheKeyTest final : public QObject {
    Q_OBJECT

 private slots:
    void theSameQuestionHasTheSameKey() {
        QVERIFY(cacheKeyOf(fullRequest(), origin, "secret") == cacheKeyOf(fullRequest(), origin, "secret"));
        // The pixels count, not where they lie or when they are computed.
        engine::Request later = fullRequest();
        later.priority = engine::Priority::Port;
        QVERIFY(cacheKeyOf(later, origin, "secret") == cacheKeyOf(fullRequest(), origin, "secret"));
    }

    void everyFieldIsKeyed() {
        using Request = engine::Request;
        const auto picture = [](Request& r) -> engine::ImagePart& {
            return std::get<engine::ImagePart>(r.messages[1].parts[1]);
        };
        const std::map<std::string, std::function<void(Request&)>> changes = {
            {"nothing", [](Request&) {}},
            {"role", [](Request& r) { r.messages[0].role = engine::Role::User; }},
            {"first text", [](Request& r) { r.messages[0].parts[0] = engine::TextPart{"Be long."}; }},
            {"last text", [](Request& r) { r.messages[4].parts[0] = engine::TextPart{"And then?"}; }},
            {"order", [](Request& r) { std::swap(r.messages[0], r.messages[4]); }},
            {"one message less", [](Request& r) { r.messages.erase(r.messages.begin()); }},
            {"one message more", [](Request& r) { r.messages.push_back(r.messages.back()); }},
            {"parts split",
             [](Request& r) {
                 r.messages[4].parts = {engine::TextPart{"And "}, engine::TextPart{"now?"}};
             }},
            {"parts swapped", [](Request& r) { std::swap(r.messages[1].parts[0], r.messages[1].parts[1]); }},
            {"tool call's name", [](Request& r) { r.messages[2].toolCalls[0].name = "see"; }},
            {"tool call's arguments", [](Request& r) { r.messages[2].toolCalls[0].arguments = "[]"; }},
            {"no tool call", [](Request& r) { r.messages[2].toolCalls.clear(); }},
            {"thinking", [](Request& r) { r.messages[2].thinking = "Oh."; }},
            {"a pixel",
             [&](Request& r) {
                 auto changed = std::make_shared<engine::Image>(*picture(r).image);
                 changed->rgb.back() ^= 1;
                 picture(r).image = changed;
             }},
            {"the same pixels in another shape", [&](Request& r) { picture(r).image = image(2, 4, 7); }},
            {"no picture", [&](Request& r) { picture(r).image = nullptr; }},
            {"picture's cap", [&](Request& r) { picture(r).mostTokens = 99; }},
            {"temperature", [](Request& r) { r.sampling.temperature = 0.51; }},
            {"temperature 0", [](Request& r) { r.sampling.temperature = 0; }},
            {"no temperature", [](Request& r) { r.sampling.temperature.reset(); }},
            {"topP", [](Request& r) { r.sampling.topP = 0.61; }},
            {"no topP", [](Request& r) { r.sampling.topP.reset(); }},
            {"topK", [](Request& r) { r.sampling.topK = 8; }},
            {"minP", [](Request& r) { r.sampling.minP = 0.2; }},
            {"topP for minP", [](Request& r) { std::swap(r.sampling.topP, r.sampling.minP); }},
            {"repetitionPenalty", [](Request& r) { r.sampling.repetitionPenalty = 1.2; }},
            {"presencePenalty", [](Request& r) { r.sampling.presencePenalty = 0.25; }},
            {"frequencyPenalty", [](Request& r) { r.sampling.frequencyPenalty = 0.35; }},
            {"bias of another token", [](Request& r) { r.sampling.logitBias[0].first = 6; }},
            {"another bias", [](Request& r) { r.sampling.logitBias[0].second = 2; }},
            {"no bias", [](Request& r) { r.sampling.logitBias.clear(); }},
            {"seed", [](Request& r) { r.sampling.seed = 43; }},
            {"no seed", [](Request& r) { r.sampling.seed.reset(); }},
            {"stop",
             [](Request& r) {
                 r.sampling.stop = {"EN", "D"};
             }},
            {"topLogprobs", [](Request& r) { r.sampling.topLogprobs = 0; }},
            {"no topLogprobs", [](Request& r) { r.sampling.topLogprobs.reset(); }},
            {"endRepetition", [](Request& r) { r.sampling.endRepetition = false; }},
            {"maxTokens", [](Request& r) { r.sampling.maxTokens = 7; }},
            {"enableThinking", [](Request& r) { r.enableThinking = false; }},
            {"enableThinking by default", [](Request& r) { r.enableThinking.reset(); }},
            {"tools",
             [](Request& r) {
                 r.tools = {"{}", "{}"};
             }},
            {"tool choice", [](Request& r) { r.toolChoice.kind = engine::ToolChoice::Kind::Auto; }},
            {"chosen tool", [](Request& r) { r.toolChoice.name = "see"; }},
            {"format", [](Request& r) { r.format.kind = engine::AnswerFormat::Kind::JsonObject; }},
            {"schema", [](Request& r) { r.format.schema = "[]"; }},
            {"prompt", [](Request& r) { r.prompt = "other"; }},
            {"caller", [](Request& r) { r.caller = "key:site:2"; }}};
        std::map<CacheKey, std::string> seen;
        for (const auto& [name, change] : changes) {
            Request request = fullRequest();
            change(request);
            const auto [place, isNew] = seen.emplace(cacheKeyOf(request, origin, "secret"), name);
            QVERIFY2(isNew, (name + " has the key of: " + place->second).c_str());
        }
    }

    void modelWeightsTemplateAndSecretAreKeyed() {
        const AnswerOrigin others[] = {{"demo2", "bfloat16", "abc"},
                                       {"demo", "int4", "abc"},
                                       {"demo", "bfloat16", "abd"},
                                       {"demob", "float16", "abc"}};
        const CacheKey key = cacheKeyOf(fullRequest(), origin, "secret");
        for (const AnswerOrigin& other : others)
            QVERIFY(cacheKeyOf(fullRequest(), other, "secret") != key);
        QVERIFY(cacheKeyOf(fullRequest(), origin, "other secret") != key);
    }

    void onlyWhatComesOutAgainIsDeterministic() {
        engine::Request request;
        QVERIFY(!isDeterministic(request));  // the checkpoint's own temperature is not known here
        request.sampling.temperature = 0.7;
        QVERIFY(!isDeterministic(request));
        request.sampling.seed = 1;
        QVERIFY(isDeterministic(request));
        request.sampling.seed.reset();
        request.sampling.temperature = 0;
        QVERIFY(isDeterministic(request));
    }

    void onlyWholeAnswersAreComplete() {
        using engine::FinishReason;
        QVERIFY(isComplete({FinishReason::Stop, {}}));
        QVERIFY(isComplete({FinishReason::ToolCalls, {}}));
        QVERIFY(!isComplete({FinishReason::Length, {}}));
        QVERIFY(!isComplete({FinishReason::Cancelled, {}}));
        QVERIFY(!isComplete({FinishReason::Repetition, {}}));
    }
};

QTEST_GUILESS_MAIN(CacheKeyTest)
#include "cache_key_test.moc"
