#include "app/server/api/answer_flow.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>
#include <optional>
#include <utility>

#include "app/server/crypto/digest.h"
#include "app/server/http/gate.h"

namespace app::server {
namespace {

bool isNoStore(const RequestHead& head) {
    return beast::iequals(head.field("Cache-Control"), "no-store");
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

bool isText(const RunItem& item) {
    const auto* event = std::get_if<engine::Event>(&item.what);
    return event != nullptr && std::holds_alternative<engine::TextDelta>(*event);
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

/// One request that is being answered.
struct AnswerFlow::Serving {
    Answer answer;
    std::unique_ptr<Renderer> renderer;
    std::shared_ptr<AnswerRun> run;
    std::shared_ptr<std::array<std::atomic<CacheUse>, 16>> use;
    std::optional<engine::Error> error{};
    int ended = 0;
    Clock::time_point began = Clock::now();

    bool isOver() const { return ended == static_cast<int>(answer.choices.size()); }

    /// Keeps what has come; the first failure ends the others too.
    void take(const RunItem& item, AuditRecord& record) {
        if (record.firstTokenSeconds == 0 && isText(item))
            record.firstTokenSeconds = std::chrono::duration<double>(Clock::now() - began).count();
        if (const auto* event = std::get_if<engine::Event>(&item.what)) {
            answer.take(item.choice, *event);
            return;
        }
        ++ended;
        const auto& result = std::get<engine::Result<engine::Finished>>(item.what);
        Choice& choice = answer.choices[static_cast<std::size_t>(item.choice)];
        if (result && result.value().reason != engine::FinishReason::Cancelled) {
            choice.finished = result.value();
            return;
        }
        if (!error) error = result ? engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}} : result.error();
        run->stop();
    }

    /// The stream's text for what has come.
    std::string write(std::vector<RunItem>& items, AuditRecord& record) {
        std::string text;
        std::vector<std::vector<engine::Event>> events(answer.choices.size());
        const auto flush = [&](int choice) {
            auto& own = events[static_cast<std::size_t>(choice)];
            text += renderer->events(answer, choice, std::exchange(own, {}));
        };
        for (RunItem& item : items) {
            take(item, record);
            const auto choice = static_cast<std::size_t>(item.choice);
            if (auto* event = std::get_if<engine::Event>(&item.what)) {
                events[choice].push_back(std::move(*event));
            } else if (answer.choices[choice].finished) {
                flush(item.choice);
                text += renderer->choiceEnd(answer, item.choice);
            }
        }
        for (std::size_t i = 0; i < events.size(); ++i)
            flush(static_cast<int>(i));
        return text;
    }

    Headers headers() const { return {{"X-GlanceDesk-Cache", nameOf((*use)[0])}}; }

    void note(AuditRecord& record) const {
        const engine::Stats sum = sumOf(answer);
        record.cache = nameOf((*use)[0]);
        record.promptTokens = sum.promptTokens;
        record.imageTokens = sum.imageTokens;
        record.cachedTokens = sum.cachedTokens;
        record.newTokens = sum.newTokens;
        const Choice& first = answer.choices.front();
        record.answer = first.text;
        if (error && error->code == engine::ErrorCode::Cancelled)
            record.outcome = "cancelled";
        else if (error)
            record.outcome = "failed: " + apiErrorOf(*error).code;
        else if (first.finished)
            record.outcome = finishReasonOf(*first.finished);
    }
};

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
    m_deskModel = generator;
    m_desk = std::shared_ptr<AnswerDesk>(pair, pair->second.get());
    return m_desk;
}

Task<void> AnswerFlow::openPictures(Exchange& exchange, Call& call) {
    if (call.pictures.empty()) co_return;
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
    const RateVerdict verdict =
        m_kitchen.rates.admitPixels(exchange.caller.id, exchange.record.address, pixels);
    if (!verdict.isAllowed) throw tooManyRequests(verdict.waitSeconds);
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
}

Task<void> AnswerFlow::run(Exchange& exchange, Read read, Render render, const char* idPrefix) {
    Call call;
    co_await m_kitchen.hands.run([&] { call = read(exchange.body); });
    exchange.body = {};
    const auto generator = loadedModel(m_kitchen.source);
    checkModel(call.model, generator->info());
    if (!m_kitchen.admission.hasRoomFor(call.choices))
        throw ApiProblem(apiErrorOf({engine::ErrorCode::Busy, {}, {}, {}}));
    const Admission::Place place(m_kitchen.admission, call.choices);
    co_await openPictures(exchange, call);
    call.request.caller = exchange.caller.id + "\n" + call.user;
    call.request.priority = engine::Priority::Port;
    exchange.record.model = generator->info().name;
    if (m_kitchen.options.auditText) exchange.record.question = textOf(call);

    Serving serving;
    serving.answer.id = newId(idPrefix);
    serving.answer.created = std::time(nullptr);
    serving.answer.model = generator->info().name;
    serving.answer.choices.resize(static_cast<std::size_t>(call.choices));
    serving.renderer = render(call);
    serving.use = std::make_shared<std::array<std::atomic<CacheUse>, 16>>();
    const auto executor = co_await asio::this_coro::executor;
    serving.run = std::make_shared<AnswerRun>(executor, m_kitchen.options.limits.unsentBytes);

    const bool noStore = isNoStore(exchange.head);
    const auto desk = deskFor(generator);
    std::optional<CachedAnswer> kept;
    if (call.choices == 1) co_await m_kitchen.hands.run([&] { kept = desk->find(call.request, noStore); });
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
    exchange.onGone([run = serving.run] { run->stop(); });
    if (call.stream)
        co_await streamed(exchange, serving);
    else
        co_await whole(exchange, serving);
    serving.note(exchange.record);
}

Task<void> AnswerFlow::whole(Exchange& exchange, Serving& serving) {
    while (!serving.isOver()) {
        std::vector<RunItem> items = co_await serving.run->next(Clock::time_point::max());
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
    Clock::time_point written = Clock::now();
    bool hasBegun = false;
    bool isHeard = true;
    while (!serving.isOver()) {
        std::vector<RunItem> items = co_await serving.run->next(written + ping);
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
            text = serving.renderer->begin(serving.answer) + text;
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
