#include "app/upstream/reply_reader.h"

#include <algorithm>
#include <utility>

namespace app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t mostCalls = 128;

const Json* member(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textIn(const Json& object, const char* name) {
    const Json* found = member(object, name);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

int countIn(const Json& object, const char* name) {
    const Json* found = member(object, name);
    if (found == nullptr || !found->is_number_integer()) return 0;
    return static_cast<int>(std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, 1'000'000'000));
}

double numberIn(const Json& object, const char* name) {
    const Json* found = member(object, name);
    return found != nullptr && found->is_number() ? found->get<double>() : 0;
}

engine::TokenLogprob tokenOf(const Json& json) {
    engine::TokenLogprob token{-1, textIn(json, "token"), numberIn(json, "logprob")};
    const Json* bytes = member(json, "bytes");
    if (bytes == nullptr || !bytes->is_array()) return token;
    token.bytes.clear();
    for (const Json& byte : *bytes)
        token.bytes += byte.is_number_integer() ? static_cast<char>(byte.get<int>()) : '?';
    return token;
}

engine::FinishReason reasonOf(const std::string& word) {
    if (word == "length") return engine::FinishReason::Length;
    return word == "tool_calls" || word == "function_call" ? engine::FinishReason::ToolCalls
                                                           : engine::FinishReason::Stop;
}

/// The message inside of the forms that servers use: {"error": {"message"}}, {"error": "…"}, {"message"},
/// {"detail"}.
std::string messageIn(const Json& json) {
    if (const Json* error = member(json, "error")) {
        if (error->is_string()) return error->get<std::string>();
        return textIn(*error, "message");
    }
    std::string text = textIn(json, "message");
    return text.empty() ? textIn(json, "detail") : text;
}

/// "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens …"; as many other
/// wordings as there are servers have both figures too.
std::optional<engine::Error> tooLong(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    const Json* error = json.is_discarded() ? nullptr : member(json, "error");
    const std::string words = json.is_discarded() ? std::string() : messageIn(json);
    const bool isIt = (error != nullptr && textIn(*error, "code") == "context_length_exceeded") ||
                      words.find("maximum context length") != std::string::npos;
    if (!isIt) return std::nullopt;
    std::vector<std::int64_t> figures;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t begin = words.find_first_of("0123456789", at);
        if (begin == std::string::npos) break;
        at = std::min(words.find_first_not_of("0123456789", begin), words.size());
        if (at - begin >= 2 && at - begin <= 9)
            figures.push_back(std::stoll(words.substr(begin, at - begin)));
    }
    if (figures.size() < 2) return std::nullopt;
    const auto [most, prompt] = std::minmax(figures[0], figures[1]);
    return engine::Error{engine::ErrorCode::PromptTooLong, {}, {}, {prompt, most}};
}

bool speaksOfModel(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) return false;
    if (const Json* error = member(json, "error"); error != nullptr && error->is_object()) {
        if (textIn(*error, "code") == "model_not_found" || textIn(*error, "param") == "model") return true;
    }
    return messageIn(json).find("model") != std::string::npos;
}

}  // namespace

