#include "app/upstream/attempt.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "app/upstream/chat_body.h"
#include "app/upstream/reply_reader.h"
#include "app/upstream/sse_lines.h"
#include "app/upstream/upstream_address.h"

namespace app {
namespace {

using engine::ErrorCode;

constexpr std::size_t mostWhole = std::size_t{16} * 1024 * 1024;  // bytes of an answer that doesn't stream

/// The body of status 200, as a stream or in one piece: some servers don't stream.
class Body final {
 public:
    explicit Body(ReplyReader& reader)
        : m_reader(reader), m_lines([&reader](std::string_view data) { return reader.take(data); }) {}

    bool take(const HttpReply& head, std::string_view piece) {
        if (head.type == "text/event-stream") return m_lines.take(piece);
        if (head.type != "application/json" || m_whole.size() + piece.size() > mostWhole) {
            m_problem = head.type.empty() ? "no content type" : head.type;
            return false;
        }
        m_whole += piece;
        return true;
    }
    void end() {
        if (!m_whole.empty()) m_reader.take(m_whole);
        if (m_lines.isTooLong()) m_problem = "a line without an end";
    }
    const std::string& problem() const { return m_problem; }

 private:
    ReplyReader& m_reader;
    SseLines m_lines;
    std::string m_whole;
    std::string m_problem;
};

engine::Error brokenOff(const HttpReply& reply, const std::string& where, bool hasBegun) {
    if (reply.end == HttpEnd::Untrusted) return {ErrorCode::UpstreamUntrusted, where, reply.reason, {}};
    if (reply.end == HttpEnd::Silent) return {ErrorCode::UpstreamSilent, where, {}, {reply.seconds}};
    if (hasBegun) return {ErrorCode::UpstreamCut, where, reply.reason, {}};
    // A server that began and then said nothing has failed by itself: some do so with what they can't take.
    if (reply.status == 200)
        return {ErrorCode::UpstreamFailed, where, "it ended before its first word", {200}};
    return {ErrorCode::UpstreamUnreachable, where, reply.reason, {}};
}

}  // namespace

Attempt::Attempt(const engine::Request& request, const UpstreamOptions& options, const HttpClient& client)
    : m_request(request), m_options(options), m_client(client), m_pictures(pictureUrls(request)) {}

Outcome Attempt::run(const std::string& address, const ServedModel& model, const engine::EventSink& sink,
                     std::stop_token stop) const {
    const auto secondsSinceBegin = [this] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    };
    double firstSeconds = 0;
    const engine::EventSink timed = [&](const engine::Event& event) {
        if (firstSeconds == 0) firstSeconds = secondsSinceBegin();
        sink(event);
    };
    const std::string where = hostOf(address);
    std::string json;
    try {
        json = bodyFor(m_request, model, m_pictures);
    } catch (const nlohmann::json::exception&) {
        return {engine::Error{ErrorCode::BadRequest, {}, "tools or response_format", {}}};
    }
    ReplyReader reader(timed, where);
    Body body(reader);
    HttpCall call;
    call.url = address + pathFor(m_request);
    call.key = m_options.key;
    call.body = &json;
    call.connect = m_options.connect;
    call.firstByte = m_options.firstByte;
    call.pause = m_options.pause;
    call.onBody = [&](const HttpReply& head, std::string_view piece) {
        return !stop.stop_requested() && body.take(head, piece);
    };
    const HttpReply reply = m_client.run(call, stop);
    if (reply.end == HttpEnd::Stopped || stop.stop_requested())
        return {engine::Finished{engine::FinishReason::Cancelled, {}}, reader.hasBegun()};
    if (reply.end == HttpEnd::Whole && reply.status != 200)
        return {errorOfStatus(where, model.name, reply.status, reply.body, reply.retryAfter)};
    body.end();
    if (reader.error()) return {*reader.error(), reader.hasBegun()};
    if (!body.problem().empty())
        return {engine::Error{ErrorCode::UpstreamNonsense, where, body.problem(), {}}, reader.hasBegun()};
    if (!reader.isWhole()) return {brokenOff(reply, where, reader.hasBegun()), reader.hasBegun()};
    auto finished = reader.finish();
    if (!finished) return {finished, reader.hasBegun()};
    engine::Stats& stats = finished.value().stats;
    stats.firstTokenSeconds = firstSeconds;
    stats.totalSeconds = secondsSinceBegin();
    stats.seed = m_request.sampling.seed.value_or(0);
    return {finished, true};
}

}  // namespace app
