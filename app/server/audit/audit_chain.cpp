#include "app/server/audit/audit_chain.h"

#include <array>
#include <ctime>

#include <nlohmann/json.hpp>

#include "app/server/audit/audit_record.h"
#include "app/server/crypto/digest.h"

namespace app {
namespace {

// In the order that they are written; nothing is sorted.
using Json = nlohmann::ordered_json;

constexpr std::string_view hashStart = ",\"hash\":\"";
constexpr std::string_view hashEnd = "\"}";
constexpr std::size_t hashDigits = 64;

std::string timeText(std::chrono::system_clock::time_point time) {
    using namespace std::chrono;
    const auto milliseconds = duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const std::string fraction = std::to_string(1000 + milliseconds % 1000).substr(1);
    return std::string(text.data(), size) + "." + fraction + "Z";
}

Json pictureJson(const AuditPicture& picture, bool withContent) {
    Json json = {{"sha256", picture.hash},
                 {"width", picture.width},
                 {"height", picture.height},
                 {"bytes", picture.bytes}};
    if (withContent && !picture.content.empty()) json["png_base64url"] = base64UrlOf(picture.content);
    return json;
}

Json headOf(std::int64_t number, std::string_view previous) {
    return {{"number", number}, {"previous", previous}};
}

/// Only ASCII without control characters comes out, whatever went in: a value cannot end its line.
AuditLine closed(const Json& json) {
    std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
    text.pop_back();  // the brace comes back behind the hash
    AuditLine line;
    line.hash = hexOf(sha256(text));
    line.text = text.append(hashStart).append(line.hash).append(hashEnd);
    return line;
}

bool isHash(std::string_view text) {
    return text.size() == hashDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

AuditLine auditLineOf(const AuditRecord& record, std::int64_t number, std::string_view previous,
                      bool withText, bool withPictures) {
    Json json = headOf(number, previous);
    json["time"] = timeText(record.time);
    json["request"] = record.request;
    json["caller"] = record.caller;
    json["address"] = record.address;
    json["method"] = record.method;
    json["route"] = record.route;
    json["status"] = record.status;
    json["outcome"] = record.outcome;
    json["model"] = record.model;
    json["cache"] = record.cache;
    json["request_bytes"] = record.requestBytes;
    json["reply_bytes"] = record.replyBytes;
    json["pictures"] = Json::array();
    for (const AuditPicture& picture : record.pictures)
        json["pictures"].push_back(pictureJson(picture, withPictures));
    json["tokens"] = {{"prompt", record.promptTokens},
                      {"image", record.imageTokens},
                      {"cached", record.cachedTokens},
                      {"new", record.newTokens}};
    json["seconds"] = {{"queue", record.queueSeconds},
                       {"first_token", record.firstTokenSeconds},
                       {"model", record.modelSeconds},
                       {"total", record.totalSeconds}};
    if (withText) {
        json["question"] = record.question;
        json["answer"] = record.answer;
    }
    return closed(json);
}

AuditLine auditNoteOfTornLine(std::string_view torn, std::int64_t number, std::string_view previous) {
    Json json = headOf(number, previous);
    json["time"] = timeText(std::chrono::system_clock::now());
    json["outcome"] = "the line before this one was not finished";
    json["torn_sha256"] = hexOf(sha256(torn));
    json["torn_bytes"] = torn.size();
    return closed(json);
}

std::optional<AuditLink> auditLinkOf(std::string_view line) {
    const std::size_t tail = hashStart.size() + hashDigits + hashEnd.size();
    if (line.size() <= tail) return std::nullopt;
    const std::size_t bodySize = line.size() - tail;
    const std::string_view hash = line.substr(bodySize + hashStart.size(), hashDigits);
    if (line.substr(bodySize, hashStart.size()) != hashStart || !line.ends_with(hashEnd) || !isHash(hash)) {
        return std::nullopt;
    }
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto number = json.find("number");
    const auto previous = json.find("previous");
    if (number == json.end() || !number->is_number_integer() || previous == json.end() ||
        !previous->is_string() || !isHash(previous->get_ref<const std::string&>())) {
        return std::nullopt;
    }
    AuditLink link{number->get<std::int64_t>(),
                   *previous,
                   std::string(hash),
                   hexOf(sha256(line.substr(0, bodySize))),
                   {}};
    if (const auto torn = json.find("torn_sha256"); torn != json.end() && torn->is_string())
        link.tornHash = *torn;
    return link;
}

}  // namespace app
