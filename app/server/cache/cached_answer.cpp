#include "app/server/cache/cached_answer.h"

#include <type_traits>

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::json;

constexpr int version = 2;
constexpr std::string_view label = "glancedesk cached answer";

Digest macOf(std::string_view body, const CacheKey& key, std::string_view secret) {
    return FieldDigest(secret).add(label).add(viewOf(key)).add(body).finish();
}

/// Bytes, not text: a token is not always whole characters.
Json bytesJson(const std::string& bytes) {
    return Json::binary({bytes.begin(), bytes.end()});
}

std::string bytesOf(const Json& json) {
    const auto& bytes = json.get_binary();
    return {bytes.begin(), bytes.end()};
}

Json tokenJson(const engine::TokenLogprob& token) {
    return Json::array({token.id, bytesJson(token.bytes), token.logprob});
}

engine::TokenLogprob tokenOf(const Json& json) {
    return {json.at(0), bytesOf(json.at(1)), json.at(2)};
}

/// Null for Progress, which is not kept.
Json eventJson(const engine::Event& event) {
    return std::visit(
        [](const auto& each) -> Json {
            using Kind = std::decay_t<decltype(each)>;
            if constexpr (std::is_same_v<Kind, engine::TextDelta>) {
                return Json::array({"text", static_cast<int>(each.channel), bytesJson(each.text)});
            } else if constexpr (std::is_same_v<Kind, engine::ToolCall>) {
                return Json::array({"call", bytesJson(each.name), bytesJson(each.arguments)});
            } else if constexpr (std::is_same_v<Kind, engine::TokenChoice>) {
                Json top = Json::array();
                for (const engine::TokenLogprob& token : each.top)
                    top.push_back(tokenJson(token));
                return Json::array({"token", tokenJson(each.chosen), top});
            } else {
                static_assert(std::is_same_v<Kind, engine::Progress>);
                return nullptr;
            }
        },
        event);
}

engine::Event eventOf(const Json& json) {
    const std::string kind = json.at(0);
    if (kind == "text") {
        return engine::TextDelta{static_cast<engine::Channel>(json.at(1).get<int>()), bytesOf(json.at(2))};
    }
    if (kind == "call") return engine::ToolCall{bytesOf(json.at(1)), bytesOf(json.at(2))};
    if (kind != "token") throw std::invalid_argument("event");
    engine::TokenChoice choice{tokenOf(json.at(1)), {}};
    for (const Json& token : json.at(2))
        choice.top.push_back(tokenOf(token));
    return choice;
}

Json statsJson(const engine::Stats& stats) {
    const auto& [prompt, image, cached, fresh, thinking, vision, first, total, seed] = stats;
    return Json::array({prompt, image, cached, fresh, thinking, vision, first, total, seed});
}

engine::Stats statsOf(const Json& json) {
    return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4),
            json.at(5), json.at(6), json.at(7), json.at(8)};
}

}  // namespace

bool isFresh(const CachedAnswer& answer, std::chrono::seconds lifetime,
             std::chrono::system_clock::time_point now) {
    const auto age = now - std::chrono::system_clock::time_point(std::chrono::milliseconds(answer.made));
    return age >= age.zero() && age < lifetime;
}

std::size_t memoryOf(const CachedAnswer& answer) {
    std::size_t bytes = sizeof answer + answer.events.capacity() * sizeof(engine::Event);
    for (const engine::Event& event : answer.events) {
        if (const auto* delta = std::get_if<engine::TextDelta>(&event)) bytes += delta->text.capacity();
        if (const auto* call = std::get_if<engine::ToolCall>(&event))
            bytes += call->name.capacity() + call->arguments.capacity();
        if (const auto* token = std::get_if<engine::TokenChoice>(&event))
            bytes += token->top.capacity() * sizeof(engine::TokenLogprob);
    }
    return bytes;
}

std::string sealedAnswer(const CachedAnswer& answer, const CacheKey& key, std::string_view secret) {
    Json events = Json::array();
    for (const engine::Event& event : answer.events) {
        if (Json json = eventJson(event); !json.is_null()) events.push_back(std::move(json));
    }
    std::string body;
    Json::to_cbor(Json::array({version, events, static_cast<int>(answer.finished.reason),
                               statsJson(answer.finished.stats), answer.made}),
                  body);
    return std::string(viewOf(macOf(body, key, secret))) + body;
}

std::optional<CachedAnswer> openedAnswer(std::string_view bytes, const CacheKey& key,
                                         std::string_view secret) {
    if (bytes.size() < std::tuple_size_v<Digest>) return std::nullopt;
    const std::string_view mac = bytes.substr(0, std::tuple_size_v<Digest>);
    const std::string_view body = bytes.substr(mac.size());
    if (!equalInConstantTime(mac, viewOf(macOf(body, key, secret)))) return std::nullopt;
    try {
        const Json json = Json::from_cbor(body);
        // Another version's words are no answer of ours.
        if (json.at(0) != version) return std::nullopt;
        CachedAnswer answer;
        for (const Json& event : json.at(1))
            answer.events.push_back(eventOf(event));
        answer.finished = {static_cast<engine::FinishReason>(json.at(2).get<int>()), statsOf(json.at(3))};
        answer.made = json.at(4);
        return answer;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace app
