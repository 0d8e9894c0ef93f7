#include "app/server/api/answer_flow.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include "app/server/crypto/digest.h"
#include "app/server/http/gate.h"

namespace app::server {
namespace {

/// Among the directives of any Cache-Control header.
bool isNoStore(const RequestHead& head) {
    const auto all = head.fields.equal_range("Cache-Control");
    for (auto header = all.first; header != all.second; ++header) {
        std::string_view rest(header->value().data(), header->value().size());
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(rest.size(), one.size() + 1));
            const std::size_t from = std::min(one.find_first_not_of(" \t"), one.size());
            const std::size_t until = one.find_last_not_of(" \t") + 1;
            if (from < until && beast::iequals(one.substr(from, until - from), "no-store")) return true;
        }
    }
    return false;
}

void checkModel(const std::string& asked, const engine::ModelInfo& info) {
    if (asked == aliasOfModel || asked == info.name) return;
    throw ApiProblem(404, "model_not_found",
                     "The model '" + shownName(asked) + "' does not exist: GET /v1/models lists what does.",
                     "model");
}

ApiProblem tooManyRequests(int seconds) {
    return ApiProblem(ApiError{429,
                               "rate_limit_exceeded",
                               "Too many requests or pixels in a minute: wait as long as Retry-After says.",
                               {},
                               seconds});
}

[[noreturn]] void refusePicture(ScanError error, const PendingPicture& picture) {
    if (error == ScanError::ScannerDown) throw ApiProblem(503, "scanner_down", sentenceOf(error));
    throw ApiProblem(400, "invalid_image", sentenceOf(error), picture.param);
}

/// The same request for each of its answers; a seed gives each its own.
std::vector<engine::Request> requestsOf(const Call& call) {
    std::vector<engine::Request> requests(static_cast<std::size_t>(call.choices), call.request);
    for (std::size_t i = 1; i < requests.size(); ++i) {
        if (requests[i].sampling.seed) *requests[i].sampling.seed += i;
    }
    return requests;
}

std::string textOf(const Call& call) {
    std::string text = call.request.prompt;
    for (const engine::Message& message : call.request.messages) {
        for (const engine::Part& part : message.parts) {
            if (const auto* piece = std::get_if<engine::TextPart>(&part)) text += piece->text + "\n";
        }
    }
    return text;
}

}  // namespace

std::shared_ptr<const engine::Generator> loadedModel(const ModelSource& source) {
    auto generator = source.generator();
    if (generator) return generator;
    throw ApiProblem(
        ApiError{503, "model_loading", "The model is loading: GET /health tells how far.", {}, 5});
}

std::shared_ptr<AnswerDesk> AnswerFlow::deskFor(const std::shared_ptr<const engine::Generator>& generator) {
    if (m_deskModel == generator) return m_desk;
    AnswerDeskSettings settings = m_kitchen.options.cache;
    settings.origin = {generator->info().name, generator->info().weights, m_kitchen.source.fingerprint()};
    // The desk refers to the generator: both live until the last answer that uses them.
    auto pair =
        std::make_shared<std::pair<std::shared_ptr<const engine::Generator>, std::unique_ptr<AnswerDesk>>>(
            generator, std::make_unique<AnswerDesk>(*generator, m_kitchen.cache, settings));
    m_seen.clear();
    m_deskModel = generator;
    m_desk = std::shared_ptr<AnswerDesk>(pair, pair->second.get());
    return m_desk;
}

/// What a request may cost where texts and pictures are logged can't be told from its bytes alone, and a
/// large body takes longer to digest than the server's thread may.
bool AnswerFlow::mayRepeat(const Exchange& exchange) const {
    constexpr std::size_t mostBytes = std::size_t{2} * 1024 * 1024;
    return m_kitchen.cache != nullptr && !m_kitchen.options.auditText && !m_kitchen.options.auditPictures &&
           exchange.body.size() <= mostBytes;
}

void AnswerFlow::admitPixels(const Exchange& exchange, std::int64_t pixels) {
    if (pixels == 0) return;
    const RateVerdict verdict =
        m_kitchen.rates.admitPixels(exchange.caller.id, exchange.record.address, pixels);
    if (!verdict.isAllowed) throw tooManyRequests(verdict.waitSeconds);
}

