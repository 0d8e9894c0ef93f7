#include "app/server/api/api_error.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

namespace app::server {
namespace {

const char* typeOf(int status) {
    if (status == 401) return "authentication_error";
    if (status == 403) return "permission_error";
    if (status == 429) return "rate_limit_error";
    return status >= 500 ? "server_error" : "invalid_request_error";
}

/// The engine begins its detail with the field that is wrong; only names of this list leave the server.
std::string fieldIn(const std::string& detail) {
    constexpr std::array<std::string_view, 10> names{"messages",   "tools", "tool_choice", "response_format",
                                                     "logit_bias", "stop",  "prompt",      "max_tokens",
                                                     "schema",     "format"};
    for (const std::string_view name : names) {
        if (!detail.starts_with(name)) continue;
        return name == "schema" || name == "format" ? "response_format" : std::string(name);
    }
    return {};
}

ApiError badRequest(const engine::Error& error) {
    const std::string field = fieldIn(error.detail);
    if (field == "response_format") {
        return {400, "unsupported_schema",
                "The schema uses something that decoding cannot be held to, or is too large.", field};
    }
    if (field.empty()) return {400, "invalid_value", "The model cannot take this request as it is.", {}};
    return {400, "invalid_value", "The model cannot take '" + field + "' as it is.", field};
}

std::string numberAt(const engine::Error& error, std::size_t index) {
    return index < error.numbers.size() ? std::to_string(error.numbers[index]) : "?";
}

}  // namespace

nlohmann::ordered_json errorJson(const ApiError& error) {
    const auto orNull = [](const std::string& text) {
        return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
    };
    return {{"error",
             {{"message", error.message},
              {"type", typeOf(error.status)},
              {"param", orNull(error.param)},
              {"code", orNull(error.code)}}}};
}

ApiError apiErrorOf(const engine::Error& error) {
    using engine::ErrorCode;
    switch (error.code) {
        case ErrorCode::BadRequest:
            return badRequest(error);
        case ErrorCode::PromptTooLong:
            return {400, "context_length_exceeded",
                    "The prompt has " + numberAt(error, 0) + " tokens, and at most " + numberAt(error, 1) +
                        " fit: send a shorter conversation or smaller pictures.",
                    "messages"};
        case ErrorCode::ImageTooThin:
            return {400, "invalid_image", "A picture is too long and thin: cut out the part in question.",
                    "messages"};
        case ErrorCode::ImageMismatch:
        case ErrorCode::TemplateFailed:
            return {400, "invalid_value", "The model's template cannot lay out these messages.", "messages"};
        case ErrorCode::Busy:
            return {503, "queue_full", "The server is busy: try again in a few seconds.", {}, 2};
        case ErrorCode::OutOfMemory:
            return {
                503, "out_of_memory", "There is not enough memory for this request: make it smaller.", {}, 5};
        case ErrorCode::Cancelled:
            return {503, "stopped", "The server stopped this request.", {}, 2};
        // The server behind ours is the operator's own matter: its address and words stay in the log.
        case ErrorCode::UpstreamRefused:
            return {400, "invalid_value", "The model cannot take this request as it is.", {}};
        case ErrorCode::UpstreamBusy:
            return {503,
                    "queue_full",
                    "The server is busy: try again in a few seconds.",
                    {},
                    std::max(2, static_cast<int>(error.numbers.empty() ? 0 : error.numbers.front()))};
        case ErrorCode::UpstreamUnreachable:
            return {503,
                    "upstream_unreachable",
                    "No server that computes answers can be reached: try again.",
                    {},
                    5};
        case ErrorCode::UpstreamSilent:
            return {504, "upstream_timeout", "The server that computes answers says nothing: try again.", {}};
        case ErrorCode::UpstreamCut:
            return {502,
                    "upstream_cut",
                    "The server that computes answers broke off in the middle: try again.",
                    {}};
        case ErrorCode::UpstreamUntrusted:
        case ErrorCode::UpstreamKeyRefused:
        case ErrorCode::UpstreamModelMissing:
        case ErrorCode::UpstreamFailed:
        case ErrorCode::UpstreamNonsense:
            return {502,
                    "upstream_failed",
                    "The server that computes answers failed; this server's log says why.",
                    {}};
        default:
            return {500, "internal_error", "The server could not compute an answer; its log says why.", {}};
    }
}

std::string shownName(const std::string& name) {
    const bool isPlain = !name.empty() && name.size() <= 64 &&
                         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
    return isPlain ? name : "(unnamed)";
}

}  // namespace app::server