std::string wordsOf(const std::string& body) {
    constexpr std::size_t most = 200;
    const Json json = Json::parse(body, nullptr, false);
    std::string words = json.is_discarded() ? std::string() : messageIn(json);
    std::replace_if(
        words.begin(), words.end(), [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
    if (words.size() <= most) return words;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80)
        --end;
    return words.substr(0, end) + "…";
}

engine::Error errorOfStatus(const std::string& where, const std::string& model, int status,
                            const std::string& body, int retryAfter) {
    using engine::ErrorCode;
    if (status == 401 || status == 403)
        return {ErrorCode::UpstreamKeyRefused, where, wordsOf(body), {status}};
    if (status == 429 || (status == 503 && retryAfter > 0))
        return {ErrorCode::UpstreamBusy, where, wordsOf(body), {retryAfter}};
    if (status == 404 && speaksOfModel(body)) return {ErrorCode::UpstreamModelMissing, where, model, {}};
    if (status == 404 || status == 405 || (status >= 200 && status < 400)) {
        return {ErrorCode::UpstreamNonsense, where, "status " + std::to_string(status), {}};
    }
    if (status == 400) {
        if (const auto error = tooLong(body)) return *error;
    }
    std::string words = wordsOf(body);
    if (words.empty()) words = "no reason given";
    if (status < 500) return {ErrorCode::UpstreamRefused, where, words, {status}};
    return {ErrorCode::UpstreamFailed, where, words, {status}};
}

bool ReplyReader::nonsense(const std::string& what) {
    m_error = engine::Error{engine::ErrorCode::UpstreamNonsense, m_where, what, {}};
    return false;
}

/// Some servers begin with status 200 and tell later that they fail.
bool ReplyReader::takeError(const Json& error) {
    int status = error.is_object() ? countIn(error, "code") : 0;
    if (status < 400 || status > 599) status = 500;
    const std::string type = error.is_object() ? textIn(error, "type") : std::string();
    if (type == "invalid_request_error" || type == "BadRequestError") status = 400;
    m_error = errorOfStatus(m_where, {}, status, Json{{"error", error}}.dump(), 0);
    return false;
}

bool ReplyReader::take(std::string_view json) {
    if (json == "[DONE]") {
        m_isDone = true;
        return false;
    }
    const Json chunk = Json::parse(json, nullptr, false);
    if (!chunk.is_object()) return nonsense("a chunk that is no JSON object");
    if (const Json* error = member(chunk, "error")) return takeError(*error);
    if (const Json* usage = member(chunk, "usage")) takeUsage(*usage);
    const Json* choices = member(chunk, "choices");
    if (choices == nullptr) return m_hasUsage || nonsense("a chunk without choices");
    if (!choices->is_array()) return nonsense("choices that are no list");
    return choices->empty() || takeChoice(choices->front());
}

bool ReplyReader::takeChoice(const Json& choice) {
    if (!choice.is_object()) return nonsense("a choice that is no object");
    const Json* delta = member(choice, "delta");
    if (delta == nullptr) delta = member(choice, "message");
    if (delta != nullptr) takeThinking(*delta);
    if (const Json* logprobs = member(choice, "logprobs")) takeLogprobs(*logprobs);
    const std::string text = delta != nullptr ? textIn(*delta, "content") : textIn(choice, "text");
    if (!text.empty()) {
        ++m_pieces;
        give(m_marks.take(text));
    }
    if (delta != nullptr) {
        if (const Json* calls = member(*delta, "tool_calls"); calls != nullptr && !takeCalls(*calls))
            return false;
    }
    if (const std::string reason = textIn(choice, "finish_reason"); !reason.empty())
        m_reason = reasonOf(reason);
    return true;
}

/// vLLM and SGLang say reasoning_content, newer ones reasoning.
void ReplyReader::takeThinking(const Json& delta) {
    std::string text = textIn(delta, "reasoning_content");
    if (text.empty()) text = textIn(delta, "reasoning");
    if (text.empty()) return;
    ++m_pieces;
    ++m_thinkingPieces;
    emit(engine::TextDelta{engine::Channel::Thinking, std::move(text)});
}

bool ReplyReader::takeCalls(const Json& calls) {
    if (!calls.is_array()) return nonsense("tool calls that are no list");
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const std::size_t at =
            member(calls[i], "index") != nullptr ? static_cast<std::size_t>(countIn(calls[i], "index")) : i;
        if (at >= mostCalls) return nonsense("too many tool calls");
        if (at >= m_calls.size()) m_calls.resize(at + 1);
        const Json* function = member(calls[i], "function");
        if (function == nullptr) continue;
        m_calls[at].name += textIn(*function, "name");
        m_calls[at].arguments += textIn(*function, "arguments");
    }
    return true;
}

void ReplyReader::takeLogprobs(const Json& logprobs) {
    const Json* content = member(logprobs, "content");
    if (content == nullptr || !content->is_array()) return;
    for (const Json& one : *content) {
        engine::TokenChoice choice{tokenOf(one), {}};
        if (const Json* top = member(one, "top_logprobs"); top != nullptr && top->is_array()) {
            for (const Json& other : *top)
                choice.top.push_back(tokenOf(other));
        }
        emit(choice);
    }
}

void ReplyReader::takeUsage(const Json& usage) {
    m_hasUsage = true;
    m_stats.promptTokens = countIn(usage, "prompt_tokens");
    m_stats.newTokens = countIn(usage, "completion_tokens");
    if (const Json* details = member(usage, "prompt_tokens_details")) {
        m_stats.cachedTokens = countIn(*details, "cached_tokens");
        m_stats.imageTokens = countIn(*details, "image_tokens");
    }
    if (const Json* details = member(usage, "completion_tokens_details"))
        m_stats.thinkingTokens = countIn(*details, "reasoning_tokens");
}

void ReplyReader::give(const std::vector<engine::TextDelta>& deltas) {
    for (const engine::TextDelta& delta : deltas) {
        if (delta.channel == engine::Channel::Thinking) ++m_thinkingPieces;
        emit(delta);
    }
}

void ReplyReader::emit(const engine::Event& event) {
    m_hasBegun = true;
    m_sink(event);
}

engine::Result<engine::Finished> ReplyReader::finish() {
    if (m_error) return *m_error;
    give(m_marks.finish());
    for (const Call& call : m_calls) {
        if (call.name.empty() || !Json::accept(call.arguments.empty() ? "{}" : call.arguments)) {
            nonsense("a tool call whose arguments are no JSON");
            return *m_error;
        }
        emit(engine::ToolCall{call.name, call.arguments.empty() ? "{}" : call.arguments});
    }
    auto reason = m_reason.value_or(engine::FinishReason::Stop);
    // Some servers say stop after a call.
    if (!m_calls.empty() && reason == engine::FinishReason::Stop) reason = engine::FinishReason::ToolCalls;
    // Most servers send each token as it comes: the pieces are the nearest there is.
    if (!m_hasUsage) m_stats.newTokens = m_pieces;
    if (m_stats.thinkingTokens == 0) m_stats.thinkingTokens = std::min(m_thinkingPieces, m_stats.newTokens);
    return engine::Finished{reason, m_stats};
}

}  // namespace app