Task<std::int64_t> AnswerFlow::openPictures(Exchange& exchange, Call& call) {
    if (call.pictures.empty()) co_return 0;
    const Limits& limits = m_kitchen.options.limits;
    std::int64_t pixels = 0;
    co_await m_kitchen.hands.run([&] {
        for (const PendingPicture& picture : call.pictures) {
            const auto header = m_kitchen.scan.header(picture.bytes);
            if (const auto* error = std::get_if<ScanError>(&header)) refusePicture(*error, picture);
            pixels += std::get<PictureHeader>(header).pixels();
        }
        if (pixels > limits.allPixels) {
            throw ApiProblem(400, "too_many_pixels",
                             "The pictures of a request may have at most " +
                                 std::to_string(limits.allPixels / 1'000'000) + " megapixels together.",
                             "messages");
        }
    });
    admitPixels(exchange, pixels);
    const bool withClean = m_kitchen.options.auditPictures;
    co_await m_kitchen.hands.run([&] {
        for (PendingPicture& picture : call.pictures) {
            auto result = m_kitchen.scan.scan(picture.bytes, withClean);
            if (const auto* error = std::get_if<ScanError>(&result)) refusePicture(*error, picture);
            auto& scanned = std::get<ScannedPicture>(result);
            exchange.record.pictures.push_back({scanned.hash, scanned.pixels->width, scanned.pixels->height,
                                                static_cast<std::int64_t>(picture.bytes.size()),
                                                withClean ? std::move(scanned.clean) : std::string()});
            auto& part = call.request.messages[picture.message].parts[picture.part];
            std::get<engine::ImagePart>(part).image = std::move(scanned.pixels);
            picture.bytes = {};
        }
    });
    co_return pixels;
}

/// A question whose bytes were read before and whose answer is kept; false: it has to be read.
Task<bool> AnswerFlow::repeat(Exchange& exchange, const Digest& digest, const Render& render,
                              const char* idPrefix) {
    const auto generator = m_kitchen.source.generator();
    if (!generator) co_return false;
    const auto desk = deskFor(generator);
    const auto seen = m_seen.find(digest);
    if (!seen) co_return false;
    std::shared_ptr<const CachedAnswer> kept = m_seen.answerOf(digest);
    if (!kept || !isFresh(*kept, m_kitchen.options.cacheLifetime)) {
        std::optional<CachedAnswer> found;
        co_await m_kitchen.looks.run([&] { found = desk->find(seen->key); });
        if (!found) co_return false;
        kept = std::make_shared<const CachedAnswer>(std::move(*found));
        if (desk == m_desk) m_seen.keep(digest, kept);
    }
    admitPixels(exchange, seen->pixels);
    exchange.body = {};
    exchange.record.pictures = seen->pictures;
    Serving serving = co_await serve(exchange, seen->call, *generator, render, idPrefix);
    (*serving.use)[0] = CacheUse::Hit;
    serving.run->replay(kept->events, kept->finished);
    co_await answer(exchange, serving, seen->call.stream);
    co_return true;
}

Task<void> AnswerFlow::run(Exchange& exchange, Read read, Render render, const char* idPrefix) {
    const bool noStore = isNoStore(exchange.head);
    std::optional<Digest> digest;
    if (!noStore && mayRepeat(exchange)) {
        digest = SeenRequests::digestOf(exchange.caller.id, exchange.head.path, exchange.body);
        if (co_await repeat(exchange, *digest, render, idPrefix)) co_return;
    }
    Call call;
    co_await m_kitchen.hands.run([&] { call = read(exchange.body); });
    exchange.body = {};
    const auto generator = loadedModel(m_kitchen.source);
    checkModel(call.model, generator->info());
    if (!m_kitchen.admission.hasRoomFor(call.choices))
        throw ApiProblem(apiErrorOf({engine::ErrorCode::Busy, {}, {}, {}}));
    const Admission::Place place(m_kitchen.admission, call.choices);
    const std::int64_t pixels = co_await openPictures(exchange, call);
    call.request.caller = exchange.caller.id + "\n" + call.user;
    call.request.priority = engine::Priority::Port;
    if (m_kitchen.options.auditText) exchange.record.question = textOf(call);
    Serving serving = co_await serve(exchange, call, *generator, render, idPrefix);

    const auto desk = deskFor(generator);
    std::optional<CacheKey> key;
    std::optional<CachedAnswer> kept;
    if (call.choices == 1) {
        co_await m_kitchen.hands.run([&] {
            key = desk->keyOf(call.request, noStore);
            if (key) kept = desk->find(*key);
        });
    }
    // Another model may have come meanwhile, for which this key is none.
    if (digest && key && desk == m_desk)
        m_seen.add(*digest, {*key, forRenderer(call), exchange.record.pictures, pixels});
    if (kept) {
        (*serving.use)[0] = CacheUse::Hit;
        serving.run->replay(std::move(kept->events), kept->finished);
    } else {
        const auto compute = [desk, noStore, use = serving.use](int choice, const engine::Request& request,
                                                                const engine::EventSink& sink,
                                                                std::stop_token stop) {
            const auto onUse = [&](CacheUse how) { (*use)[static_cast<std::size_t>(choice)] = how; };
            return desk->answer(request, noStore, onUse, sink, std::move(stop));
        };
        serving.run->start(m_kitchen.models, compute, requestsOf(call));
    }
    co_await answer(exchange, serving, call.stream);
}

