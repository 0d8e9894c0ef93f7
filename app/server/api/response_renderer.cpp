#include "app/server/api/response_renderer.h"

#include <utility>

namespace app::server {
namespace {

Json usageOfResponse(const Answer& answer) {
    const engine::Stats sum = sumOf(answer);
    return {
        {"input_tokens", sum.promptTokens},
        {"input_tokens_details", {{"cached_tokens", sum.cachedTokens}, {"image_tokens", sum.imageTokens}}},
        {"output_tokens", sum.newTokens},
        {"output_tokens_details", {{"reasoning_tokens", sum.thinkingTokens}}},
        {"total_tokens", sum.promptTokens + sum.newTokens}};
}

Json textPart(const std::string& text) {
    return {
        {"type", "output_text"}, {"text", text}, {"annotations", Json::array()}, {"logprobs", Json::array()}};
}

bool isCut(const Answer& answer) {
    const auto& finished = answer.choices.front().finished;
    return finished && std::string(finishReasonOf(*finished)) == "length";
}

}  // namespace

ResponseRenderer::ResponseRenderer(const Call& call)
    : m_sampling(call.request.sampling), m_oneToolCall(call.oneToolCall), m_itemId(newId("")) {}

Json ResponseRenderer::frame(const Answer& answer, const char* status) const {
    const auto orNull = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    return {{"id", answer.id},
            {"object", "response"},
            {"created_at", answer.created},
            {"status", status},
            {"error", nullptr},
            {"incomplete_details", isCut(answer) ? Json{{"reason", "max_output_tokens"}} : Json()},
            {"instructions", nullptr},
            {"max_output_tokens", m_sampling.maxTokens},
            {"metadata", Json::object()},
            {"model", answer.model},
            {"parallel_tool_calls", !m_oneToolCall},
            {"previous_response_id", nullptr},
            {"store", false},
            {"temperature", orNull(m_sampling.temperature)},
            {"top_p", orNull(m_sampling.topP)},
            {"tool_choice", "auto"},
            {"tools", Json::array()},
            {"output", Json::array()},
            {"usage", nullptr}};
}

Json ResponseRenderer::itemJson(const Answer& answer, Item item) const {
    const Choice& choice = answer.choices.front();
    if (item == Item::Reasoning) {
        return {{"id", "rs_" + m_itemId},
                {"type", "reasoning"},
                {"summary", Json::array()},
                {"content", Json::array({Json{{"type", "reasoning_text"}, {"text", choice.thinking}}})}};
    }
    return {{"id", "msg_" + m_itemId},
            {"type", "message"},
            {"status", isCut(answer) ? "incomplete" : "completed"},
            {"role", "assistant"},
            {"content", Json::array({textPart(choice.text)})}};
}

Json ResponseRenderer::callItem(const engine::ToolCall& call, std::size_t index) const {
    const std::string id = m_itemId + std::to_string(index);
    return {{"id", "fc_" + id},        {"type", "function_call"}, {"status", "completed"},
            {"call_id", "call_" + id}, {"name", call.name},       {"arguments", call.arguments}};
}

Json ResponseRenderer::output(const Answer& answer) const {
    const Choice& choice = answer.choices.front();
    Json items = Json::array();
    if (!choice.thinking.empty()) items.push_back(itemJson(answer, Item::Reasoning));
    if (!choice.text.empty() || choice.calls.empty()) items.push_back(itemJson(answer, Item::Message));
    for (std::size_t i = 0; i < choice.calls.size(); ++i)
        items.push_back(callItem(choice.calls[i], i));
    return items;
}

Json ResponseRenderer::whole(const Answer& answer) const {
    Json json = frame(answer, isCut(answer) ? "incomplete" : "completed");
    json["output"] = output(answer);
    json["usage"] = usageOfResponse(answer);
    return json;
}

std::string ResponseRenderer::event(const char* type, const Json& json) {
    Json whole{{"type", type}, {"sequence_number", m_number++}};
    whole.update(json);
    return sse(whole, type);
}

std::string ResponseRenderer::begin(const Answer& answer) {
    const Json response = frame(answer, "in_progress");
    std::string text = event("response.created", {{"response", response}});
    return text + event("response.in_progress", {{"response", response}});
}

std::string ResponseRenderer::open(const Answer& answer, Item item) {
    if (m_open == item) return {};
    std::string text = close(answer);
    m_open = item;
    const int index = m_items++;
    Json json = itemJson(answer, item);
    json["content"] = Json::array();
    if (item == Item::Message) json["status"] = "in_progress";
    text += event("response.output_item.added", {{"output_index", index}, {"item", json}});
    const Json part = item == Item::Message ? textPart("") : Json{{"type", "reasoning_text"}, {"text", ""}};
    return text +
           event("response.content_part.added",
                 {{"item_id", json["id"]}, {"output_index", index}, {"content_index", 0}, {"part", part}});
}

std::string ResponseRenderer::close(const Answer& answer) {
    if (m_open == Item::None) return {};
    const Item item = std::exchange(m_open, Item::None);
    const Json json = itemJson(answer, item);
    const Json& part = json["content"][0];
    const Json place{{"item_id", json["id"]}, {"output_index", m_items - 1}, {"content_index", 0}};
    Json done = place;
    done["text"] = part["text"];
    if (item == Item::Message) done["logprobs"] = Json::array();
    std::string text =
        event(item == Item::Message ? "response.output_text.done" : "response.reasoning_text.done", done);
    Json partDone = place;
    partDone["part"] = part;
    text += event("response.content_part.done", partDone);
    return text + event("response.output_item.done", {{"output_index", m_items - 1}, {"item", json}});
}

std::string ResponseRenderer::wholeItem(const Json& item) {
    const int index = m_items++;
    Json begun = item;
    begun["status"] = "in_progress";
    begun["arguments"] = "";
    std::string text = event("response.output_item.added", {{"output_index", index}, {"item", begun}});
    const Json place{{"item_id", item["id"]}, {"output_index", index}};
    Json delta = place;
    delta["delta"] = item["arguments"];
    text += event("response.function_call_arguments.delta", delta);
    Json done = place;
    done["name"] = item["name"];
    done["arguments"] = item["arguments"];
    text += event("response.function_call_arguments.done", done);
    return text + event("response.output_item.done", {{"output_index", index}, {"item", item}});
}

std::string ResponseRenderer::events(const Answer& answer, int, const std::vector<engine::Event>& events) {
    std::string text;
    for (const engine::Event& one : events) {
        if (const auto* delta = std::get_if<engine::TextDelta>(&one)) {
            if (delta->channel == engine::Channel::ToolCall || delta->text.empty()) continue;
            const bool isAnswer = delta->channel == engine::Channel::Answer;
            text += open(answer, isAnswer ? Item::Message : Item::Reasoning);
            Json json{{"item_id", (isAnswer ? "msg_" : "rs_") + m_itemId},
                      {"output_index", m_items - 1},
                      {"content_index", 0},
                      {"delta", delta->text}};
            if (isAnswer) json["logprobs"] = Json::array();
            text += event(isAnswer ? "response.output_text.delta" : "response.reasoning_text.delta", json);
        } else if (const auto* call = std::get_if<engine::ToolCall>(&one)) {
            text += close(answer);
            text += wholeItem(callItem(*call, m_calls++));
        }
    }
    return text;
}

std::string ResponseRenderer::choiceEnd(const Answer& answer, int) {
    const Choice& choice = answer.choices.front();
    std::string text;
    if (choice.text.empty() && choice.calls.empty()) text = open(answer, Item::Message);
    return text + close(answer);
}

std::string ResponseRenderer::end(const Answer& answer) {
    return event(isCut(answer) ? "response.incomplete" : "response.completed", {{"response", whole(answer)}});
}

}  // namespace app::server