Task<Serving> AnswerFlow::serve(Exchange& exchange, const Call& call, const engine::Generator& generator,
                                const Render& render, const char* idPrefix) {
    exchange.record.model = generator.info().name;
    Serving serving;
    serving.answer.id = newId(idPrefix);
    serving.answer.created = std::time(nullptr);
    serving.answer.model = generator.info().name;
    serving.answer.choices.resize(static_cast<std::size_t>(call.choices));
    serving.renderer = render(call);
    serving.oneToolCall = call.oneToolCall;
    const auto executor = co_await asio::this_coro::executor;
    serving.run = std::make_shared<AnswerRun>(executor, m_kitchen.options.limits.unsentBytes);
    co_return serving;
}

Task<void> AnswerFlow::answer(Exchange& exchange, Serving& serving, bool isStream) {
    exchange.onGone([run = serving.run] { run->stop(); });
    if (isStream)
        co_await streamed(exchange, serving);
    else
        co_await whole(exchange, serving);
    serving.note(exchange.record);
}

Task<void> AnswerFlow::whole(Exchange& exchange, Serving& serving) {
    constexpr auto look = std::chrono::milliseconds(50);  // nobody reads along: what comes is only gathered
    while (!serving.isOver()) {
        std::vector<RunItem> items =
            co_await serving.run->next(Clock::time_point::max(), Clock::now() + look);
        for (const RunItem& item : items)
            serving.take(item, exchange.record);
    }
    if (serving.error) {
        serving.note(exchange.record);
        throw ApiProblem(apiErrorOf(*serving.error));
    }
    Reply reply = jsonReply(serving.renderer->whole(serving.answer));
    reply.headers = serving.headers();
    co_await exchange.send(std::move(reply));
}

Task<void> AnswerFlow::streamed(Exchange& exchange, Serving& serving) {
    const auto ping = m_kitchen.options.timeouts.ping;
    const auto gather = m_kitchen.options.timeouts.gather;
    Clock::time_point written = Clock::now();
    bool hasBegun = false;
    bool isHeard = true;
    while (!serving.isOver()) {
        std::vector<RunItem> items =
            co_await serving.run->next(written + ping, hasBegun ? written + gather : Clock::time_point());
        std::string text = serving.write(items, exchange.record);
        const bool hasFailed = serving.error.has_value();
        if (hasFailed && !hasBegun) continue;  // it can still have a status of its own
        // A comment keeps proxies from closing a stream that waits.
        if (text.empty() && !serving.isOver() && Clock::now() >= written + ping) text = ": waiting\n\n";
        if (serving.isOver())
            text += hasFailed ? sse(errorJson(apiErrorOf(*serving.error)))
                              : serving.renderer->end(serving.answer);
        if (text.empty() || !isHeard) continue;
        if (!std::exchange(hasBegun, true)) {
            text.insert(0, serving.renderer->begin(serving.answer));
            isHeard = co_await exchange.beginStream(serving.headers());
        }
        if (isHeard) isHeard = co_await exchange.write(std::move(text));
        if (!isHeard) serving.run->stop();
        written = Clock::now();
    }
    if (serving.error && !hasBegun) {
        serving.note(exchange.record);
        throw ApiProblem(apiErrorOf(*serving.error));
    }
    if (isHeard) co_await exchange.endStream();
}

}  // namespace app::server
